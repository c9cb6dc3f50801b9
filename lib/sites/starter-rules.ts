import type { Rule } from '../storage/items/sites.ts';

type StarterRule = Rule & { gives: 'thread' };

/** Brevo's own links name a thread, 17 characters, which is not the visitor: `/conversations/{threadId}`. */
const brevoThread: StarterRule = {
  id: 'starter-brevo-thread',
  gives: 'thread',
  visitor: { kind: 'path', after: '/conversations/' },
  // What else may stand there is no conversation.
  expression: '^[A-Za-z0-9]{17}$',
  confirmed: 2,
};

/** Where people read Brevo's conversations. */
export const BREVO_APP = 'https://conversations-app.brevo.com';

const starters: Record<string, StarterRule[]> = {
  [BREVO_APP]: [brevoThread],
};

/** The rules that Deskside brings along for a site. */
export const startersFor = (origin: string): readonly StarterRule[] =>
  Object.hasOwn(starters, origin) ? (starters[origin] ?? []) : [];

/** The rules of a site in the order in which they are asked: the agent's own win over those that Deskside brings along. */
export const rulesFor = (origin: string, stored: readonly Rule[]): Rule[] => [
  ...stored,
  ...startersFor(origin).map(({ gives: _, ...rule }) => rule),
];
