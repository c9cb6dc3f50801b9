/**
 * Finds things the way a person with a screen reader does: by role and name. One implementation for both browsers, so
 * that a story means the same in each. These functions are sent to the page as text: they use nothing but each other.
 */
export type Pattern = { text: string } | { source: string; flags: string };
export type Query = { role: string; name: Pattern; row?: Pattern };
export type Reading = { text: string; value: string; checked: boolean };
export type Spot = { kind: 'ready'; x: number; y: number } | { kind: 'not ready'; why: string };

function matches(pattern: Pattern, text: string): boolean {
  return 'text' in pattern ? pattern.text === text : new RegExp(pattern.source, pattern.flags).test(text);
}

function tidy(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function roleOf(element: Element): string {
  const explicit = element.getAttribute('role')?.trim().split(/\s+/)[0];
  if (explicit) return explicit;
  const tag = element.localName;
  if (tag === 'input') {
    const type = (element as HTMLInputElement).type;
    const roles = { checkbox: 'checkbox', radio: 'radio', range: 'slider', number: 'spinbutton', search: 'searchbox' };
    if (['button', 'submit', 'reset', 'image'].includes(type)) return 'button';
    // A password field has no role in the standard; browsers expose it as a text field all the same.
    return roles[type as keyof typeof roles] ?? 'textbox';
  }
  if (tag === 'a') return element.hasAttribute('href') ? 'link' : '';
  if (/^h[1-6]$/.test(tag)) return 'heading';
  return plainRole(tag);
}

function plainRole(tag: string): string {
  const roles: Record<string, string> = {
    ...{ button: 'button', summary: 'button', textarea: 'textbox', select: 'combobox', option: 'option' },
    ...{ ul: 'list', ol: 'list', li: 'listitem', dialog: 'dialog', output: 'status', img: 'img', table: 'table' },
    ...{ fieldset: 'group', details: 'group', section: 'region', nav: 'navigation', main: 'main', form: 'form' },
    ...{ article: 'article', header: 'banner', footer: 'contentinfo', progress: 'progressbar', meter: 'meter' },
  };
  return roles[tag] ?? '';
}

function nameOf(element: Element): string {
  const references = element.getAttribute('aria-labelledby')?.trim().split(/\s+/) ?? [];
  const referenced = references.map((id) => spokenText(document.getElementById(id))).join(' ');
  const labels = 'labels' in element ? [...((element.labels as NodeListOf<Element> | null) ?? [])] : [];
  const owner = { fieldset: 'legend', details: 'summary', table: 'caption' }[element.localName];
  const isNamedByContent = /^(button|link|heading|option|tab|menuitem|menuitemradio|checkbox|radio|switch|row|cell)$/;
  const candidates = [
    referenced,
    element.getAttribute('aria-label') ?? '',
    labels.map((label) => spokenText(label, element)).join(' '),
    owner ? spokenText(element.querySelector(`:scope > ${owner}`)) : '',
    element.getAttribute('alt') ?? '',
    isNamedByContent.test(roleOf(element)) ? spokenText(element) : '',
    element.getAttribute('title') ?? '',
    element.getAttribute('placeholder') ?? '',
  ];
  return tidy(candidates.find((candidate) => tidy(candidate) !== '') ?? '');
}

/** The text that is read out for a node; a label's own control is left out of the label. */
function spokenText(node: Node | null, except?: Element): string {
  if (!(node instanceof Element)) return node instanceof Text ? node.data : '';
  if (node === except || node.getAttribute('aria-hidden') === 'true') return '';
  const label = node.getAttribute('aria-label') ?? node.getAttribute('alt');
  return label || childText(node, (child) => spokenText(child, except));
}

/** The text that is seen in a node. */
function seenText(node: Node): string {
  const seen = (one: Node): string =>
    one instanceof Element ? childText(one, seen) : one instanceof Text ? one.data : '';
  return tidy(seen(node));
}

/** Unlike `innerText`, keeps the text of neighbouring buttons apart. */
function childText(element: Element, textOf: (child: Node) => string): string {
  if (/^(style|script|select|textarea)$/.test(element.localName)) return '';
  const isIncluded = (child: Node) =>
    !(child instanceof Element) || child.checkVisibility({ visibilityProperty: true });
  const text = [...element.childNodes].map((child) => (isIncluded(child) ? textOf(child) : '')).join('');
  return getComputedStyle(element).display === 'inline' ? text : ` ${text} `;
}

function isShown(element: Element): boolean {
  // `opacity` is left alone on purpose: a native checkbox is often made transparent under a drawn one.
  return element.checkVisibility({ visibilityProperty: true }) && !element.closest('[aria-hidden="true"], [inert]');
}

function rowElements(): HTMLElement[] {
  const lists = findEvenBehindDialogs({ role: 'list', name: { text: 'Recent messages' } });
  return lists.flatMap((list) => [...list.querySelectorAll<HTMLElement>('li')]).filter(isShown);
}

function findRow(row: Pattern): HTMLElement | undefined {
  const isPart = (text: string) => ('text' in row ? text.includes(tidy(row.text)) : matches(row, text));
  return rowElements().find((element) => isPart(seenText(element)));
}

/** What a person can reach: an open modal dialog makes the rest of the page inert. */
function findAll(query: Query): Element[] {
  const dialog = document.querySelector('dialog:modal');
  return findEvenBehindDialogs(query).filter((one) => !dialog || dialog.contains(one));
}

function findEvenBehindDialogs(query: Query): Element[] {
  const root = query.row ? findRow(query.row) : document;
  const all = root ? [...root.querySelectorAll('*')] : [];
  return all.filter((one) => roleOf(one) === query.role && isShown(one) && matches(query.name, nameOf(one)));
}

/** The one element that is meant, or a sentence on why there is none. */
function findOne(query: Query): Element | string {
  if (query.row && !findRow(query.row)) return 'no such row';
  const found = findAll(query);
  if (found.length > 1) return `${found.length} of them`;
  if (found[0]) return found[0];
  const any = { ...query, name: { source: '', flags: '' } };
  return `none; there is: ${findAll(any).map(nameOf).join(' | ') || 'nothing with that role'}`;
}

/** Where to click, once the element is on screen, enabled, and nothing lies over its middle. */
function spotOf(query: Query): Spot {
  const element = findOne(query);
  if (typeof element === 'string') return { kind: 'not ready', why: element };
  if (element.matches(':disabled, [aria-disabled="true"]')) return { kind: 'not ready', why: 'it is disabled' };
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  const hit = document.elementFromPoint(x, y);
  const isLabel = hit?.closest('label')?.control === element;
  if (!hit || !(element.contains(hit) || isLabel)) {
    return { kind: 'not ready', why: `covered by ${hit?.outerHTML.slice(0, 120) ?? 'the edge of the page'}` };
  }
  return { kind: 'ready', x, y };
}

/** Focuses a field and replaces its content the way typing does (undo history, input events). Gives what it then holds. */
function fillField(query: Query, text: string): string | undefined {
  const field = findOne(query);
  if (field instanceof HTMLSelectElement) return chooseOption(field, text);
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) return undefined;
  if (field.disabled || field.readOnly) return undefined;
  field.focus();
  field.select();
  // Editing commands take seconds for thousands of lines.
  if (text.length < 5000) document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
  if (field.value !== text) {
    // Firefox drops blanks at both ends of an inserted text.
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  }
  return field.value;
}

