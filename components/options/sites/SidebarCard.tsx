import { i18n } from '#i18n';
import { NARROWEST, WIDEST } from '../../../lib/sites/measures.ts';
import type { Sidebar } from '../../../lib/storage/items/sites.ts';
import { number } from '../../../lib/text/message.ts';
import { NumberField } from '../NumberField.tsx';
import { type Saved, SavingLine, useSaving } from '../useSaving.tsx';

type Props = { sidebar: Sidebar; onSave: (change: Partial<Sidebar>) => Promise<Saved> };

/** Where the sidebar is, on every site. Saved when it is chosen. */
export function SidebarCard({ sidebar, onSave }: Props) {
  const { save, said, failure } = useSaving();
  const choose = (change: Partial<Sidebar>) => void save(() => onSave(change), i18n.t('sites.saved'));
  return (
    <section class="card">
      <h2>{i18n.t('sites.sidebar.title')}</h2>
      <fieldset class="kinds">
        <legend class="legend">{i18n.t('sites.sidebar.side')}</legend>
        {(['left', 'right'] as const).map((side) => (
          <label key={side}>
            <input type="radio" name="side" checked={sidebar.side === side} onChange={() => choose({ side })} />
            {i18n.t(`sites.sidebar.${side}`)}
          </label>
        ))}
      </fieldset>
      <NumberField
        label={i18n.t('sites.sidebar.width')}
        value={sidebar.width}
        min={NARROWEST}
        max={WIDEST}
        wrong={i18n.t('sites.sidebar.wrongWidth', [number(NARROWEST), number(WIDEST)])}
        saved={i18n.t('sites.saved')}
        onSave={(width) => onSave({ width })}
      />
      <div>
        <label class="check">
          <input
            type="checkbox"
            role="switch"
            checked={sidebar.isHidden}
            aria-checked={sidebar.isHidden}
            aria-describedby="sidebar-hidden"
            onChange={({ currentTarget: { checked } }) => choose({ isHidden: checked })}
          />
          <span>{i18n.t('sites.sidebar.hidden')}</span>
        </label>
        <p id="sidebar-hidden" class="hint">
          {i18n.t('sites.sidebar.hiddenHint')}
        </p>
      </div>
      <SavingLine said={said} failure={failure} />
    </section>
  );
}
