/**
 * What version 1 stored, frozen: people have it on their disks. Never change a line; a new version adds its own
 * samples beside these and a migration that makes the old ones readable.
 */
const failures: object[] = [
  { kind: 'key-not-found', mayHaveActed: false, requestId: 'a1b2' },
  { kind: 'key-missing', mayHaveActed: false },
  {
    kind: 'address-not-authorised',
    address: '203.0.113.7',
    link: 'https://app.brevo.com/security/authorised_ips',
    mayHaveActed: false,
  },
  { kind: 'forbidden', words: 'Permission denied', mayHaveActed: false },
  { kind: 'invalid', status: 400, code: 'invalid_parameter', words: 'visitorId is wrong', mayHaveActed: false },
  { kind: 'not-found', mayHaveActed: false },
  {
    kind: 'rate-limited',
    retryAt: 1_767_603_700_000,
    rate: { limit: 100, remaining: 0, resetAt: 1_767_603_700_000 },
    mayHaveActed: false,
  },
  { kind: 'unavailable', status: 503, mayHaveActed: true },
  { kind: 'unreachable', mayHaveActed: true },
  { kind: 'timed-out', mayHaveActed: true },
  { kind: 'redirected', mayHaveActed: true },
  { kind: 'unusable-answer', status: 200, reason: 'html', mayHaveActed: true },
  { kind: 'unusable-answer', status: 200, reason: 'shape', mayHaveActed: false },
];

const message = {
  id: '0b0f7c1e-5c0a-4f4e-9f57-3b1d3c6f0a11',
  origin: 'here',
  accountId: 'acc-1',
  visitorId: 'visitor/42?#ö',
  mode: 'agent',
  text: 'Hello 👋🏽\nyou',
  confirmedAt: 1_767_603_600_000,
};
const { origin: _, ...intent } = message;
const at = 1_767_603_600_123;

const reasons: object[] = [
  { kind: 'offline' },
  { kind: 'no-permission' },
  { kind: 'no-key' },
  { kind: 'no-agent' },
  { kind: 'no-visitor' },
  { kind: 'no-automated-sender' },
  { kind: 'text', problem: 'blank' },
  { kind: 'text', problem: 'too-long' },
  { kind: 'text', problem: 'malformed' },
  { kind: 'stale' },
  { kind: 'sent-elsewhere' },
  ...failures.map((failure) => ({ kind: 'refused', failure })),
];

const states: object[] = [
  { kind: 'queued' },
  { kind: 'dispatching', at },
  { kind: 'sent', at, brevoId: 'Qh2p' },
  { kind: 'sent', at, brevoId: 'Qh2p', editedAt: at + 9, forwardingError: '' },
  { kind: 'sent-id-unknown', at, by: 'brevo' },
  { kind: 'sent-id-unknown', at, by: 'agent' },
  { kind: 'unknown', at },
  { kind: 'deleted', at },
  ...failures.map((failure) => ({ kind: 'unknown', at, failure })),
  ...reasons.map((reason) => ({ kind: 'not-sent', at, reason })),
];

const key = { tail: '9xYz', company: 'Example Company', isRestricted: false, savedAt: at };
const byEmail = { kind: 'email', agentEmail: 'liz@getwear.com', agentName: 'Liz', sourceLabel: 'Deskside' };

const statuses: object[] = [
  { kind: 'off' },
  { kind: 'off', confirmedAt: at },
  { kind: 'not-ready', missing: 'key' },
  { kind: 'not-ready', missing: 'agent' },
  { kind: 'not-ready', missing: 'permission' },
  { kind: 'connecting', since: at },
  { kind: 'online', confirmedAt: at },
  ...failures.map((failure) => ({ kind: 'failing', since: at, retryAt: at + 25_000, failure, confirmedAt: at - 1 })),
  ...failures.map((failure) => ({ kind: 'stopped', since: at, probes: 1, retryAt: at + 300_000, failure })),
  { kind: 'stopped', since: at, probes: 1, failure: failures[0], confirmedAt: at - 1 },
];

const sources: object[] = [
  { kind: 'path', after: '/customers/' },
  { kind: 'fragment', after: '/customers/' },
  { kind: 'query', name: 'id' },
  { kind: 'selector', selector: 'main > [data-id]' },
  { kind: 'selector', selector: 'a.chat', attribute: 'href' },
  { kind: 'meta', name: 'og:visitor' },
  { kind: 'data', attribute: 'data-visitor-id' },
];
const rules: object[] = [
  ...sources.map((visitor, n) => ({ id: `rule_${n}`, visitor, confirmed: 0 })),
  {
    id: '0b0f7c1e-5c0a-4f4e-9f57-3b1d3c6f0a11',
    visitor: sources[0],
    expression: '^cus_([a-z0-9]+)$',
    name: sources[3],
    language: sources[5],
    confirmed: 2,
  },
];

