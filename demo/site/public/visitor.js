const EDITED_MS = 6000;
const chat = document.querySelector('.chat');
const log = chat.querySelector('.chat-log');
const list = log.querySelector('ol');
const form = chat.querySelector('form');
const trouble = chat.querySelector('[data-trouble]');
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const fading = new WeakMap();

function part(element, name) {
  return element.querySelector(`[data-${name}]`);
}

function showAgent({ name, isOnline }) {
  part(chat, 'agent-name').textContent = name;
  const words = name.split(/\s+/);
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  part(chat, 'initials').textContent = letters
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
  const presence = chat.querySelector('.presence');
  if (presence.dataset.online === String(isOnline)) return;
  presence.dataset.online = String(isOnline);
  part(chat, 'presence-words').textContent = isOnline ? 'Online' : 'Offline';
}

function makeItem(message) {
  const item = document.getElementById('message').content.firstElementChild.cloneNode(true);
  item.dataset.id = message.id;
  item.dataset.from = message.from;
  part(item, 'text').textContent = message.text;
  part(item, 'author').textContent = message.from === 'agent' ? message.author : '';
  part(item, 'automated').textContent = message.isAutomated ? 'Automated' : '';
  part(item, 'time').textContent = clock.format(message.at);
  part(item, 'time').dateTime = new Date(message.at).toISOString();
  item.classList.add('arriving');
  return item;
}

function markEdited(item, text) {
  part(item, 'text').textContent = text;
  part(item, 'edited').textContent = 'Edited';
  item.classList.add('changed');
  clearTimeout(fading.get(item));
  const timer = setTimeout(() => {
    part(item, 'edited').textContent = '';
    item.classList.remove('changed');
  }, EDITED_MS);
  fading.set(item, timer);
}

async function takeAway(item) {
  item.classList.add('leaving');
  // A style read starts the transition, so that it is there to wait for; with reduced motion there is none.
  await Promise.allSettled(item.getAnimations().map((animation) => animation.finished));
  item.remove();
}

function showMessages(messages) {
  const items = new Map([...list.querySelectorAll('li:not(.leaving)')].map((item) => [item.dataset.id, item]));
  let arrived = false;
  for (const message of messages) {
    const item = items.get(message.id);
    items.delete(message.id);
    if (!item) {
      list.append(makeItem(message));
      arrived = true;
    } else if (part(item, 'text').textContent !== message.text) markEdited(item, message.text);
  }
  for (const gone of items.values()) void takeAway(gone);
  if (arrived) log.scrollTop = log.scrollHeight;
}

function listen() {
  const events = new EventSource(chat.dataset.events);
  events.addEventListener('open', () => {
    trouble.textContent = '';
  });
  events.addEventListener('error', () => {
    trouble.textContent = 'Connection lost. Trying again…';
  });
  events.addEventListener('message', (event) => {
    const view = JSON.parse(event.data);
    showAgent(view.agent);
    showMessages(view.messages);
  });
}

async function post() {
  const body = new URLSearchParams(new FormData(form));
  const response = await fetch(form.action, { method: 'POST', body });
  if (!response.ok) throw new Error(await response.text());
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { text } = form.elements;
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    await post();
    text.value = '';
    trouble.textContent = '';
  } catch {
    trouble.textContent = 'Your message was not sent. Try again.';
  } finally {
    button.disabled = false;
    text.focus();
  }
});

log.scrollTop = log.scrollHeight;
listen();
