// Makes a fresh clone ready: `node .ci/setup.mjs [--chromium] [--firefox] [--window]`. Without a flag: npm packages only.
// --window adds what a browser window needs on a machine without a screen: Xvfb, openbox, xdotool, ImageMagick.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findBrowser, variables } from './find-browser.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isWindows = process.platform === 'win32';
const flag = { type: /** @type {const} */ ('boolean'), default: false };

try {
  const { values } = parseArgs({ options: { chromium: flag, firefox: flag, window: flag } });
  installPackages();
  if (values.chromium) await ensureBrowser('chromium');
  if (values.firefox) await ensureBrowser('firefox');
  if (values.window && process.platform === 'linux') ensureWindow();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function installPackages() {
  const installed = join(root, 'node_modules', '.package-lock.json');
  const isCurrent = existsSync(installed) && changedAt(installed) >= changedAt(join(root, 'package-lock.json'));
  if (isCurrent) return;
  const quiet = ['--no-audit', '--no-fund'];
  if (run('installing the npm packages', 'npm', ['ci', ...quiet], { isSilent: true })) return;
  // A lock file made where some platforms' packages were out of reach does not satisfy `npm ci`; --no-save leaves it as it is.
  if (run('npm ci refused the lock file: installing with npm install', 'npm', ['install', '--no-save', ...quiet]))
    return;
  throw new Error('The npm packages could not be installed: see what npm says above.');
}

/** @param {string} path */
function changedAt(path) {
  return statSync(path).mtimeMs;
}

/** @param {import('./find-browser.mjs').BrowserName} name */
async function ensureBrowser(name) {
  if (await findBrowser(name)) return;
  const debianPackage = { chromium: 'chromium', firefox: 'firefox-esr' }[name];
  if (canInstallDebianPackages()) installDebianPackages([debianPackage]);
  else if (name === 'chromium') run('downloading Chromium', 'npx', ['playwright', 'install', 'chromium']);
  if (await findBrowser(name)) return;
  const product = { chromium: 'Chromium or Chrome for Testing', firefox: 'Firefox ESR' }[name];
  throw new Error(`Please install ${product} (Debian: apt-get install ${debianPackage}), or set ${variables[name]}.`);
}

function ensureWindow() {
  const needed = { Xvfb: 'xvfb', openbox: 'openbox', xdotool: 'xdotool', import: 'imagemagick' };
  const missing = () => Object.keys(needed).filter((command) => !isCommand(command));
  const packages = missing().map((command) => needed[command]);
  if (packages.length === 0) return;
  if (canInstallDebianPackages()) installDebianPackages(packages);
  if (missing().length > 0) throw new Error(`Please install ${packages.join(', ')} (Debian: apt-get install).`);
}

/** @param {string} command */
function isCommand(command) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, command)));
}

function canInstallDebianPackages() {
  return existsSync('/etc/debian_version') && isCommand('apt-get') && process.getuid?.() === 0;
}

/** @param {string[]} packages */
function installDebianPackages(packages) {
  process.env.DEBIAN_FRONTEND = 'noninteractive';
  if (!run('reading the package lists', 'apt-get', ['update', '-qq'])) return;
  run(`installing ${packages.join(', ')}`, 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

/**
 * Runs a command that may take a while, saying so first; its own output is shown only when it fails.
 * @param {string} what
 * @param {string} command
 * @param {string[]} args
 * @param {{ isSilent?: boolean }} [options]
 */
function run(what, command, args, { isSilent = false } = {}) {
  console.log(`${what} …`);
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: root, encoding: 'utf8', shell: isWindows });
  if (status === 0) return true;
  if (!isSilent) console.error(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}`.trim());
  return false;
}
