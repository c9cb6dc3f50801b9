import type { Ids } from './ids.ts';
import type { Agent, Route, StoredMessage } from './types.ts';

/** What a sender decides about a message; the store adds the rest. */
export type NewMessage = {
  route: Route;
  visitorId: string;
  text: string;
  receivedFrom?: string | undefined;
  sender: { type: 'agent'; agent: Agent } | { type: 'visitor' };
};

export type Messages = {
  add(message: NewMessage): StoredMessage;
  /** The message that the given route serves under this id. */
  find(route: Route, id: string, isServedByBoth: boolean): StoredMessage | undefined;
  replaceText(message: StoredMessage, text: string): StoredMessage;
  remove(message: StoredMessage): void;
  /** Oldest first; deleted messages are gone. */
  ofVisitor(visitorId: string): readonly StoredMessage[];
  knowsVisitor(visitorId: string): boolean;
};

/** Keeps all conversations. Messages are replaced, never changed, so what a caller holds stays as it was. */
export function createMessages(now: () => number, ids: Ids): Messages {
  const stored = new Map<string, StoredMessage>();
  const visitorIds = new Set<string>();
  return {
    add(draft) {
      const message = createMessage(draft, ids.document(), now());
      stored.set(message.id, message);
      visitorIds.add(message.visitorId);
      return message;
    },
    find(route, id, isServedByBoth) {
      const message = stored.get(id);
      return message && (isServedByBoth || message.isPushed === isPushedRoute(route)) ? message : undefined;
    },
    replaceText(message, text) {
      const edited = { ...message, text, html: toHtml(text) };
      stored.set(message.id, edited);
      return edited;
    },
    remove: (message) => void stored.delete(message.id),
    ofVisitor: (visitorId) => [...stored.values()].filter((message) => message.visitorId === visitorId),
    knowsVisitor: (visitorId) => visitorIds.has(visitorId),
  };
}

function isPushedRoute(route: Route): boolean {
  return route === 'pushedMessages';
}

function createMessage(draft: NewMessage, id: string, createdAt: number): StoredMessage {
  const { route, visitorId, text, receivedFrom, sender } = draft;
  return {
    id,
    type: sender.type,
    text,
    html: toHtml(text),
    visitorId,
    createdAt,
    isPushed: isPushedRoute(route),
    isTrigger: false,
    isMissed: false,
    isMissedByVisitor: false,
    ...(sender.type === 'agent' ? describeAgent(sender.agent) : {}),
    ...(receivedFrom ? { receivedFrom } : {}),
  };
}

function describeAgent({ id, name, userpic }: Agent): Partial<StoredMessage> {
  return { agentId: id, agentName: name, ...(userpic ? { agentUserpic: userpic } : {}) };
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function toHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character).replace(/\r\n|\r|\n/g, '<br>');
}
