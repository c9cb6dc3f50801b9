import { describe, expect, it } from 'vitest';
import type { BrevoFailure } from '../brevo/failure.ts';
import { err, ok } from '../result.ts';
import { samples } from '../storage/items/samples.ts';
import { again, arrived, deleted, dispatching, edited, interrupted, isIn, notSent, queued, settled } from './states.ts';
import { messageOf } from './testing.ts';

const AT = 1_800_000_000_000;
const { origin: _, state: __, ...intent } = messageOf({ kind: 'queued' });
const waiting = queued(intent);
const onItsWay = dispatching(waiting, AT);
const sent = { ...waiting, state: { kind: 'sent', at: AT, brevoId: 'Qh2p' } } as const;

const failures = (samples.presence ?? []).flatMap((sample) => {
  const { status } = sample as { status: { kind: string; failure: BrevoFailure } };
  return status.kind === 'failing' ? status.failure : [];
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
      waiting,
      onItsWay,
      notSent(waiting, { kind: 'offline' }, AT),
      interrupted(onItsWay),
      arrived(interrupted(onItsWay)),
      settled(onItsWay, ok({ id: 'Q' }), AT),
      deleted(sent, AT),
    ];
    for (const message of moved) expect(message).toEqual({ ...waiting, state: message.state });
  });

  it('F2 says "may have been sent", since when it was on its way, after an interruption', () => {
    expect(interrupted(onItsWay).state).toEqual({ kind: 'unknown', at: AT });
  });

  it('counts the ten minutes anew when the agent sends again', () => {
    expect(again(interrupted(onItsWay), AT + 9)).toEqual({ ...waiting, confirmedAt: AT + 9 });
  });

  it('keeps the id and the channel trouble of an edited message', () => {
    const before = { ...sent, state: { ...sent.state, forwardingError: 'no WhatsApp' } };
    expect(edited(before, 'New', AT + 9)).toEqual({
      ...before,
      text: 'New',
      state: { ...before.state, editedAt: AT + 9 },
    });
  });

  it('tells states apart', () => {
    expect(isIn(sent, 'queued', 'sent')).toBe(true);
    expect(isIn(sent, 'queued')).toBe(false);
  });
});
