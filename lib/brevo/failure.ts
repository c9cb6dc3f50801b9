import * as z from 'zod/mini';
import { rateLimit } from './rate-limit.ts';

/** Where an admin authorises addresses; Brevo puts this link into the refusal itself. */
export const AUTHORISED_ADDRESSES_LINK = 'https://app.brevo.com/security/authorised_ips';

const common = {
  /** False only when Brevo surely did nothing: a repeat is then safe. */
  mayHaveActed: z.boolean(),
  /** `sib-request-id`: what Brevo's support asks for. */
  requestId: z.optional(z.string()),
  rate: z.optional(rateLimit),
};

const kind = <K extends string, Shape extends z.core.$ZodLooseShape>(name: K, shape: Shape) =>
  z.object({ kind: z.literal(name), ...common, ...shape });

/** Every way a call to Brevo can fail, as stored and shown. */
export const brevoFailure = z.discriminatedUnion('kind', [
  kind('key-not-found', {}),
  kind('key-missing', {}),
  kind('address-not-authorised', { address: z.optional(z.string()), link: z.string() }),
  kind('forbidden', { words: z.optional(z.string()) }),
  kind('invalid', { status: z.number(), code: z.optional(z.string()), words: z.string() }),
  kind('not-found', {}),
  /** `retryAt` in ms since 1970. */
  kind('rate-limited', { retryAt: z.number() }),
  kind('unavailable', { status: z.number() }),
  kind('unreachable', {}),
  kind('timed-out', {}),
  kind('redirected', {}),
  kind('unusable-answer', { status: z.number(), reason: z.enum(['html', 'shape']) }),
]);

export type BrevoFailure = z.infer<typeof brevoFailure>;
