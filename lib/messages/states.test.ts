import { describe, expect, expectTypeOf, it } from 'vitest';
import type { BrevoFailure } from '../brevo/failure.ts';
import type { Fault } from '../brevo/simulation/types.ts';
import { err, ok } from '../result.ts';
import type { MessageState } from '../storage/items/messages.ts';
import { samples } from '../storage/items/samples.ts';
import {
  accepted,
  again,
  arrived,
  asking,
  cancelled,
  deleted,
  dispatching,
  edited,
  type In,
  interrupted,
  isAtHome,
  isIn,
  isOver,
  isWaiting,
  notSent,
  passing,
  released,
  rewritten,
  settled,
} from './states.ts';
import { createOffice, messageOf, type Office, quiet, stateOf } from './testing.ts';

const AT = 1_800_000_000_000;
const message = <K extends MessageState['kind']>(state: Extract<MessageState, { kind: K }>) =>
  messageOf(state) as In<K>;
const { origin: _, state: __, ...intent } = messageOf({ kind: 'queued' });
const held = message({ kind: 'held', windowMs: 5000 });
const waiting = message({ kind: 'queued' });
const asked = message({ kind: 'needs-answer', at: AT, why: 'stale' });
const onItsWay = message({ kind: 'dispatching', at: AT });
const sent = message({ kind: 'sent', at: AT, brevoId: 'Qh2p' });
const idUnknown = message({ kind: 'sent-id-unknown', at: AT, by: 'brevo' });
const refused = message({ kind: 'not-sent', at: AT, reason: { kind: 'no-key' } });
const unknown = message({ kind: 'unknown', at: AT });
const gone = message({ kind: 'deleted', at: AT });
const takenBack = message({ kind: 'cancelled', at: AT });
const everyState = [held, waiting, asked, onItsWay, sent, idUnknown, refused, unknown, gone, takenBack];

const failures = (samples.presence ?? []).flatMap((sample) => {
  const { status } = sample as { status: { kind: string; failure: BrevoFailure } };
  return status.kind === 'failing' ? status.failure : [];
});

/** The outcome table of the guarantees, row by row: what happens, what it counts as, and what the message is then. */
type Row = [
  situation: string,
  arrange: (office: Office) => unknown,
  kind: MessageState['kind'],
  mayGoAgainByItself: boolean,
];
const badly = (fault: Fault) => (office: Office) => office.misbehave(fault);
const outcomes: Record<string, Row[]> = {
  'not dispatched (may retry)': [
    ['offline before the call', ({ world }) => Object.assign(world, { isOnline: false }), 'queued', true],
    ['hold', ({ world }) => Object.assign(world, { undoWindowMs: 5000 }), 'held', true],
    ['validation', ({ world }) => Object.assign(world, { account: undefined }), 'not-sent', false],
  ],
  'rejected (not sent, with the reason)': [
    ...[400, 401, 403, 404, 429].map(
      (status): Row => [`${status} with a Brevo-shaped body`, badly({ kind: 'status', status }), 'not-sent', false],
    ),
  ],
  'accepted (never again)': [['2xx + id', () => {}, 'sent', false]],
  'accepted, id unknown (never again)': [
    ['2xx with an empty body', badly({ kind: 'body', body: '' }), 'sent-id-unknown', false],
    ['2xx with JSON without an id', badly({ kind: 'body', body: '{}' }), 'sent-id-unknown', false],
    ['2xx with an unusable id', badly({ kind: 'body', body: '{"id":7}' }), 'sent-id-unknown', false],
  ],
  'unknown (never by itself)': [
    ['network error after the call', badly({ kind: 'reset', committed: true }), 'unknown', false],
    ['own time-out', badly({ kind: 'hang', committed: true }), 'unknown', false],
    ...[408, 500, 501, 502, 503, 504, 599].map(
      (status): Row => [`${status}`, badly({ kind: 'status', status, committed: true }), 'unknown', false],
    ),
    ['redirect', badly({ kind: 'redirect', status: 302, location: 'https://evil.example/' }), 'unknown', false],
    ['2xx with a page', badly({ kind: 'html', status: 200, committed: false }), 'unknown', false],
    ['4xx with a page', badly({ kind: 'html', status: 400, committed: false }), 'unknown', false],
    ['any other content type', badly({ kind: 'body', body: 'ok', contentType: 'text/plain' }), 'unknown', false],
    [
      'a body beginning with <',
      badly({ kind: 'body', body: '  <html>', contentType: 'application/json' }),
      'unknown',
      false,
    ],
  ],
};

