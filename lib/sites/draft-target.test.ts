import { expect, it } from 'vitest';
import { draftTarget } from './draft-target.ts';

const ada = { visitorId: 'ada' };
const chose = (visitorId: string, shown?: string) => ({
  visitorId,
  mode: 'automated' as const,
  surface: 's-1',
  ...(shown !== undefined && { shown }),
});

it.each<[string, Parameters<typeof draftTarget>, ReturnType<typeof draftTarget>]>([
  ['nothing is known of the tab', [undefined, undefined], {}],
  ['its page names somebody', [ada, undefined], { visitorId: 'ada' }],
  ['the agent chose another beside it', [ada, chose('bob', 'ada')], { visitorId: 'bob', mode: 'automated' }],
  ['its page went on to somebody else since', [ada, chose('bob', 'carla')], { visitorId: 'ada', mode: 'automated' }],
  ['its page names nobody any more', [undefined, chose('bob', 'ada')], { visitorId: 'bob', mode: 'automated' }],
  ['the agent chose nobody', [ada, chose('', 'ada')], { visitorId: '', mode: 'automated' }],
  [
    'somebody was chosen in the menu',
    [{ ...ada, chosen: 'dan', chosenAt: 7 }, chose('bob', 'ada')],
    { visitorId: 'dan', mode: 'automated' },
  ],
])('a selection goes where the surfaces are: %s', (_, [context, here], target) => {
  expect(draftTarget(context, here)).toEqual(target);
});
