import type { BrevoClient, Outgoing } from '../brevo/client.ts';
import type { AgentIdentity } from '../brevo/identity.ts';
import { ok } from '../result.ts';
import type { Account } from '../storage/items/accounts.ts';
import type { Message } from '../storage/items/messages.ts';
import { prepare } from './prepare.ts';
import type { Records } from './records.ts';
import { dispatching, type In, interrupted, notSent, settled } from './states.ts';

type Dependencies = {
  records: Pick<Records, 'put'>;
  brevo: Pick<BrevoClient, 'send'>;
  look: () => Promise<{ account: Account | undefined; hasPermission: boolean }>;
  /** An agent message was accepted; Brevo says by which agent. */
  onAgentId: (agentId: string, sentAs: AgentIdentity) => Promise<void>;
  /** An answer is there, to be kept by `keepOutcomes`. */
  onAnswer: () => void;
  now: () => number;
};

/** Makes the one POST of a confirmed send, written down before and after. Its methods run in turn; the calls do not. */
export function createDispatch({ records, brevo, look, onAgentId, onAnswer, now }: Dependencies) {
  /** Requests under way, and answers that are not yet stored, by the id of the message. */
  const inFlight = new Map<string, Message | 'no answer yet'>();

  const call = async (message: In<'dispatching'>, outgoing: Outgoing): Promise<void> => {
    // A call that throws, against its promise, leaves as little known as one that a dead worker made.
    const answer = await brevo.send(outgoing).catch(() => undefined);
    const outcome = answer?.ok ? ok(answer.value.value) : answer;
    inFlight.set(message.id, outcome ? settled(message, outcome, now()) : interrupted(message));
    onAnswer();
    const agentId = answer?.ok ? answer.value.value.agentId : undefined;
    if (agentId !== undefined && 'agent' in outgoing) await onAgentId(agentId, outgoing.agent);
  };

  return {
    isInFlight: (id: string) => inFlight.has(id),

    /** Sends a message; false when nothing left and nothing could be written, so that it is tried again later. */
    async send(message: In<'queued'>): Promise<boolean> {
      // It must not throw: the sends of a turn end together, or one would go on into the next turn and leave twice.
      const seen = await look().catch(() => undefined);
      if (!seen) return false;
      const ready = prepare(message, seen.account, seen.hasPermission);
      if (!ready.ok) return (await records.put(notSent(message, ready.failure, now()))).ok;
      const leaving = dispatching(message, now());
      // The journal comes before the call: without it, a dead worker would forget that it may have sent.
      if (!(await records.put(leaving)).ok) return false;
      inFlight.set(message.id, 'no answer yet');
      void call(leaving, ready.value);
      return true;
    },

    /** Stores what became of the requests; false when some could not be stored and are still to be. */
    async keepOutcomes(): Promise<boolean> {
      let areKept = true;
      for (const [id, outcome] of inFlight) {
        if (outcome === 'no answer yet') continue;
        if ((await records.put(outcome)).ok) inFlight.delete(id);
        else areKept = false;
      }
      return areKept;
    },
  };
}