describe.each(Object.entries(outcomes))('the outcome table: %s', (_, rows) => {
  it.each(rows)('%s', async (_, arrange, kind, mayGoAgain) => {
    const office = createOffice();
    arrange(office);
    const outbox = office.background();
    await outbox.adopt(await office.confirm());
    if (!mayGoAgain) await quiet();
    expect((await stateOf())?.kind).toBe(kind);
    const before = office.requests();
    // All is well from now on; nothing may happen by itself to what has left.
    Object.assign(office.world, { ...createOffice().world });
    office.simulation.clearFaults();
    await office.pass(40_000);
    office.die();
    office.start();
    await quiet();
    expect(office.requests()).toBe(mayGoAgain ? 1 : before);
    expect((await stateOf())?.kind).toBe(mayGoAgain ? 'sent' : kind);
  });
});

describe('what an answer makes of a message', () => {
  it.each(failures)('G-R4 is never sent after $kind', (failure) => {
    for (const mayHaveActed of [true, false]) {
      const { state } = settled(onItsWay, err({ ...failure, mayHaveActed }), AT);
      // The outcome table: only a sure refusal is "not sent".
      expect(state).toEqual(
        mayHaveActed
          ? { kind: 'unknown', at: AT, failure: { ...failure, mayHaveActed } }
          : { kind: 'not-sent', at: AT, reason: { kind: 'refused', failure: { ...failure, mayHaveActed } } },
      );
    }
  });

  it('is sent with its id when Brevo says the id', () => {
    expect(settled(onItsWay, ok({ id: 'Qh2p' }), AT).state).toEqual({ kind: 'sent', at: AT, brevoId: 'Qh2p' });
  });

  it('is sent with an unknown id when Brevo does not say it', () => {
    expect(settled(onItsWay, ok({}), AT).state).toEqual({ kind: 'sent-id-unknown', at: AT, by: 'brevo' });
  });

  it('keeps why the outer channel did not take it, also when it gave no reason', () => {
    expect(settled(onItsWay, ok({ id: 'Q', forwardingError: '' }), AT).state).toHaveProperty('forwardingError', '');
    expect(settled(onItsWay, ok({ id: 'Q', forwardingError: undefined }), AT).state).not.toHaveProperty(
      'forwardingError',
    );
  });
});

describe('moves', () => {
  it('change the state and nothing that the agent wrote', () => {
    const moved = [
      released(held),
      asking(held, 'restarted', AT),
      asking(waiting, 'stale', AT),
      cancelled(held, AT),
      cancelled(waiting, AT),
      cancelled(asked, AT),
      cancelled(refused, AT),
      dispatching(waiting, AT),
      notSent(waiting, { kind: 'no-key' }, AT),
      interrupted(onItsWay),
      arrived(unknown),
      settled(onItsWay, ok({ id: 'Q' }), AT),
      deleted(sent, AT),
    ];
    for (const each of moved) expect(each).toEqual({ ...waiting, state: each.state });
  });

  it.each([
    [0, { kind: 'queued' }],
    [5000, { kind: 'held', windowMs: 5000 }],
  ])('accept a confirmed send with %i ms to undo it', (windowMs, state) => {
    const confirmed = { ...intent, caret: 3, past: ['x'], bootId: 'boot', surface: 'popup' };
    // Which page and which run of the browser it came from is nobody's business any more.
    expect(accepted(confirmed, windowMs)).toEqual({ ...intent, caret: 3, past: ['x'], origin: 'here', state });
  });

  it('F2 say "may have been sent", since when it was on its way, after an interruption', () => {
    expect(interrupted(onItsWay).state).toEqual({ kind: 'unknown', at: AT });
  });

  it.each([unknown, refused, asked])(
    'count the ten minutes anew when the agent sends what is $state.kind',
    (before) => {
      const doubt = before === unknown ? { mayHaveArrived: true } : {};
      expect(again(before, AT + 9)).toEqual({ ...waiting, ...doubt, confirmedAt: AT + 9 });
    },
  );

  it('G-R3 never call a message not sent, or take it back, once an earlier attempt may have arrived', () => {
    const second = again(unknown, AT + 9);
    expect(notSent(second, { kind: 'no-key' }, AT).state).toEqual({
      kind: 'unknown',
      at: AT,
      attempt: { kind: 'no-key' },
    });
    const refusal = { kind: 'forbidden', mayHaveActed: false } as const;
    expect(settled(dispatching(second, AT), err(refusal), AT).state).toEqual({
      kind: 'unknown',
      at: AT,
      attempt: { kind: 'refused', failure: refusal },
    });
    expect(asking(second, 'stale', AT).state).toEqual({ kind: 'unknown', at: AT, attempt: { kind: 'stale' } });
    expect(isAtHome(second)).toBe(false);
  });

  it('remember every message that the agent let one go past, once', () => {
    expect(passing(waiting, ['a']).past).toEqual(['a']);
    expect(passing({ ...waiting, past: ['a'] }, ['b', 'a']).past).toEqual(['a', 'b']);
  });

  it('rewrite the text and leave the state', () => {
    for (const before of [held, waiting, asked, refused]) {
      expect(rewritten(before, 'New')).toEqual({ ...before, text: 'New' });
    }
  });

  it('keep the id and the channel trouble of an edited message', () => {
    const before = { ...sent, state: { ...sent.state, forwardingError: 'no WhatsApp' } };
    expect(edited(before, 'New', AT + 9)).toEqual({
      ...before,
      text: 'New',
      state: { ...before.state, editedAt: AT + 9 },
    });
  });

  it('tell states apart', () => {
    expect(isIn(sent, 'queued', 'sent')).toBe(true);
    expect(isIn(sent, 'queued')).toBe(false);
  });

  it.each<[string, (message: (typeof everyState)[number]) => boolean, MessageState['kind'][]]>([
    ['under way or waiting', isWaiting, ['held', 'queued', 'needs-answer', 'dispatching']],
    ['over', isOver, ['sent', 'sent-id-unknown', 'deleted', 'cancelled']],
    ['still in this browser alone', isAtHome, ['held', 'queued', 'needs-answer', 'not-sent']],
  ])('know what is %s', (_, is, kinds) => {
    expect(
      everyState
        .filter(is)
        .map(({ state }) => state.kind)
        .toSorted(),
    ).toEqual(kinds.toSorted());
  });
});

