import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import type { MessageMode } from '../../lib/storage/items/messages.ts';

type Props = { mode: MessageMode; problem: string | undefined; onChange: (mode: MessageMode) => void };

const modes: MessageMode[] = ['agent', 'automated'];

/** Whether the message comes from the agent, or as an automated one. */
export function ModePicker({ mode, problem, onChange }: Props) {
  const id = useId();
  return (
    <div>
      <div role="radiogroup" aria-label={i18n.t('mode.label')} aria-describedby={problem && id} class="modes">
        <span class="legend" aria-hidden="true">
          {i18n.t('mode.label')}
        </span>
        <div class="segments">
          {modes.map((each) => (
            <label key={each} class="segment">
              <input type="radio" name="mode" checked={each === mode} onChange={() => onChange(each)} />
              <span>{i18n.t(`mode.${each}`)}</span>
            </label>
          ))}
        </div>
      </div>
      {problem && (
        <p id={id} class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
