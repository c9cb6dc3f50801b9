let running = new AbortController();

function isPlainClick(event) {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
}

function markCurrent(fresh) {
  const now = document.querySelectorAll('.side a');
  const then = fresh.querySelectorAll('.side a');
  now.forEach((link, index) => {
    if (then[index]?.hasAttribute('aria-current')) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  });
}

function show(fresh) {
  document.querySelector('main').replaceWith(fresh.querySelector('main'));
  document.title = fresh.title;
  markCurrent(fresh);
  document.querySelector('h1').focus({ preventScroll: true });
}

async function load(url) {
  running.abort();
  running = new AbortController();
  const response = await fetch(url, { signal: running.signal });
  if (!response.ok) throw new Error(`${response.status} for ${url}`);
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  return fresh;
}

async function visit(url) {
  try {
    const fresh = await load(url);
    history.pushState(null, '', url);
    show(fresh);
    scrollTo(0, 0);
  } catch (problem) {
    if (problem.name !== 'AbortError') location.assign(url);
  }
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copies);
  const words = button.firstChild;
  try {
    await navigator.clipboard.writeText(source.textContent);
    words.data = 'Copied';
  } catch {
    getSelection().selectAllChildren(source);
    words.data = 'Selected';
  }
  setTimeout(() => {
    words.data = 'Copy';
  }, 2000);
}

document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-copies]');
  if (button) void copy(button);
  const link = event.target.closest('a[href^="/customers"]');
  if (!link || event.defaultPrevented || !isPlainClick(event)) return;
  event.preventDefault();
  void visit(link.href);
});

addEventListener('popstate', async () => {
  try {
    show(await load(location.href));
  } catch (problem) {
    if (problem.name !== 'AbortError') location.reload();
  }
});
