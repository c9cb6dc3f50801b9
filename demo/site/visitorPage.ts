import { findCustomer } from './customers.ts';
import { type Html, html } from './html.ts';
import { brandMark, page } from './layout.ts';
import { visitorPath } from './paths.ts';
import { shopWindow } from './shopWindow.ts';
import type { SeenMessage, VisitorView } from './visitorView.ts';
import { clockWords, initials } from './words.ts';

const EMPTY: SeenMessage = { id: '', from: 'agent', author: '', text: '', isAutomated: false, at: 0 };

function messageItem({ id, from, author, text, isAutomated, at }: SeenMessage): Html {
  return html`<li class="message" data-id="${id}" data-from="${from}">
    <div class="message-box">
      <p class="bubble" dir="auto" data-text>${text}</p>
      <p class="meta"><span data-author>${from === 'agent' ? author : ''}</span>
        <span class="tag" data-automated>${isAutomated ? 'Automated' : ''}</span>
        <time data-time datetime="${new Date(at).toISOString()}">${clockWords(at)}</time>
        <span class="edited" data-edited></span></p>
    </div>
  </li>`;
}

function chatHead({ name, isOnline }: VisitorView['agent']): Html {
  return html`<div class="chat-head">
    <span class="avatar" aria-hidden="true" data-initials>${initials(name)}</span>
    <div>
      <h2 data-agent-name>${name}</h2>
      <p class="presence" role="status" data-online="${String(isOnline)}">
        <span class="dot" aria-hidden="true"></span><span data-presence-words>${isOnline ? 'Online' : 'Offline'}</span></p>
    </div>
  </div>`;
}

function chatForm(visitorId: string): Html {
  return html`<form class="chat-form" method="post" action="${visitorPath(visitorId)}/messages">
    <label class="hidden-words" for="chat-text">Your message</label>
    <input id="chat-text" name="text" placeholder="Write to the shop…" autocomplete="off" maxlength="2000" required>
    <button class="button primary" type="submit">Send</button>
    <p class="trouble" role="alert" data-trouble></p>
  </form>`;
}

function chat(visitorId: string, view: VisitorView): Html {
  return html`<section class="chat" aria-label="Chat" data-events="${visitorPath(visitorId)}/events">
    ${chatHead(view.agent)}
    <div class="chat-log" role="log" aria-label="Messages" tabindex="0">
      <p class="chat-empty">No messages yet. Write one, or wait for the shop to say hello.</p>
      <ol>${view.messages.map(messageItem)}</ol>
    </div>
    ${chatForm(visitorId)}
    <template id="message">${messageItem(EMPTY)}</template>
  </section>`;
}

/** What one visitor has on the screen: the shop, and the chat with the agent. */
export function visitorPage(visitorId: string, view: VisitorView): string {
  const name = findCustomer(visitorId)?.name ?? 'Visitor';
  const body = html`<body class="shop" data-visitor-id="${visitorId}">
    <aside class="whose" aria-label="About this window"><p><strong><bdi>${name}</bdi></strong>’s window: what the visitor sees</p>
      <code>${visitorId}</code></aside>
    <header class="shop-head"><span class="brand">${brandMark()}<span>Lantern &amp; Loom</span></span>
      <nav aria-label="Shop"><a href="#things">New things</a><a href="#workshop">Workshop</a></nav></header>
    ${shopWindow()}
    ${chat(visitorId, view)}
  </body>`;
  return page({ title: `${name}’s window`, styles: ['shop.css', 'chat.css'], script: 'visitor.js', body });
}
