import type { Route } from './types.ts';

/** What a method and a path ask for. */
export type Target =
  | { kind: 'account' }
  | { kind: 'ping' }
  | { kind: 'send'; route: Route }
  | { kind: 'read' | 'edit' | 'delete'; route: Route; id: string }
  | { kind: 'not-allowed'; allowed: readonly string[] }
  | { kind: 'not-found' }
  | { kind: 'malformed' };

const PREFIX = '/v3/';
const NOT_FOUND: Target = { kind: 'not-found' };

/** Finds the endpoint of a raw, still encoded path; each segment is decoded once, so an id can never add segments. */
export function findTarget(method: string, path: string): Target {
  const [withoutQuery = ''] = path.split('?', 1);
  if (!withoutQuery.startsWith(PREFIX)) return NOT_FOUND;
  const segments = decodeSegments(withoutQuery.slice(PREFIX.length));
  if (!segments) return { kind: 'malformed' };
  return byMethod(method, targetsAt(segments));
}

/** Names the endpoint as in the documentation, for limits counted per endpoint. */
export function endpointName(target: Target): string {
  if ('route' in target) return `${target.kind} ${target.route}`;
  return target.kind;
}

function decodeSegments(path: string): string[] | undefined {
  try {
    return path.split('/').map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function targetsAt(segments: readonly string[]): Readonly<Record<string, Target>> {
  const [area, resource, id] = segments;
  if (segments.length === 1) return area === 'account' ? { GET: { kind: 'account' } } : {};
  if (area !== 'conversations' || segments.length > 3) return {};
  if (segments.length === 2 && resource === 'agentOnlinePing') return { POST: { kind: 'ping' } };
  if (resource !== 'messages' && resource !== 'pushedMessages') return {};
  if (segments.length === 2) return { POST: { kind: 'send', route: resource } };
  return id ? targetsOfMessage(resource, id) : {};
}

function targetsOfMessage(route: Route, id: string): Readonly<Record<string, Target>> {
  return {
    GET: { kind: 'read', route, id },
    PUT: { kind: 'edit', route, id },
    DELETE: { kind: 'delete', route, id },
  };
}

function byMethod(method: string, targets: Readonly<Record<string, Target>>): Target {
  const allowed = Object.keys(targets);
  if (allowed.length === 0) return NOT_FOUND;
  const target = Object.hasOwn(targets, method) ? targets[method] : undefined;
  return target ?? { kind: 'not-allowed', allowed };
}
