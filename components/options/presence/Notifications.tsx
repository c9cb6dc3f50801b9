import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { NoAnswer } from '../../../lib/messaging/contract.ts';
import type { Result } from '../../../lib/result.ts';
import { Button } from '../../ui/Button.tsx';
import { useCommand } from '../../ui/useCommand.ts';

type Failure = { kind: 'not-shown' } | NoAnswer;
type Props = { onTest: () => Promise<Result<undefined, Failure>> };

/** What Deskside tells about, and a way to see whether the system lets it. */
export function Notifications({ onTest }: Props) {
  const { isBusy, failure, run } = useCommand<Failure>();
  const [isSent, setSent] = useState(false);
  const test = async () => {
    setSent(false);
    setSent((await run(onTest)).ok);
  };
  return (
    <section class="card">
      <h2>{i18n.t('presencePage.notifications.title')}</h2>
      <p>{i18n.t('presencePage.notifications.body')}</p>
      <div>
        <Button onClick={() => void test()} isBusy={isBusy}>
          {i18n.t('presencePage.notifications.test')}
        </Button>
      </div>
      <p class="hint" role="status">
        {isSent && i18n.t('presencePage.notifications.sent')}
      </p>
      {failure && (
        <p class="problem" role="alert">
          {i18n.t('presencePage.notifications.failed')}
        </p>
      )}
    </section>
  );
}