/** By stored key; the data of `{ v: 1, data }`, or of the first version in which the key was there. */
export const samples: Record<string, unknown[]> = {
  accounts: [
    { current: 'acc-1', byId: {} },
    {
      current: 'acc-1',
      byId: {
        'acc-1': { accountId: 'acc-1', key, agent: { kind: 'id', agentId: 'd9nKoegKSjmCtyK78' }, groupId: 'PjRB' },
        'acc-2': { accountId: 'acc-2', key: { tail: '0000', isRestricted: true, savedAt: at } },
        'acc-3': { accountId: 'acc-3', agent: byEmail, learnedAgentId: 'd9nKoegKSjmCtyK78' },
        'acc-4': { accountId: 'acc-4', agent: { kind: 'id', agentId: 'x', sourceLabel: 'Deskside' } },
      },
    },
  ],
  presence: statuses.flatMap((status) => [
    { wish: 'on', status },
    { wish: 'off', status },
  ]),
  'message:': [
    ...states.map((state) => ({ ...message, state })),
    { ...message, mode: 'automated', origin: 'looked-up', visitorId: '', text: '', state: states[2] },
  ],
  'recent-messages': [
    { ids: [], unsettled: [] },
    { ids: [message.id, 'b', 'c'], unsettled: ['c'] },
  ],
  'intent:': [intent, { ...intent, mode: 'automated' }],
  'draft:': [
    { id: message.id, surface: 's-1', visitorId: '', mode: 'agent', text: '', caret: 0 },
    { id: message.id, surface: 's-1', visitorId: 'ada', mode: 'automated', text: message.text, caret: 3 },
  ],
  recipient: [
    { visitorId: '', mode: 'agent' },
    { accountId: 'acc-1', visitorId: 'visitor/42?#ö', mode: 'automated' },
  ],
  'recipient:': [
    { visitorId: '', mode: 'agent', surface: 's-1' },
    { accountId: 'acc-1', visitorId: 'b', mode: 'agent', surface: 's-1', shown: 'visitor/42?#ö' },
  ],
  'context:': [{ visitorId: '' }, { visitorId: 'visitor/42?#ö' }],
  sidebar: [
    { side: 'left', width: 280, handleAt: 5, isHidden: true },
    { side: 'right', width: 480, handleAt: 95, isHidden: false },
  ],
  'site:': [
    { origin: 'http://localhost', addedAt: at, isOn: false, isHidden: true, rules: [] },
    { origin: 'https://crm.example.com', addedAt: at, isOn: true, isHidden: false, rules },
  ],
  'thread:': [{ accountId: 'acc-1', threadId: 'Jf8sK2pQ7vXw3Rt9Z', visitorId: 'visitor/42?#ö' }],
  'visitor:': [
    { accountId: 'acc-1', visitorId: 'ada', isPinned: false, seenAt: at },
    {
      accountId: 'acc-1',
      visitorId: 'visitor/42?#ö',
      name: 'Ada Lovelace',
      nickname: 'Ada 👋🏽',
      language: 'pt-BR',
      note: 'Likes short answers.\nCalls back.',
      isPinned: true,
      seenAt: at,
    },
    { accountId: 'acc-1', visitorId: 'b', name: '', nickname: '', language: '', note: '', isPinned: false, seenAt: 0 },
  ],
  boot: ['5b0f7c1e-5c0a-4f4e-9f57-3b1d3c6f0a12'],
  'message-settings': [
    { undoWindowS: 0, retentionDays: 0 },
    { undoWindowS: 5, retentionDays: 30 },
    { undoWindowS: 30, retentionDays: 3650 },
  ],
  'presence-settings': [
    {
      idle: { isOn: false, minutes: 10 },
      lock: { isOn: false },
      schedule: { isOn: false, zone: 'Europe/Paris', week: [[], [], [], [], [], [], []], exceptions: [] },
    },
    {
      idle: { isOn: true, minutes: 240 },
      lock: { isOn: true },
      schedule: {
        isOn: true,
        zone: 'America/New_York',
        week: [[{ from: 0, to: 1440 }], [{ from: 1439, to: 0 }], [], [], [], [], [{ from: 60, to: 61 }]],
        exceptions: [
          { date: '2026-12-24', blocks: [] },
          { date: '2026-12-31', blocks: [{ from: 540, to: 720 }] },
        ],
      },
    },
  ],
  'rate-budget': [
    {
      limit: 100,
      remaining: 99,
      resetAt: at + 3_600_000,
      at,
      acted: 1,
      others: 0,
      pings: 60,
      actions: 18,
      watched: 0.02,
      buckets: 'unknown',
      slides: 0,
    },
    {
      limit: 100,
      remaining: 31,
      resetAt: at + 1_200_000,
      at,
      pinged: { remaining: 33, at: at - 40_000 },
      pingedReset: at + 1_200_400,
      acted: 2,
      others: 46.25,
      pings: 27.5,
      actions: 17.8,
      watched: 1,
      buckets: 'one',
      slides: 1,
    },
    {
      limit: 600,
      remaining: 0,
      resetAt: at,
      at: at - 1_800_000,
      pinged: { remaining: 0, at: at - 1_800_000 },
      pingedReset: at,
      acted: 0,
      others: 580.5,
      pings: 2,
      actions: 0,
      watched: 0.5,
      buckets: 'apart',
      slides: 6,
    },
  ],
  'presence-log:': [
    [],
    [
      'online',
      'paused',
      'no-window',
      'locked',
      'outside-schedule',
      'idle',
      'limit',
      'network',
      'brevo',
      'refused',
      'permission',
      'key',
      'agent',
      'off',
      'closed',
    ].map((why, n) => ({ at: at + n, why })),
  ],
};

