/** A conversation at Brevo that somebody typed or pasted: a whole link, or what may be the ID of a thread. */
export type TypedThread = { threadId: string; isLink: boolean };

/** The second is the host of before 2023, which redirects to the first. */
const HOSTS = new Set(['conversations-app.brevo.com', 'conversations-app.sendinblue.com']);
const THREAD_ID = /^[A-Za-z0-9]{17}$/;
/** Brevo draws each letter by lot, so hardly a thread lacks small ones or capitals. A shop's number of 17 digits has neither. */
const looksLikeThread = (text: string) => THREAD_ID.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text);

/** The thread that a text names; undefined when it can be none. */
export function threadIn(typed: string): TypedThread | undefined {
  const text = typed.trim();
  if (looksLikeThread(text)) return { threadId: text, isLink: false };
  const url = urlOf(text);
  if (!url || !HOSTS.has(url.hostname)) return undefined;
  const threadId = url.pathname.split('/').findLast((part) => THREAD_ID.test(part));
  return threadId === undefined ? undefined : { threadId, isLink: true };
}

/** Why a visitor ID is probably none. It is only said: IDs are free-form. */
export function doubtAbout(visitorId: string): 'link' | 'thread' | undefined {
  const text = visitorId.trim();
  if (urlOf(text)) return 'link';
  return looksLikeThread(text) ? 'thread' : undefined;
}

/** A link with or without its scheme, as browsers give it when it is copied from the address bar. */
function urlOf(text: string): URL | undefined {
  const isBare = [...HOSTS].some((host) => text.toLowerCase().startsWith(`${host}/`));
  if (!isBare && !/^https?:\/\/\S+$/i.test(text)) return undefined;
  return URL.canParse(isBare ? `https://${text}` : text) ? new URL(isBare ? `https://${text}` : text) : undefined;
}
