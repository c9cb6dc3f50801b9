import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { VisitorChange } from '../../lib/messaging/visitor-commands.ts';
import type { Result } from '../../lib/result.ts';
import type { Visitor } from '../../lib/storage/items/visitors.ts';
import { languageName, type VisitorTrouble, visitorLabel, visitorTrouble } from '../../lib/text/visitor.ts';
import { useCommand } from '../ui/useCommand.ts';
import { VisitorForget } from './VisitorForget.tsx';
import { VisitorForm } from './VisitorForm.tsx';
import { VisitorPin } from './VisitorPin.tsx';

type Props = {
  visitorId: string;
  /** What is remembered of them. */
  visitor: Visitor | undefined;
  onSave: (change: VisitorChange) => Promise<Result<unknown, VisitorTrouble>>;
  onForget: () => Promise<Result<unknown, VisitorTrouble>>;
};

/** One line about the chosen visitor, and on request the form to note something. */
export function VisitorDetails({ visitorId, visitor, onSave, onForget }: Props) {
  const id = useId();
  // Open for whom it was opened, and for nobody else who comes into the field.
  const [openFor, setOpenFor] = useState<string>();
  const [forgetting, setForgetting] = useState<string>();
  const isOpen = openFor === visitorId;
  const [pinnedFor, setPinnedFor] = useState<string>();
  const pin = useCommand<VisitorTrouble>();
  return (
    <div class="visitor-details">
      <div class="visitor-about">
        <Facts visitor={visitor} />
        <VisitorPin
          isPinned={visitor?.isPinned ?? false}
          onPin={(isPinned) => {
            setPinnedFor(visitorId);
            void pin.run(() => onSave({ isPinned }));
          }}
        />
        <button
          type="button"
          class="button quiet"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setOpenFor(isOpen ? undefined : visitorId)}
        >
          {i18n.t('visitor.details')}
        </button>
      </div>
      {pin.failure && pinnedFor === visitorId && (
        <p class="problem" role="alert">
          {visitorTrouble(pin.failure)}
        </p>
      )}
      {isOpen && (
        <div id={id}>
          <VisitorForm
            key={visitorId}
            visitor={visitor}
            onSave={onSave}
            onForget={visitor && (() => setForgetting(visitorId))}
          />
        </div>
      )}
      {forgetting === visitorId && (
        <VisitorForget
          label={visitorLabel(visitor) ?? visitorId}
          onForget={onForget}
          onClose={() => setForgetting(undefined)}
        />
      )}
    </div>
  );
}

/** Name, language and note, each in its own direction. */
export function Facts({ visitor }: { visitor: Visitor | undefined }) {
  const label = visitorLabel(visitor);
  const facts = [label, visitor?.language && languageName(visitor.language), visitor?.note].filter(Boolean);
  if (facts.length === 0) return <p class="visitor-facts hint">{i18n.t('visitor.nothing')}</p>;
  return (
    <p class="visitor-facts">
      {facts.map((fact, place) => (
        <>
          {place > 0 && ' · '}
          <bdi class={fact === label ? 'visitor-name' : 'hint'}>{fact}</bdi>
        </>
      ))}
    </p>
  );
}
