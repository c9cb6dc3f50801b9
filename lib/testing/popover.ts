import { vi } from 'vitest';

/** An event as a person causes it. */
export const trusted = <E extends Event>(event: E): E => Object.defineProperty(event, 'isTrusted', { value: true });

/**
 * happy-dom knows neither popovers nor modal dialogs as things in the top layer. What pages and we see of them is added
 * here: the selectors, and the events before and after. An open dialog counts as modal.
 */
export function actLikePopovers(): void {
  const open = new WeakSet<Element>();
  const isPopoverOpen = (element: Element) => open.has(element) && element.isConnected;
  const isModal = (element: Element) => element instanceof HTMLDialogElement && element.open && element.isConnected;
  const change = (element: Element, newState: 'open' | 'closed') => {
    const tell = (type: string) => element.dispatchEvent(Object.assign(new Event(type), { newState }));
    tell('beforetoggle');
    if (newState === 'open') open.add(element);
    else open.delete(element);
    queueMicrotask(() => tell('toggle'));
  };
  Object.assign(HTMLElement.prototype, {
    showPopover(this: HTMLElement) {
      if (!this.isConnected || isPopoverOpen(this)) throw new DOMException('wrong state', 'InvalidStateError');
      change(this, 'open');
    },
    hidePopover(this: HTMLElement) {
      if (isPopoverOpen(this)) change(this, 'closed');
    },
  });
  const { matches } = Element.prototype;
  vi.spyOn(Element.prototype, 'matches').mockImplementation(function (this: Element, selector: string) {
    if (selector === ':popover-open') return isPopoverOpen(this);
    if (selector === ':popover-open, dialog:modal') return isPopoverOpen(this) || isModal(this);
    return selector === 'dialog:modal' ? isModal(this) : matches.call(this, selector);
  });
  const find = document.querySelector.bind(document);
  vi.spyOn(document, 'querySelector').mockImplementation((selector: string) =>
    selector === 'dialog:modal' ? ([...document.querySelectorAll('dialog')].find(isModal) ?? null) : find(selector),
  );
}
