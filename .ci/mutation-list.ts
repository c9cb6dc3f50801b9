/**
 * One line of the product made wrong, and the folder whose unit tests have to notice; those whose name begins like the
 * file's are asked first. `from` occurs exactly once in the file.
 */
export type Mutation = {
  name: string;
  folder: 'lib/messages' | 'lib/brevo' | 'lib/presence';
  file: string;
  from: string;
  to: string;
};

const messages = (name: string, file: string, from: string, to: string): Mutation => ({
  name,
  folder: 'lib/messages',
  file,
  from,
  to,
});
const brevo = (name: string, file: string, from: string, to: string): Mutation => ({
  name,
  folder: 'lib/brevo',
  file,
  from,
  to,
});

const presence = (name: string, file: string, from: string, to: string): Mutation => ({
  name,
  folder: 'lib/presence',
  file,
  from,
  to,
});

/** The lines on which the guarantees rest. */
export const mutations: Mutation[] = [
  brevo('no request is ever aborted', 'http.ts', '    signal,\n', ''),
  brevo('redirects are followed', 'http.ts', "redirect: 'manual'", "redirect: 'follow'"),
  messages('no journal before the call', 'dispatch.ts', 'if (!(await records.put(leaving)).ok) return false;', ''),
  messages(
    'an answer that could not be stored is forgotten',
    'dispatch.ts',
    'if ((await records.put(outcome)).ok) inFlight.delete(id);\n        else areKept = false;',
    'await records.put(outcome);\n        inFlight.delete(id);',
  ),
  messages('no queue for each visitor', 'plan.ts', 'const goes = isNext && !taken.has(line);', 'const goes = isNext;'),
  messages(
    'a held message does not hold back the next',
    'plan.ts',
    "isIn(message, 'held')) taken",
    "isIn(message, 'dispatching')) taken",
  ),
  messages(
    'one that may have been sent holds nothing back',
    'plan.ts',
    '&& blockersOf(message, messages.slice(0, i)).length === 0',
    '',
  ),
  messages(
    'what is under way is taken for interrupted',
    'plan.ts',
    "if (isIn(message, 'dispatching') && !isInFlight(message.id))",
    "if (isIn(message, 'dispatching'))",
  ),
  messages(
    'what a dead background left stays “Sending”',
    'plan.ts',
    "if (isIn(message, 'dispatching') && !isInFlight(message.id)) return interrupted(message);",
    '',
  ),
  messages(
    'old messages go out unasked',
    'plan.ts',
    "if (waited > STALE_MS) return asking(message, 'stale', now);",
    '',
  ),
  messages(
    'a hold has no alarm',
    'outbox.ts',
    'if (isWaiting) await alarm.ensure(nextEndMs ?? Number.POSITIVE_INFINITY, now());',
    'if (isWaiting) return;',
  ),
  messages(
    'records go out unasked after a start of the browser',
    'outbox.ts',
    'if (known === undefined) {',
    'if (known === null) {',
  ),
  messages(
    'confirmed sends go out unasked after a start of the browser',
    'intents.ts',
    'const isFromBefore = bootId === undefined || intent.bootId !== bootId;',
    'const isFromBefore = false;',
  ),
  messages(
    'changes of the outbox run at once',
    'outbox.ts',
    'const turns = createKeyedQueue();',
    'const turns = <T>(_: string, task: () => Promise<T>) => task();',
  ),
  messages(
    'undo takes back what is on its way',
    'outbox.ts',
    "undo: (id: string) => decide(id, (message) => (isIn(message, 'held') ?",
    "undo: (id: string) => decide(id, (message) => (isIn(message, 'held', 'dispatching' as never) ?",
  ),
  messages(
    'an unknown outcome is called “Not sent”',
    'states.ts',
    'return failure.mayHaveActed\n',
    'return failure.mayHaveActed && failure.kind === undefined\n',
  ),
  messages(
    'what is archived can be sent once more',
    'records.ts',
    'return withinTime(archive.one(id)).catch(() => undefined);',
    'return undefined;',
  ),
  messages('old records go without a copy in the archive', 'records.ts', 'await withinTime(archive.put(old));', ''),
  messages(
    'records are written at once, not in order',
    'records.ts',
    'const next = last.then(task)',
    'const next = Promise.resolve().then(task)',
  ),
  presence(
    'an implausible heartbeat is not repaired',
    'alarm.ts',
    ' && isPlausible(alarm.scheduledTime, everyMs, now)',
    '',
  ),
  presence('no one-shot alarm before a ping', 'presence.ts', 'if (mayPing) await alarms.armRetry();', ''),
  presence(
    'the one-shot alarm is cleared between two looks',
    'presence.ts',
    "if (mayPing && waiting === 0 && settled.value.status.kind !== 'failing')",
    "if (mayPing && settled.value.status.kind !== 'failing')",
  ),
  presence(
    'triggers are not taken for one',
    'policy.ts',
    'if (isSame && isRecent(status.confirmedAt, COALESCE_MS, now)) return [status, false];',
    '',
  ),
  presence('pings run at once', 'presence.ts', 'last = next.catch(() => undefined);', ''),
  presence(
    'a pause lets out a ping that was decided',
    'presence.ts',
    "if (current.wish === 'off' || !isAwake(current.status)) {",
    "if (current.wish === 'off') {",
  ),
  presence(
    'a refused key is asked each minute',
    'policy.ts',
    "if (status.kind === 'stopped' && !ENDS_WAIT.has(reason)) {",
    'if (false) {',
  ),
  presence('pings spend the reserve', 'policy.ts', 'pace.waitUntil !== undefined && now < pace.waitUntil', 'false'),
  presence('trouble is told at once', 'trouble.ts', 'now - lastGood >= TELL_AFTER_MS', 'now >= lastGood'),
  presence('a clock put back makes a pause longer', 'surroundings.ts', 'now < pause.since ?', 'false ?'),
  presence(
    'a closed browser counts as online',
    'log.ts',
    'if (isSilent(presence, now)) add',
    'if (presence === null) add',
  ),
  presence('a late beat after a coalesced one', 'policy.ts', 'ping ? undefined : endAt(next, world.pace)', 'undefined'),
  brevo('the reserve is nothing', 'budget.ts', 'export const RESERVE = 10;', 'export const RESERVE = 0;'),
  presence(
    'a beat that starts the background moves the next one',
    'presence.ts',
    'if (waiting === 0 || !mayPing) await setAlarms',
    'await setAlarms',
  ),
  presence(
    'trouble that passes is never tried again',
    'policy.ts',
    'return [status, isRetryDue(status, reason, now) || isWorthATry(status.failure, reason)];',
    'return [status, false];',
  ),
  presence(
    'a screen that locks by itself makes an idle computer busy',
    'surroundings.ts',
    " || (input === 'locked' && before.idleSince !== undefined)",
    '',
  ),
  presence('the switch is stored before any alarm is armed', 'presence.ts', 'if (!isEnd) await alarms.armRetry();', ''),
  presence(
    'nobody looks when the rest of the limit is free again',
    'policy.ts',
    "if (status.kind === 'resting' || status.kind === 'yielding') return status.until;",
    '',
  ),
];
