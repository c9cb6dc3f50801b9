import { defineConfig } from '@playwright/test';

// `npm run test:long`: the loops that take too long for every change. They mostly wait, so two share the machine.
export default defineConfig({
  testDir: './stories',
  testMatch: /\.long\.ts$/,
  outputDir: '../test-results',
  fullyParallel: true,
  workers: 2,
  timeout: 45 * 60_000,
  forbidOnly: true,
  reporter: [['list']],
  globalTeardown: './long-table.ts',
  projects: [
    { name: 'chromium', use: { browserName: 'chromium' } },
    { name: 'firefox', use: { browserName: 'firefox' } },
  ],
});
