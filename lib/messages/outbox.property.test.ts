import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Fault } from '../brevo/simulation/types.ts';
import { intentItem, type Message } from '../storage/items/messages.ts';
import { read } from '../storage/local.ts';
import { type Life, living, makeStorageMortal, mortal } from './mortal.ts';
import { allRecords, createOffice, quiet } from './testing.ts';

const committed = fc.boolean();
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constantFrom('hang' as const, 'reset' as const), committed }),
  fc.record({ kind: fc.constant('html' as const), status: fc.constantFrom(200, 403, 502), committed }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(408, 500, 503), committed }),
  fc.record({ kind: fc.constant('status' as const), status: fc.constantFrom(400, 401, 403, 404, 429) }),
  fc.record({ kind: fc.constant('body' as const), body: fc.constantFrom('', '{', '{"id":7}', '[]') }),
);

type Step =
  | { do: 'send'; visitorId: string; times: number }
  | { do: 'send-draft-again'; pick: number; sameWords: boolean }
  | { do: 'fault'; fault: Fault }
  | { do: 'die'; steps: number }
  | { do: 'send-again' | 'arrived'; pick: number }
  | { do: 'offline'; isOnline: boolean }
  | { do: 'pass'; turns: number }
  | { do: 'rest' };

const pick = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      visitorId: fc.constantFrom('ada', 'ben'),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  fc.record({ do: fc.constant('send-draft-again' as const), pick, sameWords: fc.boolean() }),
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fault' as const), fault }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('die' as const), steps: fc.nat(40) }) },
  fc.record({ do: fc.constantFrom('send-again' as const, 'arrived' as const), pick }),
  fc.record({ do: fc.constant('offline' as const), isOnline: fc.boolean() }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pass' as const), turns: fc.nat(12) }) },
  fc.record({ do: fc.constant('rest' as const) }),
);

/** Everything that the agent confirmed; texts are unique to a confirmation. */
type Confirmed = { id: string; text: string; visitorId: string };

/** An office whose background may die at any step and is woken by the next thing that happens. */
function createDay() {
  const office = createOffice({ timeLimitMs: 4 });
  const confirmed: Confirmed[] = [];
  /** How often the agent asked for another attempt, by text. */
  const asked = new Map<string, number>();
  let life: Life = { stepsLeft: Number.POSITIVE_INFINITY };
  let outbox: ReturnType<typeof office.wake> | undefined;

  /** The living background; a new one starts as the browser starts it, with `start` before anything else. */
  const awake = () => {
    if (outbox && life.stepsLeft > 0) return outbox;
    life = { stepsLeft: Number.POSITIVE_INFINITY };
    const born = office.wake({ send: mortal(office.brevo.send) });
    living(life, () => void born.start());
    outbox = born;
    return born;
  };

  const confirm = async (message: Confirmed, times: number) => {
    office.clock.now += 1;
    confirmed.push(message);
    const { id, text, visitorId } = message;
    const intent = office.intent({ id, text, visitorId });
    for (let i = 0; i < times; i++) await office.confirm(intent);
    const outboxNow = awake();
    living(life, () => {
      for (let i = 0; i < times; i++) void outboxNow.adopt(id);
      // A page tells it too, when it lives long enough.
      if (times > 1) void outboxNow.confirm(intent);
    });
  };

  const decide = async (what: 'sendAgain' | 'markArrived', index: number) => {
    const records = await allRecords();
    const record = records[index % Math.max(1, records.length)];
    if (!record) return;
    const { id, text } = record;
    const outboxNow = awake();
    // Counted before the answer: the background may die after it acted.
    if (what === 'sendAgain') asked.set(text, (asked.get(text) ?? 0) + 1);
    living(life, () => void outboxNow[what](id));
  };

  const take = async (next: Step): Promise<void> => {
    switch (next.do) {
      case 'send': {
        const n = confirmed.length;
        return confirm({ id: `d-${n}`, text: `text ${n}`, visitorId: next.visitorId }, next.times);
      }
      case 'send-draft-again': {
        const draft = confirmed[next.pick % Math.max(1, confirmed.length)];
        if (!draft) return;
        const text = next.sameWords ? draft.text : `text ${confirmed.length}`;
        const waiting = await read(intentItem, draft.id);
        // Two pages that confirm other words before the background wakes write one key: the later one wins.
        if (waiting.kind === 'value' && waiting.value.text !== text) return;
        return confirm({ ...draft, text }, 1);
      }
      case 'fault':
        return office.misbehave(next.fault);
      case 'die':
        awake();
        life.stepsLeft = next.steps;
        return;
      case 'send-again':
        return decide('sendAgain', next.pick);
      case 'arrived':
        return decide('markArrived', next.pick);
      case 'offline':
        office.world.isOnline = next.isOnline;
        return;
      case 'pass':
        for (let i = 0; i < next.turns; i++) await new Promise((resolve) => setImmediate(resolve));
        return;
      case 'rest':
        return void (await rest());
      default:
        next satisfies never;
    }
  };

  const rest = async () => {
    life.stepsLeft = 0;
    awake();
    return quiet();
  };

  return { office, confirmed, asked, take, rest };
}

const SETTLED: Message['state']['kind'][] = ['sent', 'sent-id-unknown', 'not-sent', 'unknown', 'deleted'];

function check({ office, confirmed, asked }: ReturnType<typeof createDay>, records: Message[]): void {
  const posted = office.posted();
  for (const record of records) {
    const count = posted.filter((text) => text === record.text).length;
    const again = asked.get(record.text) ?? 0;
    expect(SETTLED, record.text).toContain(record.state.kind);
    // A second surface's words are kept under `d-0-2` and never sent by themselves.
    const isCopy = record.id.split('-').length > 2;
    expect(count, `G-R2 ${record.text}`).toBeLessThanOrEqual((isCopy ? 0 : 1) + again);
    if (record.state.kind === 'sent') expect(count, `G-R4 ${record.text}`).toBeGreaterThan(0);
    if (record.state.kind === 'not-sent' && again === 0) expect(count, record.text).toBe(0);
  }
  // G-R1: each text is in exactly one record, unless it was the very same draft with the very same words.
  expect(records.map(({ text }) => text).toSorted()).toEqual(
    [...new Set(confirmed.map(({ text }) => text))].toSorted(),
  );
  // G-R6: what was confirmed once left in the agent's order.
  const once = confirmed.filter(({ text }) => !asked.has(text) && isUnique(confirmed, text));
  for (const visitorId of ['ada', 'ben']) {
    const inOrder = once.flatMap((message) => (message.visitorId === visitorId ? message.text : []));
    const left = posted.filter((text) => inOrder.includes(text));
    expect(left).toEqual(inOrder.filter((text) => left.includes(text)));
  }
}

const isUnique = (confirmed: Confirmed[], text: string) =>
  confirmed.filter((other) => other.text === text).length === 1;

it('G-R1 G-R2 G-R3 G-R4 G-R6 F19 hold whatever happens, with the background dying at any step', async () => {
  makeStorageMortal();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25, size: 'max' }), async (steps) => {
      await fakeBrowser.storage.local.clear();
      const day = createDay();
      for (const next of steps) await day.take(next);
      check(day, await day.rest());
    }),
    { numRuns: 300 },
  );
}, 60_000);