function chooseOption(field: HTMLSelectElement, label: string): string | undefined {
  const option = [...field.options].find((one) => tidy(one.label) === label);
  if (!option || field.disabled) return undefined;
  field.focus();
  field.value = option.value;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
  return option.label;
}

/** Clicking a field may put the caret anywhere in its text; typing goes on at the end. */
function caretToEnd(): void {
  const field = document.activeElement;
  if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length);
}

function focusedName(): string {
  const element = document.activeElement;
  return element && element !== document.body ? nameOf(element) : '';
}

function readingOf(query: Query): Reading | string {
  const element = findOne(query);
  if (typeof element === 'string') return element;
  const { value, checked } = element as HTMLInputElement;
  const isChecked = checked === true || element.getAttribute('aria-checked') === 'true';
  return { text: seenText(element), value: String(value ?? ''), checked: isChecked };
}

function countOf(query: Query): number {
  return findAll(query).length;
}

function rowTexts(row?: Pattern): string[] {
  return (row ? [findRow(row)].flatMap((one) => one ?? []) : rowElements()).map(seenText);
}

function pageText(): string {
  return seenText(document.body);
}

// Compilers that keep names wrap inner functions in `__name`, which a page does not have.
const shim = 'const __name = (named) => named;';
const finders = [
  findEvenBehindDialogs,
  matches,
  tidy,
  roleOf,
  plainRole,
  nameOf,
  spokenText,
  childText,
  seenText,
  isShown,
  findAll,
  findOne,
];
const actions = [rowElements, findRow, spotOf, fillField, chooseOption, caretToEnd, focusedName];
const prelude = [...finders, ...actions, readingOf, countOf, rowTexts, pageText].map(String).join('\n');

/** The source of an expression that calls a function with the ones above at hand, and gives its JSON. */
export function inPage(fn: string, ...values: unknown[]): string {
  const call = `(${fn})(${values.map((value) => JSON.stringify(value) ?? 'undefined').join(', ')})`;
  return `(async () => { ${shim} ${prelude}\n return JSON.stringify(await ${call}); })()`;
}

export { caretToEnd, countOf, fillField, focusedName, pageText, readingOf, rowTexts, spotOf };
