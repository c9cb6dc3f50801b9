import { KEY, LIZ, TOM } from '../brevo/simulation/testing.ts';
import type { Message } from '../storage/items/messages.ts';
import { createChanges } from './changes.ts';
import { ACCOUNT, createOffice, messageOf } from './testing.ts';

/** An office where messages have been sent, and the means to change them; pauses pass at once and are noted. */
export function createChangeDesk() {
  const office = createOffice();
  const { simulation, clock, brevo, world } = office;
  const { records, ...outbox } = office.background();
  const pauses: number[] = [];
  const changes = createChanges({
    records,
    outbox,
    brevo,
    accountId: async () => world.account?.accountId,
    hasPermission: async () => world.hasPermission,
    now: () => clock.now,
    wait: async (ms) => void pauses.push(ms),
  });
  const handle = (method: string, path: string, body: object) => {
    const headers = { 'api-key': KEY };
    return simulation.handle({ method, path: `/v3/conversations/${path}`, headers, body: JSON.stringify(body) });
  };
  /** What happens behind our back must not count as our request. */
  const aside = <T>(act: () => T): T => {
    const result = act();
    (simulation.arrivals as unknown[]).pop();
    return result;
  };

  return {
    ...office,
    records,
    outbox,
    changes,
    pauses,
    atBrevo: () => simulation.conversation('ada').map(({ text }) => text),
    methods: () => simulation.arrivals.map(({ request }) => request.method),
    /** A message at Brevo, with its record unless it was sent elsewhere. */
    async sent(text: string, change: Partial<Message> = {}) {
      const brevoId = this.post(text, change.mode);
      const message = messageOf({ kind: 'sent', at: clock.now, brevoId }, { text, ...change });
      await records.put(message);
      return { ...message, brevoId };
    },
    post(text: string, mode: Message['mode'] = 'agent', visitorId = 'ada'): string {
      const route = mode === 'agent' ? 'messages' : 'pushedMessages';
      aside(() => handle('POST', route, { agentId: mode === 'agent' ? LIZ.id : TOM.id, visitorId, text }));
      const commit = simulation.commits.at(-1);
      if (commit?.kind !== 'posted') throw new Error('Not posted');
      return commit.id;
    },
    /** Another device of the agent acts, out of sight. */
    elsewhere: (brevoId: string, text: string) => aside(() => handle('PUT', `messages/${brevoId}`, { text })),
    deletedElsewhere: (brevoId: string) => aside(() => handle('DELETE', `messages/${brevoId}`, {})),
    accountId: ACCOUNT.accountId,
  };
}
