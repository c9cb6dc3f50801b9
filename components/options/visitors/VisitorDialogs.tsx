import { i18n } from '#i18n';
import { isolated, visitorLabel } from '../../../lib/text/visitor.ts';
import type { VisitorsPageView } from '../../../lib/view/visitors-page.ts';
import { VisitorForget } from '../../workspace/VisitorForget.tsx';
import { VisitorMerge } from './VisitorMerge.tsx';

/** What is asked before something of a visitor is removed. */
export type VisitorQuestion = { kind: 'merge' | 'forget'; visitorId: string };

type Props = {
  view: VisitorsPageView;
  question: VisitorQuestion;
  /** With what became of it, when something did. */
  onClose: (said?: string) => void;
};

/** The question that is open now. */
export function VisitorDialogs({ view, question: { kind, visitorId }, onClose }: Props) {
  const labelOf = (id: string) => visitorLabel(view.visitor(id)) ?? id;
  if (kind === 'forget') {
    return (
      <VisitorForget
        label={labelOf(visitorId)}
        onForget={() => view.ask('visitor/forget', { visitorId })}
        onClose={() => onClose()}
      />
    );
  }
  return (
    <VisitorMerge
      visitorId={visitorId}
      labelOf={labelOf}
      find={view.find}
      onMerge={(into) => view.ask('visitor/merge', { visitorId, into })}
      onClose={(into) => onClose(into && i18n.t('visitors.merge.done', [isolated(labelOf(into))]))}
    />
  );
}
