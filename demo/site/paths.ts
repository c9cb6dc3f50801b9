/** The customer's page in the back office. */
export function customerPath(visitorId: string): string {
  return `/customers/${encodeURIComponent(visitorId)}`;
}

/** The visitor's window. */
export function visitorPath(visitorId: string): string {
  return `/visitor/${encodeURIComponent(visitorId)}`;
}

/** The decoded parts of a path, or `undefined` when its encoding is broken. A `%2F` stays inside its part. */
export function pathParts(target: string): string[] | undefined {
  const path = target.split(/[?#]/, 1)[0] ?? '';
  try {
    return path.split('/').filter(Boolean).map(decodeURIComponent);
  } catch {
    return undefined;
  }
}
