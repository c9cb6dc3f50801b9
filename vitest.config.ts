import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

export default defineConfig({
  test: {
    // Vitest would leave one core idle, which on a machine of two is half of it.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [WxtVitest()],
        // The fake browser is all that a test needs of it; the rest is WXT itself, which each test file would load anew.
        resolve: { alias: [{ find: /^wxt\/testing$/, replacement: 'wxt/testing/fake-browser' }] },
        test: {
          name: 'unit',
          include: ['lib/**/*.test.{ts,tsx}', 'components/**/*.test.tsx', 'demo/**/*.test.ts'],
          globalSetup: ['lib/testing/words.ts'],
          setupFiles: ['lib/testing/setup.ts'],
          restoreMocks: true,
        },
      },
      // Looks at what `npm run build` has made.
      { test: { name: 'output', include: ['.ci/*.test.ts'] } },
    ],
  },
});
