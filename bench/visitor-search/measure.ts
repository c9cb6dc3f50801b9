import type { Page } from '../../e2e/browsers/page.ts';

/** From the navigation to the first contentful paint, in ms, which must not wait for known visitors. */
export const measurePaint = (popup: Page): Promise<number> =>
  popup.evaluate(async () => {
    const painted = () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime;
    while (painted() === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
    return painted() ?? Number.NaN;
  });

/** Types a text letter by letter into the empty Visitor field. From each letter to its suggestions, laid out, in ms. */
export const measureKeys = (popup: Page, text: string): Promise<number[]> =>
  popup.evaluate(async (typed) => {
    const field = document.querySelector<HTMLInputElement>('.visitor input');
    if (!field) throw new Error('no field');
    const show = (value: string) =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const end = () => {
          observer.disconnect();
          // Reading a size makes the browser lay out what has changed.
          void document.body.offsetHeight;
          resolve(performance.now() - start);
        };
        const texts = () => [...document.querySelectorAll('.options .option-text')].map((each) => each.textContent);
        const observer = new MutationObserver(() => {
          if (texts().some((text) => text?.trim() === value.trim())) end();
        });
        // Where nobody is found there is no list, and all that is drawn has been drawn by the next task.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          port1.close();
          if (!document.querySelector('.options')) end();
        };
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        field.value = value;
        field.dispatchEvent(new InputEvent('input', { bubbles: true }));
        port2.postMessage(undefined);
      });
    const times: number[] = [];
    for (let length = 1; length <= typed.length; length++) {
      // A blank at the end changes nothing that is shown.
      if (typed[length - 1] === ' ') continue;
      times.push(await show(typed.slice(0, length)));
      // What the last letter left to be done must not count for the next.
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return times;
  }, text);
