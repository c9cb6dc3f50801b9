import { defineConfig } from '@playwright/test';
import config from './playwright.config.ts';

// `npm run test:long`: the loops that take too long for every change. The loops mostly wait, so two share the machine.
export default defineConfig(config, {
  workers: 2,
  timeout: 45 * 60_000,
  projects: [
    { name: 'chromium', testMatch: /\.long\.ts$/, use: { browserName: 'chromium' } },
    { name: 'firefox', testMatch: /\.long\.ts$/, use: { browserName: 'firefox' } },
  ],
});
