import { type BrowserName, findBrowser as search, variables } from '../../.ci/find-browser.mjs';

/** The path of a browser that can run the extension; throws with the command that gets one when there is none. */
export async function findBrowser(name: BrowserName): Promise<string> {
  const path = await search(name);
  if (path) return path;
  throw new Error(`No ${name} was found. Run "node .ci/setup.mjs --${name}", or set ${variables[name]}.`);
}
