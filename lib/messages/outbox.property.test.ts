import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Message, MessageState } from '../storage/items/messages.ts';
import { makeStorageMortal } from '../testing/mortal.ts';
import { createDay, type Day, isHeldBack, step } from './day.ts';
import { isIn } from './states.ts';

const ENDS: MessageState['kind'][] = [
  'sent',
  'sent-id-unknown',
  'not-sent',
  'unknown',
  'deleted',
  'cancelled',
  'needs-answer',
];

/** What has to be true of a day when all is quiet. What happened whenever a request left is in `broken`. */
function check({ office, confirmed, broken, entryOf }: Day, records: Message[]): void {
  expect(broken).toEqual([]);
  const commits = office.simulation.commits.flatMap((commit) => (commit.kind === 'posted' ? commit : []));
  const commitsOf = (texts: Set<string>) => commits.filter(({ text }) => texts.has(text));
  for (const record of records) {
    const { state, text, id } = record;
    // G-R3: in exactly one outcome, or held back by what may have been sent before it.
    if (isIn(record, 'queued')) expect(isHeldBack(record, records), text).toBe(true);
    else expect(ENDS, text).toContain(state.kind);
    const entry = entryOf(record);
    if (!entry) throw new Error(`Nobody confirmed ${text}`);
    const own = commitsOf(entry.texts);
    // A second surface's words are kept under `d-0-2` and never sent by themselves; so is what finds a destroyed record.
    const isCopy = id.split('-').length > 2;
    expect(entry.requests, `G-R2 ${text}`).toBeLessThanOrEqual((isCopy && !entry.isCorrupt ? 0 : 1) + entry.asked);
    expect(own.length, `G-R2 ${text}`).toBeLessThanOrEqual(entry.requests);
    if (isIn(record, 'sent'))
      expect(
        own.map((commit) => commit.id),
        `G-R4 ${text}`,
      ).toContain(record.state.brevoId);
    // G-R5: what was taken back, refused or never let go is not at Brevo, but for attempts before the last one asked for.
    if (isIn(record, 'queued', 'not-sent', 'needs-answer', 'cancelled')) {
      expect(own.length, `G-R5 ${state.kind} ${text}`).toBeLessThanOrEqual(entry.asked);
    }
  }
  for (const { texts, isCorrupt, requests, asked } of confirmed) {
    expect(requests).toBeLessThanOrEqual(1 + asked);
    // G-R1: everything that was confirmed is in exactly one record, unless the disk destroyed it.
    const kept = records.filter(({ text }) => texts.has(text));
    if (!isCorrupt)
      expect(
        kept.map(({ text }) => text),
        [...texts].join(),
      ).toHaveLength(1);
  }
}

it('G-R1 G-R2 G-R3 G-R4 G-R5 G-R6 G-R9 G-R11 F17 F19 hold whatever happens, with the background dying at any step', async () => {
  makeStorageMortal();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, 5000),
      fc.array(step, { maxLength: 25, size: 'max' }),
      async (undoWindowMs, steps) => {
        await fakeBrowser.storage.local.clear();
        const day = createDay(undoWindowMs);
        for (const next of steps) await day.take(next);
        day.office.world.isOnline = true;
        const records = await day.rest();
        await day.watch();
        check(day, records);
      },
    ),
    { numRuns: 600 },
  );
}, 120_000);
