/**
 * A site is a scheme and a host, whatever the port: match patterns of granted sites cannot hold one, because Firefox would
 * not find them again (`permissions.contains` is false for a pattern with a port).
 */
export function siteOf(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname } = new URL(address);
  return /^https?:$/.test(protocol) && /^[^*]+$/.test(hostname) ? `${protocol}//${hostname}` : undefined;
}

/** The match pattern of a site, as permissions and content scripts take it. */
export const patternOf = (site: string): string => `${site}/*`;

/** The site that a granted pattern stands for; undefined for patterns that are no single site. */
export const siteOfPattern = (pattern: string): string | undefined =>
  pattern.endsWith('/*') ? siteOf(pattern.slice(0, -2)) : undefined;
