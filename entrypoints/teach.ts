import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { ask } from '../lib/messaging/ask.ts';
import { t } from '../lib/page-words.ts';
import { beginTeaching } from '../lib/sites/teach/begin.ts';

// Of our own scripts in this page; the page has other globals.
const ours = globalThis as typeof globalThis & { stopTeaching?: () => void };

/** Put into the page of a tab when the agent wants to teach a rule there. Run again, it begins anew. */
export default defineUnlistedScript(() => {
  ours.stopTeaching?.();
  ours.stopTeaching = beginTeaching({
    save: (rule) => ask('teach/result', { rule }),
    direction: t('@@bidi_dir'),
  });
});
