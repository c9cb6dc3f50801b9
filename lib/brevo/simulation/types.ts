/** One HTTP request as it reaches the simulated Brevo. `path` is the raw target, still encoded, beginning with `/v3/`. */
export type SimulatedRequest = {
  method: string;
  path: string;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
};

/** What the transport (a TLS server, or a fake `fetch`) has to do with the request. */
export type SimulatedAnswer =
  | { kind: 'answer'; status: number; headers: Readonly<Record<string, string>>; body: string; delayMs: number }
  /** Never answered; the connection stays open. */
  | { kind: 'hang' }
  /** The connection is closed without an answer. */
  | { kind: 'reset' };

export type Route = 'messages' | 'pushedMessages';

/** The truth of every test: what Brevo really accepted, in order. Times in ms since 1970. */
export type Commit = { at: number } & (
  | { kind: 'ping'; agentId: string; onlineUntil: number; isDummy: boolean }
  | { kind: 'posted'; id: string; route: Route; visitorId: string; agentId: string; text: string }
  | { kind: 'edited'; id: string; visitorId: string; text: string }
  | { kind: 'deleted'; id: string; visitorId: string }
);

/** Every request that arrived, accepted or not. */
export type Arrival = { at: number; request: SimulatedRequest };

/** A scripted misbehaviour. `committed` says whether Brevo acted before it misbehaved. */
export type Fault =
  | { kind: 'status'; status: number; body?: string; headers?: Record<string, string>; committed?: boolean }
  | { kind: 'delay'; ms: number }
  | { kind: 'hang'; committed: boolean }
  | { kind: 'reset'; committed: boolean }
  | { kind: 'html'; status: number; committed: boolean }
  | { kind: 'redirect'; status: 301 | 302 | 307 | 308; location: string }
  /** The request is carried out and answered with its usual 2xx status, but with this body. */
  | { kind: 'body'; body: string; contentType?: string };

/** Applies to the next `times` requests (default 1) whose method and path match. Path matches by `startsWith` after `/v3`. */
export type ScriptedFault = { method?: string; path?: string; times?: number; fault: Fault };

export type Agent = { id: string; name: string; email?: string; userpic?: string; isDummy: boolean };

/** A stored message, fields as in the OpenAPI file's ConversationsMessage. */
export type StoredMessage = {
  id: string;
  type: 'agent' | 'visitor';
  text: string;
  html: string;
  visitorId: string;
  createdAt: number;
  isPushed: boolean;
  isTrigger: boolean;
  isMissed: boolean;
  isMissedByVisitor: boolean;
  agentId?: string;
  agentName?: string;
  agentUserpic?: string;
  receivedFrom?: string;
  forwardedToSourceStatus?: { isSuccess?: boolean; error?: string };
};

/** What a key may do: everything, Conversations alone (GET /account answers 403), or nothing yet. */
export type KeyGrant = 'full' | 'conversations-only' | 'forbidden' | 'disabled';

/** What Brevo leaves undocumented, as switches; see "what is not known" in the API facts. */
export type Unknowns = {
  /** Status for an agent id that does not exist. */
  unknownAgent: 400 | 404;
  /** Whether a message to a visitor id never seen before is accepted (the visitor is made) or refused. */
  unknownVisitor: 'accepted' | 400 | 404;
  /** Whether the hourly limit counts all endpoints together or each by itself. */
  rateBuckets: 'shared' | 'per-endpoint';
  /** Whether /messages/{id} also serves ids of automated messages, and the reverse. */
  pushedIdsUnderMessages: boolean;
  /** How long a ping keeps the agent online, ms (documented only as 2–3 minutes). */
  onlineMs: number;
  /** Status when the id is a visitor's message and the call is PUT or DELETE. */
  visitorMessageEdit: 400 | 403 | 404;
  /** Longest text accepted, in characters; Infinity when there is no limit. */
  maxTextLength: number;
};

export type SimulationOptions = {
  /** Clock, ms since 1970. */
  now: () => number;
  keys: Record<string, KeyGrant>;
  agents?: Agent[];
  groups?: { id: string; agentIds: string[] }[];
  companyName?: string;
  /** Requests an hour; default 100. */
  hourlyLimit?: number;
  unknowns?: Partial<Unknowns>;
};

export interface Simulation {
  /** Carries out one request and says what the transport must answer. Synchronous; a delay is left to the transport. */
  handle(request: SimulatedRequest): SimulatedAnswer;
  readonly commits: readonly Commit[];
  readonly arrivals: readonly Arrival[];
  readonly agents: readonly Agent[];
  /** The conversation of a visitor, oldest first; deleted messages are gone. */
  conversation(visitorId: string): readonly StoredMessage[];
  isOnline(agentId: string): boolean;
  /** A message that the visitor writes; gives its id. */
  visitorWrites(visitorId: string, text: string): string;
  script(fault: ScriptedFault): void;
  clearFaults(): void;
  setKey(key: string, grant: KeyGrant | undefined): void;
  /** Blocks the caller's address: 401 with the address quoted, as Brevo words it. `undefined` lifts it. */
  blockAddress(address: string | undefined): void;
  setUnknowns(unknowns: Partial<Unknowns>): void;
  setHourlyLimit(limit: number): void;
  /** Called after each commit and each change that a visitor could see. Gives the function that ends it. */
  subscribe(listener: () => void): () => void;
}
