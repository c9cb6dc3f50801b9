import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { isIn } from '../../lib/messages/states.ts';
import { textProblem } from '../../lib/messages/text-check.ts';
import { tripwiresIn } from '../../lib/messages/tripwires.ts';
import { LONGEST_VISITOR_ID, type Message } from '../../lib/storage/items/messages.ts';
import type { Visitor } from '../../lib/storage/items/visitors.ts';
import { troubleWords } from '../../lib/text/failure.ts';
import { textWords } from '../../lib/text/message.ts';
import { tripwireQuestion } from '../../lib/text/tripwire.ts';
import type { WorkspaceView } from '../../lib/view/workspace.ts';
import { Composer } from './Composer.tsx';
import { ModePicker } from './ModePicker.tsx';
import { RecipientBar } from './RecipientBar.tsx';
import { UnknownNotice } from './UnknownNotice.tsx';
import { VisitorDetails } from './VisitorDetails.tsx';
import { VisitorField } from './VisitorField.tsx';

/** So long after a send, another Enter or click on the emptied composer is taken for a slip of the hand. */
const SLIP_MS = 700;

type Problems = { visitor?: string; mode?: string; text?: string; question?: string };
type Props = {
  view: WorkspaceView;
  textbox: RefObject<HTMLTextAreaElement | null>;
  onShowMessage: (id: string) => void;
  onLookUp: (brevoId: string) => void;
};

/** Whom to write to, as whom, and what; and everything that has to be settled before it may be sent. */
export function ComposerArea({ view, textbox, onShowMessage, onLookUp }: Props) {
  const { composer, messages, visitors, known, time } = view;
  const { text, caret } = composer.draft.value;
  const { visitorId, mode } = composer.recipient.value;
  const proposed = composer.proposed.value;
  const [problems, setProblems] = useState<Problems>({});
  const lastSend = useRef(Number.NEGATIVE_INFINITY);
  const changing = <A extends unknown[]>(change: (...args: A) => unknown) => {
    return (...args: A) => {
      setProblems({});
      change(...args);
    };
  };
  const settling = (settle: () => unknown) => () => {
    changing(settle)();
    textbox.current?.focus();
  };

  const isHeldHere = ({ state, visitorId: to }: Message) => state.kind === 'held' && to === visitorId;
  // Not while it is open whom Enter is about.
  const held = proposed === undefined ? messages.value.filter(isHeldHere) : [];
  const send = async () => {
    if (text === '' && performance.now() - lastSend.current < SLIP_MS) return;
    if (text === '' && held.length > 0) {
      // In the agent's order; the list has the newest first.
      for (const { id } of held.toReversed()) void view.ask('message/send-now', { id });
      return;
    }
    const found = problemsOf(view);
    const question = questionOf(view);
    const isAsked = question !== undefined && problems.question === question;
    if (Object.keys(found).length === 0 && question && !isAsked) found.question = question;
    setProblems(found);
    if (Object.keys(found).length > 0) return;
    lastSend.current = performance.now();
    const sent = await composer.send();
    if (!sent.ok) setProblems({ text: troubleWords(sent.failure) });
  };

  return (
    <>
      <VisitorField
        visitorId={proposed ?? visitorId}
        known={known.value}
        recents={visitors.value}
        problem={problems.visitor}
        now={time.value}
        isWriting={text.trim() !== ''}
        onChange={changing(composer.propose)}
        onChosen={() => textbox.current?.focus()}
        onLookUp={onLookUp}
        onLink={(owner, threadId) => view.ask('visitor/link', { visitorId: owner, threadId })}
      />
      <About view={view} visitorId={proposed ?? visitorId} />
      <ModePicker mode={mode} problem={problems.mode} onChange={changing(composer.setMode)} />
      {proposed !== undefined && (
        <RecipientBar
          current={visitorId}
          proposed={proposed}
          onStay={settling(composer.stay)}
          onLeave={settling(composer.leave)}
          onTakeAlong={settling(composer.takeAlong)}
        />
      )}
      <UnknownNotice messages={composer.unknown.value} onShow={onShowMessage} />
      <Composer
        text={text}
        caret={caret}
        problem={problems.text ?? problems.question}
        isHolding={held.length > 0}
        textboxRef={textbox}
        onWrite={(written, at) => {
          if (written !== text) changing(composer.change)({ text: written, caret: at });
          else if (at !== caret && text !== '') void composer.change({ caret: at });
        }}
        onSend={() => void send()}
      />
    </>
  );
}

/** What is remembered of the visitor in the field. */
function About({ view, visitorId }: { view: WorkspaceView; visitorId: string }) {
  if (visitorId === '' || visitorId.length > LONGEST_VISITOR_ID) return null;
  return (
    <VisitorDetails
      visitorId={visitorId}
      visitor={view.known.value.visitors.get(visitorId)}
      onSave={(change) => view.ask('visitor/save', { visitorId, change })}
      onForget={() => view.ask('visitor/forget', { visitorId })}
    />
  );
}

/** What keeps the draft from being sent, each said where it can be mended. */
function problemsOf({ composer, account }: WorkspaceView): Problems {
  const { visitorId, mode, text } = composer.draft.value;
  const { agent, groupId, learnedAgentId, key } = account.value ?? {};
  const wrong = textProblem(text);
  const hasSender = groupId ?? learnedAgentId ?? agent?.kind === 'id';
  const proposed = composer.proposed.value;
  return {
    ...(visitorId.trim() === '' && { visitor: i18n.t('visitor.missing') }),
    // A record cannot hold it, so the message would be lost.
    ...(visitorId.trim().length > LONGEST_VISITOR_ID && { visitor: i18n.t('visitor.tooLong') }),
    ...(proposed !== undefined && { visitor: i18n.t('recipient.choose') }),
    ...(mode === 'automated' && !hasSender && { mode: i18n.t('mode.needsSender') }),
    ...(wrong && { text: textWords(wrong, text.length) }),
    ...(!wrong && !key && { text: i18n.t('setup.key.body') }),
    ...(!wrong && key && !agent && { text: i18n.t('setup.agent.body') }),
  };
}

/** What is asked once before sending. */
function questionOf({ composer, messages, visitors, known, account, time }: WorkspaceView): string | undefined {
  const { text, visitorId } = composer.draft.value;
  const { agent } = account.value ?? {};
  const tripwires = tripwiresIn(text, {
    otherNames: [
      ...visitors.value.map((visitor) => visitor.visitorId).filter((id) => !/\d/.test(id)),
      ...known.value.latest.filter((visitor) => visitor.visitorId !== visitorId).flatMap(namesOf),
    ],
    ownNames: [
      visitorId,
      ...namesOf(known.value.visitors.get(visitorId)),
      ...(agent?.kind === 'email' ? [agent.agentName] : []),
    ],
    // What was taken back, deleted or not sent, the visitor does not have.
    recent: messages.value.filter(
      (message) => message.visitorId === visitorId.trim() && !isIn(message, 'cancelled', 'deleted', 'not-sent'),
    ),
    now: Math.max(time.value, Date.now()),
  });
  return tripwires.length > 0 ? tripwireQuestion(tripwires) : undefined;
}

/** What has digits in it is no name: “Order 4711” must not be asked about at every order. */
const namesOf = (visitor: Visitor | undefined): string[] =>
  [visitor?.nickname, visitor?.name].filter((name) => name !== undefined).filter((name) => !/\d/.test(name));
