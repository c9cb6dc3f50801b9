import { Moon } from 'lucide';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { i18n } from '#i18n';
import { Icon } from '../../ui/Icon.tsx';
import { type Saved, SavingLine, useSaving } from '../useSaving.tsx';

type Props = {
  /** The rule as a sentence. */
  label: string;
  isOn: boolean;
  /** What it sees now. */
  state: string;
  /** Whether it is this rule that keeps the agent offline now. */
  isInForce: boolean;
  onSwitch: (isOn: boolean) => Promise<Saved>;
  children?: ComponentChildren;
};

/** A rule that the agent may switch on. Saved when it is chosen. */
export function Rule({ label, isOn, state, isInForce, onSwitch, children }: Props) {
  const id = useId();
  const { save, said, failure } = useSaving();
  return (
    <li class="rule">
      <label class="check">
        <input
          type="checkbox"
          checked={isOn}
          aria-describedby={id}
          onChange={({ currentTarget: { checked } }) => void save(() => onSwitch(checked))}
        />
        <span>{label}</span>
      </label>
      <RuleState id={id} state={isOn ? state : i18n.t('presencePage.rules.notUsed')} isInForce={isInForce} />
      {children}
      <SavingLine said={said} failure={failure} />
    </li>
  );
}

/** The rule that holds for everybody. */
export const FixedRule = ({ label, state, isInForce }: Pick<Props, 'label' | 'state' | 'isInForce'>) => (
  <li class="rule">
    <p class="rule-words">{label}</p>
    <RuleState state={state} isInForce={isInForce} />
  </li>
);

const RuleState = ({ id, state, isInForce }: { id?: string; state: string; isInForce: boolean }) => (
  <div id={id} class="rule-state">
    <p class="hint">{state}</p>
    {isInForce && (
      <p class="in-force">
        <Icon of={Moon} />
        {i18n.t('presencePage.rules.inForce')}
      </p>
    )}
  </div>
);
