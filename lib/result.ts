/** What a call gives back: a value, or a failure as data. Error classes do not survive messaging between contexts. */
export type Result<T, E> = { ok: true; value: T } | { ok: false; failure: E };

export const ok = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });

export const err = <E>(failure: E): { ok: false; failure: E } => ({ ok: false, failure });
