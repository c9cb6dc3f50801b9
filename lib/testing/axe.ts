import axe from 'axe-core';
import { expect } from 'vitest';

const rules = {
  // happy-dom lays nothing out and loads no style sheet, so it knows neither colours nor sizes; the browser stories do.
  'color-contrast': { enabled: false },
  'target-size': { enabled: false },
  // Belongs to the page around a component.
  region: { enabled: false },
};

/** Fails with one line for each thing that axe finds wrong, or cannot decide. */
export async function expectAccessible(container: Element): Promise<void> {
  const { violations, incomplete } = await axe.run(container, { rules });
  const found = [...violations, ...incomplete].flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
  expect(found).toEqual([]);
}
