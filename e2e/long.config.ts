import { defineConfig } from '@playwright/test';

// `npm run test:long`: the loops that take too long for every change, and every story in both browsers. They mostly wait, so
// two share the machine.
export default defineConfig({
  testDir: './stories',
  testMatch: /\.ts$/,
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 45 * 60_000,
  forbidOnly: true,
  reporter: [['list']],
  globalTeardown: './long-table.ts',
  projects: [
    { name: 'chromium', testIgnore: /\.(firefox|window)\.ts$/, use: { browserName: 'chromium' } },
    { name: 'firefox', testIgnore: /\.(window|chromium)\.ts$/, use: { browserName: 'firefox' } },
  ],
});
