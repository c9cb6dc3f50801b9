import { askIn, type Driver } from './driver.ts';
import * as inside from './in-page.ts';
import { NotYet, until } from './until.ts';

const wording = ({ role, name, row }: inside.Query) =>
  `${role} ${JSON.stringify(name)}${row ? ` in row ${JSON.stringify(row)}` : ''}`;

/** Clicks what is meant, once it is there, alone, enabled, uncovered, and no longer moves. */
export async function click(driver: Driver, query: inside.Query): Promise<void> {
  let before = '';
  const spot = await until(`${wording(query)} to click`, async () => {
    const seen = await askIn(driver, inside.spotOf, query);
    if (seen.kind === 'not ready') return new NotYet(seen.why);
    const isStill = before === `${seen.x} ${seen.y}`;
    before = `${seen.x} ${seen.y}`;
    return isStill ? seen : new NotYet('it moves');
  });
  await driver.click(spot.x, spot.y);
}

/** Replaces the content of a field at once, or chooses an option of a list by its label. */
export async function fill(driver: Driver, query: inside.Query, text: string): Promise<void> {
  await until(`${wording(query)} to fill`, async () => {
    const held = await askIn(driver, inside.fillField, query, text);
    return held !== undefined || new NotYet('it is missing, disabled, read-only, or has no such option');
  });
}

/** Clicks the field and types at the end of its text, key by key. */
export async function type(driver: Driver, query: inside.Query, text: string): Promise<void> {
  await click(driver, query);
  await askIn(driver, inside.caretToEnd);
  await driver.type(text);
}

/** One key for whatever has the focus, with modifiers: `Shift+Enter`. */
export async function press(driver: Driver, combination: string): Promise<void> {
  const keys = combination.split('+');
  for (const key of keys) await driver.keyDown(key);
  for (const key of keys.reverse()) await driver.keyUp(key);
}

/** Goes to an address and waits until the new document is complete. */
export async function navigate(driver: Driver, url: string): Promise<void> {
  const where = () => ({ href: location.href, born: performance.timeOrigin, state: document.readyState });
  const before = await askIn(driver, where);
  // To go to the same place in the same document would be no navigation.
  if (before.href === url && url.includes('#')) await askIn(driver, () => void setTimeout(() => location.reload()));
  else driver.startNavigation(url);
  // Firefox never reports the load of an extension page, so both browsers are asked where they are.
  await until(`${url} to load`, async () => {
    const now = await askIn(driver, where);
    const isNew = now.born !== before.born || (now.href === url && before.href !== url);
    return (isNew && now.state === 'complete') || new NotYet(`it is at ${now.href} (${now.state})`);
  });
}
