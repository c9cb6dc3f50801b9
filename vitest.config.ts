import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';

export default defineConfig({
  plugins: [WxtVitest()],
  test: {
    include: ['lib/**/*.test.{ts,tsx}', 'components/**/*.test.tsx', 'demo/**/*.test.ts', '.ci/*.test.ts'],
    setupFiles: ['lib/testing/setup.ts'],
    mockReset: true,
    restoreMocks: true,
  },
});
