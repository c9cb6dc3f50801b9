// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { In } from '../../lib/messages/states.ts';
import { expectAccessible } from '../../lib/testing/axe.ts';
import { show } from '../../lib/testing/show.ts';
import { HELD, messageOf, NOW } from '../testing.ts';
import { HoldRing } from './HoldRing.tsx';

// Only the date: axe waits for real.
beforeEach(() => void vi.useFakeTimers({ now: NOW, toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

/** A message that can be undone for five seconds, on a page that first shows it so long after it was confirmed. */
function open(afterMs: number, windowMs = HELD.windowMs) {
  const message = messageOf({ ...HELD, windowMs }, { confirmedAt: NOW - afterMs }) as In<'held'>;
  const { container, rerender } = show(<HoldRing message={message} now={NOW} />);
  return {
    container,
    number: () => container.querySelector('.hold-number')?.textContent,
    ring: () => container.querySelector<SVGElement>('.hold-left')?.style,
    pass: (ms: number) => {
      vi.setSystemTime(NOW + ms);
      rerender(<HoldRing message={message} now={NOW + ms} />);
    },
  };
}

it('counts the seconds down to none, and not beyond', () => {
  const { number, pass } = open(0);
  const seen = [0, 1, 999, 1000, 1001, 4000, 4999, 5000, 9000].map((ms) => {
    pass(ms);
    return number();
  });
  expect(seen).toEqual(['5', '5', '5', '4', '4', '1', '1', '0', '0']);
});

it('never shows more time than there is, though the clock of the page is a little behind', () => {
  expect(open(-800).number()).toBe('5');
  expect(open(-800).ring()?.animationDelay).toBe('-0ms');
});

it('shrinks by itself, from where the hold is, for as long as the hold', () => {
  const { ring } = open(1200);
  expect(ring()?.animationDuration).toBe('5000ms');
  expect(ring()?.animationDelay).toBe('-1200ms');
});

it('takes as long as the agent chose', () => {
  const { number, ring } = open(0, 30_000);
  expect(number()).toBe('30');
  expect(ring()?.animationDuration).toBe('30000ms');
});

it('is not begun anew by the ticking of the page', () => {
  const { ring, pass } = open(1200);
  pass(1000);
  pass(2000);
  expect(ring()?.animationDelay).toBe('-1200ms');
});

it('is a full ring that becomes empty: as long as its circle', () => {
  const { container, ring } = open(0);
  const radius = Number(container.querySelector('.hold-left')?.getAttribute('r'));
  expect(Number.parseFloat(ring()?.strokeDasharray ?? '')).toBeCloseTo(2 * Math.PI * radius, 3);
});

it('says nothing to a screen reader: the state word does, and it ticks', async () => {
  const { container } = open(0);
  const said = [...container.querySelectorAll('.hold > *')].filter(
    (each) => each.getAttribute('aria-hidden') !== 'true',
  );
  expect(said.map(({ outerHTML }) => outerHTML)).toEqual([]);
  expect(container.querySelector('[role], [aria-live], title')).toBeNull();
  await expectAccessible(container);
});
