const HTML = 'http://www.w3.org/1999/xhtml';

/**
 * Makes an element: attributes, then children. Text stays text, which pages that demand trusted types allow too, and the
 * namespace is named for pages that are XML.
 */
export function make<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[T] {
  const element = document.createElementNS(HTML, tag) as HTMLElementTagNameMap[T];
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A button in words. No page can press it: it stands in a closed shadow root. */
export function makeButton(words: string, kind: 'plain' | 'primary', act: () => void): HTMLButtonElement {
  const button = make('button', { type: 'button', class: kind }, words);
  button.addEventListener('click', act);
  return button;
}
