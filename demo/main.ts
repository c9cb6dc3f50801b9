import { parseArgs } from 'node:util';
import { customers } from './site/customers.ts';
import { visitorPath } from './site/paths.ts';
import { playStory, reportCommits } from './story.ts';
import { connect, startWorld, type World } from './world.ts';

const { values } = parseArgs({
  options: { firefox: { type: 'boolean', default: false }, headless: { type: 'boolean', default: false } },
});
const name = values.firefox ? 'firefox' : 'chromium';
const hasScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
const headless = values.headless || !hasScreen;
const say = (line: string) => console.log(line);

const world = await startWorld(name, { headless });
say(`Brevo: https://api.brevo.com, played by this computer on port ${world.brevoPort}.`);
say(`The shop: ${world.siteUrl}/customers`);
if (headless) {
  say(`No screen here, so ${name} plays the story by itself.\n`);
  try {
    await playStory(world, say);
    say('\nThat is the story. With a screen, `npm start` opens it in a browser for you to play.');
  } finally {
    await world.close();
  }
} else {
  await openForPlay(world);
}

/** Opens the CRM and a visitor's window, connected and online, and stays until Ctrl+C or until the browser is closed. */
async function openForPlay({ browser, brevo, siteUrl, close }: World): Promise<void> {
  const ada = customers[0];
  await connect(browser);
  await browser.openPage(`${siteUrl}${visitorPath(ada?.visitorId ?? '')}`);
  await browser.openPage(`${siteUrl}/customers/${encodeURIComponent(ada?.visitorId ?? '')}`);
  reportCommits(brevo, say);
  say('Deskside is connected. Open it from the toolbar (Ctrl+Shift+Y, on Linux Ctrl+Shift+F), or in a tab:');
  say(`  ${browser.origin}/popup.html`);
  say('Copy the visitor ID from the CRM, send something, and watch the visitor’s window. Ctrl+C ends everything.\n');
  let isClosing = false;
  const end = async () => {
    if (isClosing) return;
    isClosing = true;
    await close();
    process.exit(0);
  };
  process.on('SIGINT', () => void end());
  process.on('SIGTERM', () => void end());
}
