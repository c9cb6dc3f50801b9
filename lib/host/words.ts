import { t } from '../page-words.ts';

/** The words of the handle, taken at its start: after an update of the extension the old host can ask for none any more. */
export const handleWords = () => ({
  open: t('host.open'),
  close: t('host.close'),
  inert: t('host.inert'),
  tampered: t('host.tampered'),
  notLetIn: t('host.notLetIn'),
  updated: t('host.updated'),
});
export type HandleWords = ReturnType<typeof handleWords>;

/** The words of the open sidebar. */
export const frameWords = () => ({ name: t('host.name'), resize: t('host.resize') });
