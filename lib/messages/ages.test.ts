import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAges } from './ages.ts';
import { messageOf } from './testing.ts';

const DAY = 86_400_000;
const START = 1_800_000_000_000;

/** One life after another, with clocks that the test turns. */
function createClocks() {
  const clocks = { now: START, steady: 0 };
  const live = () => {
    const bornAt = clocks.steady;
    return createAges({ now: () => clocks.now, steadyNow: () => clocks.steady - bornAt });
  };
  const pass = (ms: number) => {
    clocks.now += ms;
    clocks.steady += ms;
  };
  return { clocks, live, pass };
}

const message = messageOf({ kind: 'held', windowMs: 5000 }, { confirmedAt: START });

describe('the age of a message', () => {
  it('is measured by the wall clock when it is first seen', () => {
    const { live, pass } = createClocks();
    pass(1234);
    expect(live().of(message)).toBe(1234);
  });

  it.each([-60_000, -DAY, DAY])('F17 does not jump with the wall clock: %i ms', (jump) => {
    const { clocks, live, pass } = createClocks();
    const ages = live();
    expect(ages.of(message)).toBe(0);
    pass(1000);
    clocks.now += jump;
    expect(ages.of(message)).toBe(1000);
    pass(4000);
    expect(ages.of(message)).toBe(5000);
  });

  it('F17 never makes a hold shorter when the clock was put back between two lives', () => {
    const { clocks, live, pass } = createClocks();
    live().of(message);
    pass(4000);
    clocks.now -= DAY;
    const ages = live();
    expect(ages.of(message)).toBe(0);
    pass(4999);
    expect(ages.of(message)).toBe(4999);
  });

  it('goes on counting from one life to the next when nobody touches the clock', () => {
    const { live, pass } = createClocks();
    live().of(message);
    pass(4000);
    expect(live().of(message)).toBe(4000);
  });

  it('begins anew when the agent sends again', () => {
    const { clocks, live, pass } = createClocks();
    const ages = live();
    pass(4000);
    expect(ages.of(message)).toBe(4000);
    expect(ages.of({ ...message, confirmedAt: clocks.now })).toBe(0);
  });

  it('is each message’s own', () => {
    const { live, pass, clocks } = createClocks();
    const ages = live();
    ages.of(message);
    pass(1000);
    expect(ages.of({ ...message, id: 'm-2', confirmedAt: clocks.now })).toBe(0);
    expect(ages.of(message)).toBe(1000);
  });

  it('F17 within one life is the time that passed, whatever the wall clock did', () => {
    const step = fc.record({ pass: fc.nat(10_000), jump: fc.integer({ min: -DAY, max: DAY }) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { clocks, live, pass } = createClocks();
        const ages = live();
        ages.of(message);
        for (const next of steps) {
          pass(next.pass);
          clocks.now += next.jump;
          expect(ages.of(message)).toBe(clocks.steady);
        }
      }),
    );
  });
});