/** Never runs: each line must not compile. A state never goes backwards, except by the agent's word. */
function impossible() {
  // @ts-expect-error What was sent is never sent again.
  again(sent, AT);
  // @ts-expect-error Nor when its id is unknown.
  again(idUnknown, AT);
  // @ts-expect-error What is on its way is not begun anew.
  again(onItsWay, AT);
  // @ts-expect-error What was taken back stays so.
  again(takenBack, AT);
  // @ts-expect-error What was deleted stays so.
  again(gone, AT);
  // @ts-expect-error A held message cannot leave.
  dispatching(held, AT);
  // @ts-expect-error Nor one that needs an answer.
  dispatching(asked, AT);
  // @ts-expect-error Nor one that may have been sent.
  dispatching(unknown, AT);
  // @ts-expect-error Nor one that is on its way.
  dispatching(onItsWay, AT);
  // @ts-expect-error An answer belongs to what was on its way.
  settled(waiting, ok({ id: 'Q' }), AT);
  // @ts-expect-error What is on its way cannot be said not to have been sent.
  notSent(onItsWay, { kind: 'no-key' }, AT);
  // @ts-expect-error What is on its way cannot be taken back.
  cancelled(onItsWay, AT);
  // @ts-expect-error Nor what may have been sent.
  cancelled(unknown, AT);
  // @ts-expect-error Nor what was.
  cancelled(sent, AT);
  // @ts-expect-error What may have been sent cannot be rewritten.
  rewritten(unknown, 'New');
  // @ts-expect-error What has no known id at Brevo cannot be edited there.
  edited(idUnknown, 'New', AT);
  // @ts-expect-error What was deleted is never brought back.
  edited(gone, 'New', AT);
  // @ts-expect-error What has no known id cannot be deleted there.
  deleted(unknown, AT);
  // @ts-expect-error Only what may have been sent can turn out to have arrived.
  arrived(refused);
  // @ts-expect-error Only what is on its way is interrupted.
  interrupted(waiting);
  // @ts-expect-error What is on its way is not asked about: nobody knows whether it left.
  asking(onItsWay, 'restarted', AT);
  // @ts-expect-error Only a hold ends.
  released(asked);
  // @ts-expect-error Only what is queued goes past others.
  passing(held, []);
}

it('an impossible move does not compile', () => {
  expectTypeOf(impossible).toBeFunction();
  expectTypeOf(settled).returns.toEqualTypeOf<In<'sent' | 'sent-id-unknown' | 'not-sent' | 'unknown'>>();
  expectTypeOf(interrupted).returns.toEqualTypeOf<In<'unknown'>>();
  expectTypeOf(again).parameter(0).toEqualTypeOf<In<'not-sent' | 'unknown' | 'needs-answer'>>();
  expectTypeOf(dispatching).parameter(0).toEqualTypeOf<In<'queued'>>();
});
