import { test as base } from '@playwright/test';
import { startBrevo } from '../../demo/brevo-server.ts';
import { createCertificate } from '../../demo/certificate.ts';
import { connect } from '../../demo/world.ts';
import { AGENT, expect, KEY, launchOptions, newBrevo, VISITOR } from '../desk.ts';
import { openWindow } from '../window.ts';

base(
  'F21 in a real window: the popup opens by its key, closes in mid-word, and comes back with the draft',
  async () => {
    base.setTimeout(120_000);
    const brevo = newBrevo();
    const certificate = await createCertificate();
    const server = await startBrevo({ simulation: brevo, certificate, keepAlive: false });
    const window = await openWindow(launchOptions('chromium', server, certificate.spki));
    try {
      await connect(window.browser, KEY, AGENT);
      const popup = await window.openPopup();
      await popup.fill('combobox', 'Visitor', VISITOR);
      await popup.click('textbox', 'Message');
      await window.type('Hello from the too');
      await expect.poll(() => popup.value('textbox', 'Message')).toBe('Hello from the too');
      await window.key('Escape');
      await window.waitUntilPopupCloses();

      const again = await window.openPopup();
      await again.waitFor('textbox', 'Message');
      expect(await again.value('textbox', 'Message')).toBe('Hello from the too');
      expect(await again.value('combobox', 'Visitor')).toBe(VISITOR);
      await window.type('lbar');
      await expect.poll(() => again.value('textbox', 'Message')).toBe('Hello from the toolbar');
      await window.screenshot('test-results/popup-in-a-real-window.png');
      await window.key('Return');
      await window.key('Escape');
      await window.waitUntilPopupCloses();
      // It is held for the undo window, with the popup gone.
      await expect
        .poll(() => brevo.commits.map((commit) => commit.kind === 'posted' && commit.text), { timeout: 15_000 })
        .toEqual(['Hello from the toolbar']);
    } finally {
      await window.close();
      await server.close();
    }
  },
);
