import { make } from './make.ts';
import styles from './teach.css?inline';

export type Stage = ReturnType<typeof createStage>;

/**
 * Where everything of ours is shown: a closed shadow root on a host in the browser's top layer, above whatever the page
 * stacks up. The page is neither restyled nor moved.
 */
export function createStage(direction: string) {
  const host = make('div', { popover: 'manual' });
  const root = host.attachShadow({ mode: 'closed' });
  const stage = make('div', { class: 'stage', dir: direction });
  root.append(stage);
  addStyles(root);
  placeFor(document).append(host);
  // Without the top layer the host is still the uppermost of the page.
  host.showPopover?.();
  return {
    host,
    add: (element: HTMLElement) => stage.append(element),
    focused: () => root.activeElement,
    remove: () => host.remove(),
  };
}

/** Under a page's modal dialog everything outside of it is inert, so the host joins it. */
function placeFor(page: Document): Element {
  try {
    return [...page.querySelectorAll('dialog:modal')].at(-1) ?? page.documentElement;
  } catch {
    return page.documentElement;
  }
}

/** No policy of the page forbids a constructed sheet; where a browser has none for scripts like ours, an element serves. */
function addStyles(root: ShadowRoot): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    root.adoptedStyleSheets = [sheet];
  } catch {
    root.prepend(make('style', {}, styles));
  }
}
