import type { Block } from '../../../lib/storage/items/presence-settings.ts';

const DAY = 1440;

/** The hours of a day from midnight to midnight. The fields beside it say the same. */
export const HoursPicture = ({ blocks }: { blocks: Block[] }) => (
  <svg class="strip hours-picture" height="18" aria-hidden="true">
    <line class="strip-floor" x1="0" x2="100%" y1="17" y2="17" />
    {[6, 12, 18].map((hour) => (
      <line key={hour} class="strip-hour" x1={percent(hour * 60)} x2={percent(hour * 60)} y1="12" y2="18" />
    ))}
    {blocks.map(({ from, to }, i) => (
      <rect key={i} class="strip-online" x={percent(from)} width={percent(to - from)} y="0" height="18" rx="2" />
    ))}
  </svg>
);

/** The hours above the pictures. */
export const HoursScale = () => (
  <svg class="strip hours-picture" height="14" aria-hidden="true">
    {[6, 12, 18].map((hour) => (
      <text key={hour} class="strip-label" x={percent(hour * 60)} y="11" text-anchor="middle">
        {hour}
      </text>
    ))}
  </svg>
);

const percent = (minute: number) => `${Number(((minute / DAY) * 100).toFixed(3))}%`;
