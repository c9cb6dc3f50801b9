import type { Page } from '../browsers/page.ts';
import { NotYet, until } from '../browsers/until.ts';

/** Longer than three tries of a request that is answered late. */
const CHANGE_MS = 25_000;

/** Writes to a visitor, whatever the composer held before. */
export async function compose(page: Page, visitorId: string, mode: string, text: string): Promise<void> {
  await page.click('radio', mode);
  // With a text in it, the composer would ask before it goes to somebody else.
  await page.fill('textbox', 'Message', '');
  await page.fill('combobox', 'Visitor', visitorId);
  // Closes the list of visitors, which may cover the rest.
  await page.press('Enter');
  await page.fill('textbox', 'Message', text);
}

/** Sends with Enter. The composer is empty when the message is confirmed. */
export async function sendWithEnter(page: Page): Promise<void> {
  await page.press('Enter');
  await until('the composer to empty', async () => {
    if ((await page.value('textbox', 'Message')) === '') return true;
    const said = await page.evaluate(() => document.querySelector('.composer .problem')?.textContent);
    return new NotYet(`the focus is on "${await page.focusedName()}", the composer says "${said}"`);
  });
}

/** Presses Send and leaves in the same tick. */
export async function sendAndLeave(page: Page): Promise<void> {
  const leave = () => {
    [...document.querySelectorAll('button')].find((each) => each.textContent?.trim() === 'Send')?.click();
    window.close();
  };
  await page.evaluate(leave).catch(() => undefined);
}

/** Presses a button of a message if it is there now: what the agent saw may have changed meanwhile. */
export const press = (page: Page, id: string, button: string): Promise<boolean> =>
  page.evaluate(
    ({ row, name }) => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>(`[data-message="${row}"] button`)];
      const found = buttons.find(
        (each) => each.textContent?.trim() === name && !each.matches(':disabled, [aria-disabled="true"]'),
      );
      found?.click();
      return found !== undefined;
    },
    { row: id, name: button },
  );

/** Leaves every editor and dialog that an action before left open. */
export const tidyUp = (page: Page): Promise<void> =>
  page.evaluate(() => {
    for (const button of document.querySelectorAll<HTMLButtonElement>('.edit button, dialog button')) {
      if (['Cancel', 'Keep it'].includes(button.textContent?.trim() ?? '')) button.click();
    }
  });

/** Edits a message in place; false when that could not be begun. */
export async function edit(page: Page, id: string, text: string): Promise<boolean> {
  if (!(await press(page, id, 'Edit'))) return false;
  await page.fill('textbox', 'Edit message', text);
  await press(page, id, 'Save');
  await answered(page, `[data-message="${id}"] .edit`);
  return true;
}

/** Deletes a message and answers the question; false when that could not be begun. */
export async function remove(page: Page, id: string): Promise<boolean> {
  if (!(await press(page, id, 'Delete'))) return false;
  await page.waitForText('Delete this message?');
  await page.click('button', 'Delete');
  await answered(page, 'dialog');
  return true;
}

/** Waits until an editor or a dialog is gone, or says why not. */
async function answered(page: Page, selector: string): Promise<void> {
  const isOver = (where: string) => {
    const found = document.querySelector(where);
    return !found || found.querySelector('[role="alert"]') !== null;
  };
  await until(
    'the change',
    async () => (await page.evaluate(isOver, selector)) || new NotYet('no answer yet'),
    CHANGE_MS,
  );
}
