import { make } from './make.ts';

export type Outline = ReturnType<typeof createOutline>;

/** A box around an element of the page, which knows nothing of it. */
export function createOutline() {
  const box = make('div', { class: 'outline', hidden: '' });
  let shown: Element | undefined;
  const place = () => {
    const rect = shown?.isConnected ? shown.getBoundingClientRect() : undefined;
    box.hidden = rect === undefined;
    if (!rect) return;
    box.style.transform = `translate(${rect.x - 3}px, ${rect.y - 3}px)`;
    box.style.width = `${rect.width + 6}px`;
    box.style.height = `${rect.height + 6}px`;
  };
  return {
    box,
    place,
    show(element: Element | undefined) {
      shown = element;
      place();
    },
  };
}
