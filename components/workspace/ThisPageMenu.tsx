import { ChevronDown } from 'lucide';
import { useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Sidebar } from '../../lib/storage/items/sites.ts';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';

/** How long the sidebar stays away. */
export type Until = 'reload' | 'site' | 'everywhere';

type Props = {
  /** Switched on for the site; else there is nothing to hide but this once. */
  isOn: boolean;
  side: Sidebar['side'];
  onHide: (until: Until) => void;
  onMove: (side: Sidebar['side']) => void;
};

/** Where the sidebar is, and ways to be rid of it. */
export function ThisPageMenu({ isOn, side, onHide, onMove }: Props) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const close = () => {
    setOpen(false);
    toggle.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isOpen) return;
    // The whole sidebar would close too.
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  const other = side === 'left' ? 'right' : 'left';
  const choose = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <>
      <button
        type="button"
        class="button quiet"
        ref={toggle}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
        onKeyDown={onKeyDown}
      >
        {i18n.t('thisPage.menu')}
        <Icon of={ChevronDown} />
      </button>
      {isOpen && (
        <fieldset id={id} class="this-page-menu" onKeyDown={onKeyDown}>
          <legend>{i18n.t('thisPage.hide')}</legend>
          {(isOn ? (['reload', 'site', 'everywhere'] as const) : (['reload'] as const)).map((until) => (
            <Button key={until} onClick={choose(() => onHide(until))}>
              {i18n.t(`thisPage.until.${until}`)}
            </Button>
          ))}
          <Button kind="quiet" onClick={choose(() => onMove(other))}>
            {i18n.t(`thisPage.${other}`)}
          </Button>
        </fieldset>
      )}
    </>
  );
}
