import { defineConfig } from '@playwright/test';

// Each story runs in both browsers, from the same lines. E2E_WORKERS=1 for a machine with one core.
export default defineConfig({
  testDir: './stories',
  outputDir: '../test-results',
  fullyParallel: true,
  workers: Number(process.env.E2E_WORKERS ?? 2),
  timeout: 60_000,
  forbidOnly: true,
  reporter: [['list']],
  projects: [
    {
      name: 'chromium',
      testMatch: /\.ts$/,
      testIgnore: /\.(long|firefox)\.ts$/,
      use: { browserName: 'chromium' },
    },
    {
      name: 'firefox',
      testMatch: /\.ts$/,
      testIgnore: /\.(long|window)\.ts$/,
      use: { browserName: 'firefox' },
    },
  ],
});
