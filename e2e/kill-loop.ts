import { createRandom } from '../lib/brevo/simulation/random.ts';
import type { Fault } from '../lib/brevo/simulation/types.ts';
import type { Page } from './browsers/page.ts';
import { NotYet, until } from './browsers/until.ts';
import { type Desk, expect, send } from './desk.ts';
import { allRecords } from './records.ts';

const faults: (Fault | undefined)[] = [
  undefined,
  undefined,
  { kind: 'delay', ms: 300 },
  { kind: 'reset', committed: true },
  { kind: 'status', status: 503, committed: true },
  { kind: 'body', body: '' },
];

/** Where each message ended; a state is the word that its row shows. */
export type Tally = Record<string, number>;

/**
 * Sends `count` messages, kills the background at a random moment of each send, and holds the ends against Brevo's commit
 * log: G-R2 at most one commit for each, G-R3 none disappears and none stays under way, G-R4 "Sent" only when committed.
 */
export async function killLoop(desk: Desk, count: number, seed: number): Promise<Tally> {
  const random = createRandom(seed);
  await desk.setUp();
  const popup = await desk.openPopup();
  for (let n = 0; n < count; n++) {
    desk.brevo.clearFaults();
    const fault = faults[Math.floor(random() * faults.length)];
    if (fault) desk.brevo.script({ method: 'POST', path: '/conversations/messages', fault });
    // Each to somebody else: what may have been sent would hold back the next one to the same visitor.
    await send(popup, `message ${n}.`, `visitor-${n}`);
    const moment = random() * 250;
    // A random moment is the point of this loop, not a wait for something.
    await new Promise((resolve) => setTimeout(resolve, moment));
    await desk.browser.killWorker();
  }
  desk.brevo.clearFaults();
  // Any command wakes the background, which then finishes what it left.
  await popup.click('switch', 'Online');
  return tally(desk, popup, count);
}

async function tally(desk: Desk, popup: Page, count: number): Promise<Tally> {
  const states = async () => {
    const messages = await allRecords(desk, popup);
    const waiting = Object.keys(await desk.browser.readStorageLocal()).filter((key) =>
      key.startsWith('intent:'),
    ).length;
    const busy = messages.filter(({ state }) => ['held', 'queued', 'dispatching'].includes(state.kind)).length;
    return messages.length >= count && waiting + busy === 0
      ? messages
      : new NotYet(`${messages.length} of ${count}, ${waiting} waiting, ${busy} under way`);
  };
  const messages = await until('every message to end', states, 60_000);
  expect(messages).toHaveLength(count);
  const result: Tally = {};
  for (const data of messages) {
    const commits = desk.commits('posted').filter(({ text }) => text === data.text).length;
    expect(commits, `${data.text} ${data.state.kind}`).toBeLessThanOrEqual(1);
    if (data.state.kind.startsWith('sent')) expect(commits, data.text).toBe(1);
    result[data.state.kind] = (result[data.state.kind] ?? 0) + 1;
  }
  return result;
}