/** What version 2 stored, frozen as well. */
const rests: object[] = ['paused', 'no-window', 'locked', 'outside-schedule', 'idle'].flatMap((why) => [
  { kind: 'resting', why, since: at },
  { kind: 'resting', why, since: at, until: at + 900_000, confirmedAt: at - 1 },
]);
const statusesOfVersion2: object[] = [
  ...statuses.filter((status) => (status as { kind: string }).kind !== 'failing'),
  { kind: 'off', since: at, confirmedAt: at },
  { kind: 'not-ready', missing: 'permission', since: at, confirmedAt: at },
  ...rests,
  { kind: 'connecting', since: at, confirmedAt: at - 1 },
  { kind: 'yielding', since: at, until: at + 900_000 },
  { kind: 'yielding', since: at, until: at + 900_000, confirmedAt: at },
  ...failures.map((failure) => ({ kind: 'failing', since: at, tries: 1, retryAt: at + 25_000, failure })),
];
const hashed = { ...message, text: '', textHash: '0a'.repeat(32) };
const statesOfVersion2: object[] = [
  ...states,
  { kind: 'held', windowMs: 5000 },
  { kind: 'needs-answer', at, why: 'stale' },
  { kind: 'needs-answer', at, why: 'restarted' },
  { kind: 'cancelled', at },
  { kind: 'not-sent', at, reason: { kind: 'text', problem: 'holds-key' } },
];
export const samplesOfVersion2: Record<string, unknown[]> = {
  'context:': [
    { visitorId: '' },
    { visitorId: '', origin: 'https://crm.example.com', threadId: 'Jf8sK2pQ7vXw3Rt9Z' },
    { visitorId: '', origin: 'http://localhost', trouble: 'tampered' },
    {
      visitorId: 'visitor/42?#ö',
      name: 'Ada Lovelace',
      language: 'pt-BR',
      origin: 'https://crm.example.com',
      asksAbout: 'rule_0',
      trouble: 'inert',
    },
  ],
  presence: [
    ...statusesOfVersion2.map((status) => ({ wish: 'on', status })),
    {
      accountId: 'acc-1',
      wish: 'on',
      pause: { since: at, until: at + 900_000 },
      stayOnlineUntil: at + 3_600_000,
      input: 'locked',
      inputSince: at,
      closesAt: at + 7_200_000,
      pace: { everyMs: 90_000, limit: 100, carries: 1 },
      lookedAt: at,
      windowlessSince: at,
      idleSince: at,
      told: 'again',
      logged: { at, why: 'paused' },
      status: rests[1],
    },
    { wish: 'off', input: 'active', pace: { everyMs: 60_000 }, status: { kind: 'off' } },
  ],
  'message:': [
    ...statesOfVersion2.map((state) => ({ ...message, state })),
    { ...message, caret: 3, past: ['b', 'c'], state: { kind: 'queued' } },
    { ...hashed, state: { kind: 'sent', at, brevoId: 'Qh2p' } },
    { ...hashed, state: { kind: 'cancelled', at } },
  ],
  'intent:': [
    intent,
    { ...intent, caret: 3, past: ['b'], surface: 's-1', bootId: '5b0f7c1e-5c0a-4f4e-9f57-3b1d3c6f0a12' },
  ],
  'draft:': [
    { id: message.id, surface: 's-1', revision: 0, visitorId: '', mode: 'agent', text: '', caret: 0 },
    {
      id: message.id,
      accountId: 'acc-1',
      surface: 's-1',
      revision: 12,
      visitorId: 'ada',
      mode: 'automated',
      text: message.text,
      caret: 3,
    },
  ],
};
