export const folders = [
  'lib/messages',
  'lib/brevo',
  'lib/presence',
  'lib/messaging',
  'lib/sites',
  'lib/host',
  'lib/view',
] as const;

/**
 * One line of the product made wrong, and the folder whose unit tests have to notice; those whose name begins like the
 * file's are asked first. `from` occurs exactly once in the file.
 */
export type Mutation = {
  name: string;
  folder: (typeof folders)[number];
  file: string;
  from: string;
  to: string;
};

const inFolder =
  (folder: Mutation['folder']) =>
  (name: string, file: string, from: string, to: string): Mutation => ({ name, folder, file, from, to });
const messages = inFolder('lib/messages');
const brevo = inFolder('lib/brevo');
const presence = inFolder('lib/presence');
const messaging = inFolder('lib/messaging');
const sites = inFolder('lib/sites');
const host = inFolder('lib/host');
const view = inFolder('lib/view');

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
  messaging('anybody may give any command', 'serve.ts', 'if (!from.includes(page)) return undefined;', ''),
  messaging(
    'a frame that shows no nonce may ask',
    'serve.ts',
    "from.page === 'frame' && !OPEN_TO_ALL.has(command.name) && !(await isProven(from))",
    'false',
  ),
  messaging(
    'a frame of a site is a host too',
    'sender.ts',
    '|| frameId !== 0 || tab?.id === undefined',
    '|| tab?.id === undefined',
  ),
  messaging(
    'any page of ours may be in a frame',
    'sender.ts',
    "return page === 'panel' && frameId > 0",
    'return frameId > 0',
  ),
  messaging('another extension is taken for us', 'sender.ts', 'sender.id !== ownId || ', ''),
  sites('a nonce is good for two frames', 'frames.ts', ' && invited?.frameId === undefined', ''),
  sites('a nonce is good in any tab', 'frames.ts', 'invited?.tabId === tabId && ', ''),
  sites(
    'an earlier frame of the tab stays proven',
    'frames.ts',
    '{ ...without(all, (frame) => frame.tabId === tabId), [nonce]: { tabId } }',
    '{ ...all, [nonce]: { tabId } }',
  ),
  sites('a frame that was tampered with stays proven', 'hosts.ts', '      await frames.forget(tabId);\n', ''),
  sites('a page takes the sidebar from other pages', 'hosts.ts', "from.page === 'host' ? where : change", 'change'),
  sites('a frame can mean another tab', 'hosts.ts', "page === 'frame' ? tabId : (named ?? tabId)", 'named ?? tabId'),
  sites(
    'an earlier report overtakes a later one',
    'hosts.ts',
    'inTurn(String(from.tabId), () => judge(findings, from))',
    'judge(findings, from)',
  ),
  sites('whom nobody confirmed is remembered', 'hosts.ts', 'if (visitorId && !asks)', 'if (visitorId)'),
  sites('a taught rule is never asked about', 'judge.ts', 'rule.confirmed < CONFIRMATIONS && ', 'false && '),
  sites('half of an ID is one', 'judge.ts', ' || isCut || ', ' || '),
  sites('the registration is not what the browser grants', 'sites.ts', 'await registerHost(granted);', ''),
  sites('a wish lasts for ever', 'wishes.ts', ' || now() - wished.at > WISH_MS', ''),
  sites('a wish is fulfilled twice', 'wishes.ts', 'granted.includes(before.site) ? null : before', 'before'),
  sites('a password is read', 'read-page-text.ts', "element.type === 'password' ? '' : element.value", 'element.value'),
  sites('an expression may take for ever', 'expression-cost.ts', 'total.ways *= cost.ways;', ''),
  host('the page may alter the host', 'guard.ts', 'attributes.observe(element, { attributes: true });', ''),
  host('the page may lie over the frame', 'frame.ts', 'if (isInert || looksCovered < 2) return;', 'return;'),
  host(
    'the page may dim the frame',
    'guard.ts',
    '!LEGIBLE.test(getComputedStyle(document.documentElement).filter)',
    'false',
  ),
  host('a frame that never comes is waited for', 'frame.ts', 'setTimeout(onKeptOut, ARRIVAL_MS)', '0'),
  host('the host tells the same again and again', 'reporter.ts', 'if (now === last) return;', ''),
  view('the frame acts before it was in sight', 'frame-guard.ts', ' && now() - seenSince >= SETTLED_MS', ''),
  view('the frame acts without the focus', 'frame-guard.ts', 'document.hasFocus() && ', ''),
  view('the frame takes events that no person made', 'frame-guard.ts', 'if (event.isTrusted) return;', 'return;'),
  view('nobody hears that the keyboard was taken', 'frame-guard.ts', 'isKeyboardTaken.value = true', ''),
  view(
    'the page carries a text to another visitor',
    'composer.ts',
    "if (isSame || draft.value.text.trim() === '')",
    'if (true)',
  ),
];
