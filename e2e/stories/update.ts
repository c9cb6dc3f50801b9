import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBrevo } from '../../demo/brevo-server.ts';
import { allowReloading } from '../browsers/grant.ts';
import { launch } from '../browsers/launch.ts';
import { NotYet, until } from '../browsers/until.ts';
import { buildFor, createDesk, expect, launchOptions, newBrevo, send, test } from '../desk.ts';

test('F15 G-R1 G-R11 the extension is updated while messages wait: everything is there, and they need my answer', async ({
  browserName,
  certificate,
}) => {
  const name = browserName === 'firefox' ? 'firefox' : 'chromium';
  const folder = mkdtempSync(join(tmpdir(), 'deskside-update-'));
  const [buildDir, profileDir] = [join(folder, 'build'), join(folder, 'profile')];
  cpSync(buildFor(name), buildDir, { recursive: true });
  allowReloading(profileDir);
  const brevo = newBrevo();
  const server = await startBrevo({ simulation: brevo, certificate, keepAlive: false });
  const browser = await launch(name, { ...launchOptions(name, server, certificate.spki), buildDir, profileDir });
  try {
    const desk = createDesk(brevo, server, browser);
    await desk.setUp({ undoWindowS: 30 });
    const popup = await desk.openPopup();
    await popup.click('switch', 'Online');
    await desk.waitForCommits('ping', 1);
    await send(popup, 'Held over the update');
    await popup.row('Held over').waitForState('Held');

    raiseVersion(buildDir);
    // Firefox looks at what its user installed when it starts; Chromium is told to look now.
    if (name === 'firefox') await browser.restart();
    else await browser.withApi((api) => api.runtime.reload()).catch(() => undefined);
    await until('the new version', async () => {
      const version = await browser.withApi((api) => api.runtime.getManifest().version).catch(() => '');
      return version === '99.0.0' || new NotYet(`it is ${version}`);
    });
    const alarm = () => browser.withApi(async (api) => (await api.alarms.get('presence'))?.periodInMinutes);
    await expect.poll(alarm).toBe(1);
    const again = await desk.openPopup();
    await again.waitForText(/Online, confirmed/);
    await again.row('Held over').waitForState('Needs your answer');
    await again.row('Held over').click('Send anyway');
    await again.row('Held over').waitForState('Sent');
    expect(desk.commits('posted')).toHaveLength(1);
  } finally {
    await browser.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});

function raiseVersion(buildDir: string): void {
  const path = join(buildDir, 'manifest.json');
  const manifest = { ...JSON.parse(readFileSync(path, 'utf8')), version: '99.0.0' };
  writeFileSync(path, JSON.stringify(manifest));
}
