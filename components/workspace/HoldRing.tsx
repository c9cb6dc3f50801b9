import { useState } from 'preact/hooks';
import type { In } from '../../lib/messages/states.ts';

const RADIUS = 7;
const LENGTH = 2 * Math.PI * RADIUS;

/** How much of the time to undo is left: a ring that shrinks, and a number of seconds for who wants no motion. */
export function HoldRing({ message, now }: { message: In<'held'>; now: number }) {
  const { windowMs } = message.state;
  // The animation starts where the hold is when this page first shows it, and runs by itself.
  const [passedMs] = useState(() => passed(message, Date.now()));
  const left = Math.ceil((windowMs - passed(message, now)) / 1000);
  return (
    <span class="hold">
      <svg viewBox="0 0 20 20" class="hold-ring" aria-hidden="true">
        <circle cx="10" cy="10" r={RADIUS} class="hold-track" />
        <circle
          cx="10"
          cy="10"
          r={RADIUS}
          class="hold-left"
          style={{
            strokeDasharray: LENGTH,
            animationDuration: `${windowMs}ms`,
            animationDelay: `-${passedMs}ms`,
          }}
        />
      </svg>
      <span class="hold-number" aria-hidden="true">
        {left}
      </span>
    </span>
  );
}

const passed = ({ state: { windowMs }, confirmedAt }: In<'held'>, now: number) =>
  Math.min(windowMs, Math.max(0, now - confirmedAt));
