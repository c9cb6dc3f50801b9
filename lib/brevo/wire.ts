import * as z from 'zod/mini';

/** No field of a message is promised by Brevo: what is missing, null or of another type reads as absent. */
const lenient = <T extends z.core.$ZodType>(schema: T) => z.catch(z.optional(schema), undefined);

const text = lenient(z.string());
const flag = lenient(z.boolean());

/** Brevo's words are stored with a message; an answer that quotes half a megabyte must not make a record of it. */
export const LONGEST_WORDS = 300;

// `fileName`, `filename` and `url` are the names from before the change of 2026-02-13.
const wireFile = z.object({ name: text, fileName: text, filename: text, link: text, url: text });

const wireMessage = z.object({
  id: lenient(z.string().check(z.minLength(1))),
  type: lenient(z.enum(['agent', 'visitor'])),
  // `html` and `rawUnsafeHtml` are left out on purpose: they are never read.
  text,
  visitorId: lenient(z.string().check(z.minLength(1))),
  agentId: text,
  createdAt: lenient(z.number()),
  isPushed: flag,
  forwardedToSourceStatus: lenient(z.object({ isSuccess: flag, error: text })),
  file: lenient(wireFile),
  attachments: lenient(z.array(z.catch(wireFile, {}))),
});

export type BrevoMessage = {
  id?: string | undefined;
  type?: 'agent' | 'visitor' | undefined;
  text?: string | undefined;
  visitorId?: string | undefined;
  agentId?: string | undefined;
  /** ms since 1970 */
  createdAt?: number | undefined;
  isPushed?: boolean | undefined;
  /** Why the outer channel (WhatsApp, e-mail, …) did not take the message. */
  forwardingError?: string | undefined;
  /** Names of attached files. */
  files: string[];
};

/** Reads a ConversationsMessage leniently; undefined when it is not even an object. */
export function readMessage(json: unknown): BrevoMessage | undefined {
  const parsed = wireMessage.safeParse(json);
  if (!parsed.success) return undefined;
  const { forwardedToSourceStatus: forwarding, file, attachments, ...fields } = parsed.data;
  const files = [...(file ? [file] : []), ...(attachments ?? [])];
  return {
    ...fields,
    forwardingError: forwarding && forwardingError(forwarding),
    files: files.flatMap((f) => f.name || f.fileName || f.filename || f.link || f.url || []),
  };
}

/** An empty error tells of a failure only when `isSuccess` says so. */
function forwardingError({ isSuccess, error }: { isSuccess?: boolean | undefined; error?: string | undefined }) {
  return isSuccess === false ? (error ?? '').slice(0, LONGEST_WORDS) : error?.slice(0, LONGEST_WORDS) || undefined;
}

const wireAccount = z.object({ companyName: lenient(z.string()) });

/** What is kept of GET /account; the rest is personal data that nobody here needs. */
export type BrevoAccount = { companyName?: string | undefined };

/** Reads the answer of GET /account; undefined when it is not an object. */
export function readAccount(json: unknown): BrevoAccount | undefined {
  const parsed = wireAccount.safeParse(json);
  return parsed.success ? parsed.data : undefined;
}

// Brevo promises both as strings; as in messages, what is missing or null reads as absent.
const wireError = z.object({ code: text, message: text });

/** Brevo's own words in an error body; undefined when the body is not Brevo-shaped. */
export function readError(json: unknown): { code?: string | undefined; message: string } | undefined {
  const parsed = wireError.safeParse(json);
  if (!parsed.success) return undefined;
  const code = parsed.data.code?.slice(0, LONGEST_WORDS);
  const message = parsed.data.message?.slice(0, LONGEST_WORDS);
  return message === undefined && code === undefined ? undefined : { code, message: message ?? code ?? '' };
}
