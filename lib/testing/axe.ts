import axe from 'axe-core';
import { expect, vi } from 'vitest';

const rules = {
  // happy-dom lays nothing out and loads no style sheet, so it knows neither colours nor sizes; the browser stories do.
  'color-contrast': { enabled: false },
  'link-in-text-block': { enabled: false },
  'target-size': { enabled: false },
  // Belongs to the page around a component.
  region: { enabled: false },
};

/** Fails with one line for each thing that axe finds wrong, or cannot decide. */
export async function expectAccessible(container: Element): Promise<void> {
  drawLetters();
  const { violations, incomplete } = await axe.run(container, { rules });
  const found = [...violations, ...incomplete].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
  expect(found).toEqual([]);
}

/** axe paints the words of a button to learn whether they are an icon font. happy-dom cannot paint; ours are letters. */
function drawLetters(): void {
  const context: unknown = {
    canvas: {},
    measureText: (text: string) => ({ width: 30 * text.length }),
    fillText: () => {},
    clearRect: () => {},
    getImageData: () => ({ data: new Uint8Array([1, 1, 1, 1]) }),
  };
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(context as CanvasRenderingContext2D);
}
