import { i18n } from '#i18n';

/** A message as this browser knows it and, when it is not the same at Brevo, both texts for the agent to choose. */
export function Differs({ ours, theirs }: { ours: string; theirs: string | undefined }) {
  if (theirs === undefined) {
    return (
      <p class="quote" dir="auto">
        {ours}
      </p>
    );
  }
  return (
    <dl class="differs">
      <dt>{i18n.t('differs.ours')}</dt>
      <dd class="quote" dir="auto">
        {ours}
      </dd>
      <dt>{i18n.t('differs.theirs')}</dt>
      <dd class="quote" dir="auto">
        {theirs}
      </dd>
    </dl>
  );
}
