import { defineConfig } from '@playwright/test';

// The real window needs Xvfb, which only Linux has.
const window = process.platform === 'linux' ? [] : [/\.window\.ts$/];

/** What is the same in both browsers but for what other stories show too: in Firefox `npm run test:long` has it. */
const patient =
  /\/(accessibility|brevo-app|demo|drafts|history|keyboard|kills|messages|order|presence-page|set-up|storage|texts|undo)\.ts$/;

// Each story runs in both browsers, from the same lines. They wait more than they work, so three share two cores.
export default defineConfig({
  testDir: './stories',
  testMatch: /\.ts$/,
  outputDir: '../test-results',
  fullyParallel: true,
  workers: Number(process.env.E2E_WORKERS ?? 3),
  timeout: 60_000,
  forbidOnly: true,
  // A machine of two cores stumbles now and then; what passes at the second try is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list']],
  projects: [
    { name: 'chromium', testIgnore: [/\.(long|firefox)\.ts$/, ...window], use: { browserName: 'chromium' } },
    { name: 'firefox', testIgnore: [/\.(long|window|chromium)\.ts$/, patient], use: { browserName: 'firefox' } },
  ],
});
