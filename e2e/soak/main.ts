import { parseArgs } from 'node:util';
import { startBrevo } from '../../demo/brevo-server.ts';
import { createCertificate } from '../../demo/certificate.ts';
import { connect } from '../../demo/world.ts';
import { launch } from '../browsers/launch.ts';
import { AGENT, KEY, launchOptions, newBrevo } from '../desk.ts';
import { SEED } from '../random.ts';
import { runSoak } from './soak.ts';

// `npm run soak -- --minutes 30 --seed 7 --browser firefox`: a busy agent, on the build of `npm run build`.
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    seed: { type: 'string', default: String(SEED) },
    browser: { type: 'string', default: 'chromium' },
  },
});
const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
const name = values.browser === 'firefox' ? 'firefox' : 'chromium';
console.log(`soak in ${name}: ${minutes} minutes, seed ${seed}`);

const certificate = await createCertificate();
const brevo = newBrevo();
// A browser may repeat a POST by itself on a connection that was used before; see docs/decisions/0004.
const server = await startBrevo({ simulation: brevo, certificate, keepAlive: false });
const browser = await launch(name, launchOptions(name, server, certificate.spki));
try {
  const desk = {
    brevo,
    server,
    browser,
    setUp: () => connect(browser, KEY, AGENT),
    openPopup: () => browser.openPage('popup.html'),
  };
  const { markdown, problems } = await runSoak(desk, { minutes, seed, say: (words) => console.log(words) });
  console.log(`\n${markdown}`);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  await browser.close();
  await server.close();
}
