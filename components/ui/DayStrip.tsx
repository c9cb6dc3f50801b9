import { useId } from 'preact/hooks';
import {
  type Day,
  hourOf,
  joined,
  minutesOf,
  type Segment,
  type StripKind,
  shareOf,
} from '../../lib/presence/day-strip.ts';
import { stripSentence } from '../../lib/text/day-strip.ts';

/** Heights in px. The kinds differ in height and pattern, so that the picture needs no colour. */
export const BAR = 24;
const LABELS = 16;
const HEIGHTS: Record<StripKind, number> = { online: BAR, paused: BAR / 2, failed: BAR, off: 2 };
/** A trouble of half a minute must not vanish between two pixels. In percent of the day. */
const NARROWEST = 0.35;

type Props = {
  day: Day;
  segments: Segment[];
  now: number;
  /** What the day is called: "Today". */
  name: string;
};

/**
 * A day as a picture from midnight to midnight, whose accessible name says the same in words. Widths are shares of the
 * day, so it is sharp at any size; `day-strip.css` turns it round where people read from right to left.
 */
export function DayStrip({ day, segments, now, name }: Props) {
  const hatch = useId();
  return (
    <svg class="strip" role="img" aria-label={stripSentence(name, minutesOf(segments))} height={BAR + LABELS}>
      <Hatch id={hatch} />
      <line class="strip-floor" x1="0" x2="100%" y1={BAR - 1} y2={BAR - 1} />
      {joined(segments).map((segment) => (
        <Bar key={segment.from} day={day} segment={segment} hatch={hatch} />
      ))}
      {[6, 12, 18].map((hour) => (
        <Hour key={hour} hour={hour} x={percent(shareOf(day, hourOf(day, hour)))} />
      ))}
      {day.start <= now && now < day.end && <Now x={percent(shareOf(day, now))} />}
    </svg>
  );
}

/** Stripes for trouble; the id is the picture's own, because a page holds several. */
export const Hatch = ({ id }: { id: string }) => (
  <defs>
    <pattern
      id={id}
      class="strip-hatch"
      width="6"
      height="6"
      patternUnits="userSpaceOnUse"
      patternTransform="rotate(45)"
    >
      <rect width="6" height="6" />
      <line x1="1.5" x2="1.5" y1="0" y2="6" />
    </pattern>
  </defs>
);

function Bar({ day, segment: { from, to, kind }, hatch }: { day: Day; segment: Segment; hatch: string }) {
  const width = Math.max(shareOf(day, to) - shareOf(day, from), kind === 'failed' ? NARROWEST / 100 : 0);
  return <Shape kind={kind} x={percent(shareOf(day, from))} width={percent(width)} hatch={hatch} />;
}

type ShapeProps = { kind: StripKind; x: string; width: string; hatch: string };

/** What a kind looks like. */
export const Shape = ({ kind, x, width, hatch }: ShapeProps) => (
  <rect
    class={`strip-${kind}`}
    x={x}
    width={width}
    y={BAR - HEIGHTS[kind]}
    height={HEIGHTS[kind]}
    fill={kind === 'failed' ? `url(#${hatch})` : undefined}
  />
);

const Hour = ({ hour, x }: { hour: number; x: string }) => (
  <>
    <line class="strip-hour" x1={x} x2={x} y1={BAR} y2={BAR + 4} />
    <text class="strip-label" x={x} y={BAR + LABELS - 1} text-anchor="middle">
      {hour}
    </text>
  </>
);

const Now = ({ x }: { x: string }) => <line class="strip-now" x1={x} x2={x} y1="-4" y2={BAR + 4} />;

const percent = (share: number) => `${Number((share * 100).toFixed(3))}%`;
