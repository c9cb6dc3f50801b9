import {
  Ban,
  Check,
  CircleHelp,
  CircleSlash,
  Clock,
  Hourglass,
  MessageCircleQuestionMark,
  SendHorizontal,
  Trash2,
} from 'lucide';
import type { Message } from '../../lib/storage/items/messages.ts';
import { stateWord } from '../../lib/text/message.ts';
import { Icon } from '../ui/Icon.tsx';

const looks = {
  held: { icon: Hourglass, tone: 'calm' },
  queued: { icon: Clock, tone: 'calm' },
  dispatching: { icon: SendHorizontal, tone: 'calm' },
  sent: { icon: Check, tone: 'good' },
  'sent-id-unknown': { icon: Check, tone: 'good' },
  'not-sent': { icon: Ban, tone: 'bad' },
  unknown: { icon: CircleHelp, tone: 'warn' },
  'needs-answer': { icon: MessageCircleQuestionMark, tone: 'warn' },
  cancelled: { icon: CircleSlash, tone: 'calm' },
  deleted: { icon: Trash2, tone: 'calm' },
} as const;

/** The state of a message as a word with a sign. */
export function StateWord({ message }: { message: Message }) {
  const { icon, tone } = looks[message.state.kind];
  return (
    <span class={`state ${tone}`}>
      <Icon of={icon} />
      {stateWord(message)}
    </span>
  );
}
