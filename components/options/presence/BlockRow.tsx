import { X } from 'lucide';
import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Block } from '../../../lib/storage/items/presence-settings.ts';
import { hoursWords } from '../../../lib/text/week.ts';
import { Button } from '../../ui/Button.tsx';
import { Icon } from '../../ui/Icon.tsx';

type Props = {
  /** The day it belongs to: "Monday". */
  name: string;
  block: Block;
  onSave: (block: Block) => Promise<boolean>;
  onRemove: () => void;
};

/** One stretch of hours. Saved when its row is left, or with Enter: half of a change might take the agent offline. */
export function BlockRow({ name, block, onSave, onRemove }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<{ from?: string; to?: string }>({});
  const [isIncomplete, setIncomplete] = useState(false);
  const shown = { from: typed.from ?? timeOf(block.from), to: typed.to ?? timeOf(block.to) };
  const commit = async () => {
    if (typed.from === undefined && typed.to === undefined) return;
    const wanted = blockFrom(shown.from, shown.to);
    setIncomplete(wanted === undefined);
    if (wanted && (isSame(wanted, block) || (await onSave(wanted)))) setTyped({});
  };
  const input = (change: typeof typed) => {
    setTyped({ ...typed, ...change });
    setIncomplete(false);
  };
  const time = (end: 'from' | 'to') => (
    <input
      class="input time"
      type="time"
      aria-label={i18n.t(`schedule.${end}`, [name])}
      aria-invalid={isIncomplete && shown[end] === '' ? 'true' : undefined}
      aria-describedby={`${id}-end${isIncomplete ? ` ${id}-problem` : ''}`}
      value={shown[end]}
      onInput={({ currentTarget: { value } }) => input({ [end]: value })}
      onKeyDown={({ key }) => void (key === 'Enter' && commit())}
    />
  );
  return (
    <li
      class="block"
      onFocusOut={({ currentTarget, relatedTarget }) => !holds(currentTarget, relatedTarget) && commit()}
    >
      {time('from')}
      <span aria-hidden="true">–</span>
      {time('to')}
      <Button kind="quiet" onClick={onRemove}>
        <Icon of={X} />
        <span class="visually-hidden">{i18n.t('schedule.remove', [`${name}, ${hoursWords(block)}`])}</span>
      </Button>
      <span id={`${id}-end`} class="hint">
        {endWords(block)}
      </span>
      {isIncomplete && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {i18n.t('schedule.incomplete')}
        </p>
      )}
    </li>
  );
}

const holds = (row: Element, focused: EventTarget | null) => focused instanceof Node && row.contains(focused);

const isSame = (a: Block, b: Block) => a.from === b.from && a.to === b.to;

const two = (value: number) => String(value).padStart(2, '0');

/** As the browser's field for times has it; midnight at the end of a day is its 00:00. */
const timeOf = (minute: number) => `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;

function blockFrom(from: string, to: string): Block | undefined {
  const [begin, end] = [minuteOf(from), minuteOf(to)];
  return begin === undefined || end === undefined ? undefined : { from: begin, to: end === 0 ? 1440 : end };
}

/** Some browsers add seconds. */
function minuteOf(time: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)/.exec(time) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}

/** What two times alone do not show. */
function endWords({ from, to }: Block): string {
  if (to === from) return i18n.t('schedule.allDay');
  if (to === 0 || to === 1440) return i18n.t('schedule.midnight');
  return to < from ? i18n.t('schedule.nextDay') : '';
}
