import { TriangleAlert, X } from 'lucide';
import { useId, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Result } from '../../lib/result.ts';
import type { VisitorTrouble } from '../../lib/text/visitor.ts';
import type { RecentVisitor } from '../../lib/view/visitors.ts';
import { doubtAbout } from '../../lib/visitors/brevo-link.ts';
import type { Known, Suggestion } from '../../lib/visitors/resolve.ts';
import { Icon } from '../ui/Icon.tsx';
import { useVisitorChoice } from './VisitorChoice.ts';
import { VisitorOption } from './VisitorOption.tsx';
import { VisitorThread } from './VisitorThread.tsx';

type Props = {
  visitorId: string;
  known: Known;
  recents: RecentVisitor[];
  problem: string | undefined;
  now: number;
  /** A text is being written: going to somebody else waits until the whole ID is there. */
  isWriting: boolean;
  onChange: (visitorId: string) => void;
  /** The agent is done choosing: the hand goes on to the message. */
  onChosen: () => void;
  onLookUp: (brevoId: string) => void;
  /** The agent says whose conversation a thread is. */
  onLink: (visitorId: string, threadId: string) => Promise<Result<unknown, VisitorTrouble>>;
};

/** Takes any visitor ID as typed, a Brevo conversation link or a known name, and offers what the text may mean. */
export function VisitorField({ visitorId: chosenId, known, recents, problem, now, isWriting, ...props }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const choice = useVisitorChoice({ chosenId, known, isWriting, ...props });
  const { visitorId, offered, active, asking } = choice;
  const isShown = offered.length > 0;
  const doubt = asking || known.visitors.has(visitorId.trim()) ? undefined : doubtAbout(visitorId);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') choice.move(1);
    else if (event.key === 'ArrowUp') choice.move(-1);
    else if (event.key === 'Escape' && isShown) choice.close();
    else if (event.key === 'Enter') choice.takeActive();
    else return;
    event.preventDefault();
  };
  const clear = () => {
    choice.clear();
    input.current?.focus();
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
          dir="auto"
          role="combobox"
          autocomplete="off"
          autocapitalize="off"
          spellcheck={false}
          placeholder={i18n.t('visitor.placeholder')}
          value={visitorId}
          aria-expanded={isShown}
          aria-controls={isShown ? `${id}-list` : undefined}
          aria-autocomplete="list"
          aria-activedescendant={isShown && active >= 0 ? `${id}-${active}` : undefined}
          aria-invalid={problem ? 'true' : undefined}
          aria-describedby={[problem ? `${id}-problem` : `${id}-hint`, doubt && `${id}-doubt`]
            .filter(Boolean)
            .join(' ')}
          onInput={(event) => choice.type(event.currentTarget.value)}
          onClick={choice.open}
          onBlur={choice.leave}
          onKeyDown={onKeyDown}
        />
        {visitorId && <ClearButton onClear={clear} />}
        {isShown && (
          <Suggestions
            id={id}
            label={i18n.t(choice.isSearch ? 'visitor.suggestions' : 'visitor.recent')}
            offered={offered}
            active={active}
            onTake={choice.take}
            context={{ known, recents, now }}
          />
        )}
      </div>
      <p id={`${id}-hint`} class="hint" hidden={problem !== undefined || visitorId !== ''}>
        {i18n.t('visitor.hint')}
      </p>
      {doubt && (
        <p id={`${id}-doubt`} class="doubt">
          <Icon of={TriangleAlert} />
          {i18n.t(`visitor.doubt.${doubt}`)}
        </p>
      )}
      {problem && (
        <p id={`${id}-problem`} class="problem" role="alert">
          {problem}
        </p>
      )}
      {asking && (
        <VisitorThread
          key={asking.threadId}
          takesFocus={asking.takesFocus}
          onLink={async (owner) => {
            const linked = await props.onLink(owner, asking.threadId);
            if (linked.ok) choice.choose(owner);
            return linked;
          }}
          onCancel={() => {
            choice.stopAsking();
            input.current?.focus();
          }}
        />
      )}
    </div>
  );
}

type SuggestionsProps = {
  id: string;
  label: string;
  offered: Suggestion[];
  /** The index of the one walked to, or -1. */
  active: number;
  onTake: (suggestion: Suggestion) => void;
  context: Pick<Props, 'known' | 'recents' | 'now'>;
};

const Suggestions = ({ id, label, offered, active, onTake, context }: SuggestionsProps) => (
  <div id={`${id}-list`} role="listbox" aria-label={label} class="options">
    {offered.map((suggestion, index) => (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and takes the keys.
      <div
        key={`${suggestion.kind} ${index}`}
        id={`${id}-${index}`}
        role="option"
        tabIndex={-1}
        aria-selected={index === active}
        // The field must keep the focus, or it would close before the click arrives.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => onTake(suggestion)}
      >
        <VisitorOption suggestion={suggestion} {...context} />
      </div>
    ))}
  </div>
);

const ClearButton = ({ onClear }: { onClear: () => void }) => (
  <button
    type="button"
    class="button quiet icon"
    aria-label={i18n.t('visitor.clear')}
    title={i18n.t('visitor.clear')}
    onClick={onClear}
  >
    <Icon of={X} />
  </button>
);
