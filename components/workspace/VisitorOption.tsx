import { Hash, type IconNode, MessagesSquare, Pin, Search } from 'lucide';
import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import { momentOf } from '../../lib/text/time.ts';
import { visitorLabel } from '../../lib/text/visitor.ts';
import type { RecentVisitor } from '../../lib/view/visitors.ts';
import type { Known, Suggestion } from '../../lib/visitors/resolve.ts';
import { Icon } from '../ui/Icon.tsx';

type Props = { suggestion: Suggestion; known: Known; recents: RecentVisitor[]; now: number };

/** What a suggestion says. */
export function VisitorOption({ suggestion, known, recents, now }: Props) {
  switch (suggestion.kind) {
    case 'visitor':
      return <Somebody visitorId={suggestion.visitorId} known={known} recents={recents} now={now} />;
    case 'as-id':
      return (
        <Action icon={Hash} words={i18n.t('visitor.asId')}>
          <bdi>{suggestion.visitorId}</bdi>
        </Action>
      );
    case 'thread':
      return (
        <Action icon={MessagesSquare} words={i18n.t('visitor.thread')}>
          <bdi>{visitorLabel(known.visitors.get(suggestion.visitorId)) ?? suggestion.visitorId}</bdi>
        </Action>
      );
    case 'new-thread':
      return (
        <Action icon={MessagesSquare} words={i18n.t('visitor.thread')}>
          {i18n.t('visitor.threadUnknown')}
        </Action>
      );
    case 'look-up':
      return (
        <Action icon={Search} words={i18n.t('visitor.lookUp')}>
          <bdi>{suggestion.brevoId}</bdi>
        </Action>
      );
    default:
      return suggestion satisfies never;
  }
}

const Action = ({ icon, words, children }: { icon: IconNode; words: string; children: ComponentChildren }) => (
  <>
    <span class="option-name">
      <Icon of={icon} />
      {words}
    </span>{' '}
    <span class="hint option-text">{children}</span>
  </>
);

function Somebody({ visitorId, known, recents, now }: Omit<Props, 'suggestion'> & { visitorId: string }) {
  const visitor = known.visitors.get(visitorId);
  const recent = recents.find((each) => each.visitorId === visitorId);
  const label = visitorLabel(visitor);
  // Whoever was found by their name is told by it, also when a nickname stands before it.
  const hidden = label === visitor?.name ? undefined : visitor?.name;
  return (
    <>
      <span class="option-name">
        <bdi>{label ?? visitorId}</bdi>
        {visitor?.isPinned && <PinMark />}
      </span>
      {label !== undefined && (
        <>
          {' '}
          <bdi class="hint option-id">{hidden === undefined ? visitorId : `${hidden} · ${visitorId}`}</bdi>
        </>
      )}{' '}
      {recent && (
        <bdi class="hint option-text" dir="auto">
          {recent.lastText}
        </bdi>
      )}{' '}
      {recent?.isDraft && <span class="hint draft-mark">{i18n.t('visitor.draft')}</span>}
      {recent?.lastAt !== undefined && <time class="hint">{momentOf(recent.lastAt, now)}</time>}
    </>
  );
}

/** Shows that somebody is pinned, with a word for those who do not see it. */
export const PinMark = () => (
  <span class="pin-mark">
    <Icon of={Pin} />
    <span class="visually-hidden">{i18n.t('visitor.pinned')}</span>
  </span>
);
