import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { StripKind } from '../../../lib/presence/day-strip.ts';
import { BAR, Hatch, Shape } from '../../ui/DayStrip.tsx';

const kinds: StripKind[] = ['online', 'paused', 'failed', 'off'];

/** What the shapes in the day strips mean. */
export function Legend() {
  const hatch = useId();
  return (
    <ul class="legend-list" aria-label={i18n.t('strip.legend.label')}>
      {kinds.map((kind) => (
        <li key={kind}>
          <svg class="legend-mark" width="20" height={BAR} aria-hidden="true">
            <Hatch id={`${hatch}-${kind}`} />
            <Shape kind={kind} x="0" width="100%" hatch={`${hatch}-${kind}`} />
          </svg>
          {i18n.t(`strip.legend.${kind}`)}
        </li>
      ))}
    </ul>
  );
}
