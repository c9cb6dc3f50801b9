// `npm start`: makes a fresh clone ready, builds, and plays the demo. Plain JavaScript, because nothing is installed yet.
import { spawnSync } from 'node:child_process';

const args = process.argv.slice(2);
const browser = args.includes('--firefox') ? 'firefox' : 'chromium';
const steps = [
  ['node', '.ci/setup.mjs', `--${browser}`],
  ['npx', 'wxt', 'build', '-b', browser === 'firefox' ? 'firefox' : 'chrome'],
  ['npx', 'tsx', 'demo/main.ts', ...args],
];
// Ctrl+C reaches the demo itself, which cleans up; this process only waits for it.
process.on('SIGINT', () => undefined);
for (const [command = '', ...rest] of steps) {
  const { status } = spawnSync(command, rest, { stdio: 'inherit', shell: process.platform === 'win32' });
  if (status !== 0) {
    process.exitCode = status ?? 1;
    break;
  }
}
