import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide';
import type { ComponentChildren } from 'preact';
import { Icon } from './Icon.tsx';

type Tone = 'plain' | 'good' | 'warning' | 'trouble';

const icons = { plain: Info, good: CircleCheck, warning: TriangleAlert, trouble: CircleAlert };

type Props = { tone: Tone; title?: string; children?: ComponentChildren; actions?: ComponentChildren };

/** Something to know, with what to do about it. Troubles are alerts, the rest is read when it is reached. */
export const Notice = ({ tone, title, children, actions }: Props) => (
  <div class={`notice ${tone}`} role={tone === 'trouble' ? 'alert' : 'status'}>
    <Icon of={icons[tone]} />
    <div>
      {title && <strong>{title}</strong>}
      {children && <p>{children}</p>}
    </div>
    {actions && <div class="actions">{actions}</div>}
  </div>
);
