import { X } from 'lucide';
import { useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { momentOf } from '../../lib/text/time.ts';
import type { RecentVisitor } from '../../lib/view/visitors.ts';
import { Icon } from '../ui/Icon.tsx';

type Props = {
  visitorId: string;
  recents: RecentVisitor[];
  problem: string | undefined;
  now: number;
  /** A text is being written: going to somebody else waits until the whole ID is there. */
  isWriting: boolean;
  onChange: (visitorId: string) => void;
  /** The agent is done choosing: the hand goes on to the message. */
  onChosen: () => void;
};

/** Takes any visitor ID as typed, and offers those written to lately. */
export function VisitorField({ visitorId: chosenId, recents, problem, now, isWriting, onChange, onChosen }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const [typedId, setTypedId] = useState<string>();
  const visitorId = typedId ?? chosenId;
  const typed = visitorId.trim().toLowerCase();
  const isExact = recents.some((recent) => recent.visitorId === visitorId);
  // What the page beside us wrote into the field is no search.
  const isSearch = typedId !== undefined && !isExact;
  const offered = recents.filter((recent) => !isSearch || recent.visitorId.toLowerCase().includes(typed));
  const isShown = isOpen && offered.length > 0;

  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  const commit = (id: string) => {
    setTypedId(undefined);
    if (id !== chosenId) onChange(id);
    close();
  };
  const choose = (chosen: string) => {
    commit(chosen);
    onChosen();
  };
  const move = (by: number) => {
    setOpen(true);
    setActive((active + by + offered.length + (active < 0 && by < 0 ? 1 : 0)) % Math.max(1, offered.length));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') move(1);
    else if (event.key === 'ArrowUp') move(-1);
    else if (event.key === 'Escape' && isShown) close();
    else if (event.key === 'Enter') choose(offered[isShown ? active : -1]?.visitorId ?? visitorId.trim());
    else return;
    event.preventDefault();
  };

  return (
    <div class="field visitor">
      <label for={id}>{i18n.t('visitor.label')}</label>
      <div class="visitor-line">
        <input
          ref={input}
          id={id}
          class="input"
          type="text"
          role="combobox"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder={i18n.t('visitor.placeholder')}
          value={visitorId}
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isShown && active >= 0 ? `${id}-${active}` : undefined}
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby={problem ? `${id}-problem` : `${id}-hint`}
          onInput={(event) => {
            setTypedId(event.currentTarget.value);
            if (!isWriting) onChange(event.currentTarget.value);
            setActive(-1);
            setOpen(true);
          }}
          onClick={() => setOpen(true)}
          onBlur={() => commit(visitorId)}
          onKeyDown={onKeyDown}
        />
        {visitorId && (
          <button
            type="button"
            class="button quiet icon"
            aria-label={i18n.t('visitor.clear')}
            title={i18n.t('visitor.clear')}
            onClick={() => {
              commit('');
              input.current?.focus();
            }}
          >
            <Icon of={X} />
          </button>
        )}
        <div id={`${id}-list`} role="listbox" aria-label={i18n.t('visitor.recent')} class="options" hidden={!isShown}>
          {offered.map((recent, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and takes the keys.
            <div
              key={recent.visitorId}
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              // The field must keep the focus, or it would close before the click arrives.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(recent.visitorId)}
            >
              <bdi class="option-name">{recent.visitorId}</bdi>
              <span class="hint option-text">{recent.lastText}</span>
              {recent.isDraft && <span class="hint draft-mark">{i18n.t('visitor.draft')}</span>}
              {recent.lastAt !== undefined && <time class="hint">{momentOf(recent.lastAt, now)}</time>}
            </div>
          ))}
        </div>
      </div>
      <p id={`${id}-hint`} class="hint" hidden={problem !== undefined || visitorId !== ''}>
        {i18n.t('visitor.hint')}
      </p>
      {problem && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
