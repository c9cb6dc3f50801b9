import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { allFiles, measure } from './budgets.ts';

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src https://api.brevo.com; base-uri 'none'; form-action 'none'";

const shared = {
  manifest_version: 3,
  name: '__MSG_extension_name__',
  description: '__MSG_extension_description__',
  default_locale: 'en',
  host_permissions: ['https://api.brevo.com/*'],
  // Asked for one site at a time; nothing of it is granted at the installation.
  optional_host_permissions: ['https://*/*', 'http://*/*'],
  web_accessible_resources: [
    { resources: ['sidepanel.html'], matches: ['https://*/*', 'http://*/*'], use_dynamic_url: true },
  ],
  incognito: 'not_allowed',
  content_security_policy: { extension_pages: policy },
  commands: {
    _execute_action: { suggested_key: { default: 'Ctrl+Shift+Y', linux: 'Ctrl+Shift+F' } },
    sidebar: {
      suggested_key: { default: 'Ctrl+Shift+U', linux: 'Ctrl+Shift+Space' },
      description: '__MSG_commands_sidebar__',
    },
  },
  options_ui: { open_in_tab: true, page: 'options.html' },
};

const permissions = ['activeTab', 'alarms', 'contextMenus', 'idle', 'notifications', 'scripting'];
const pinned = {
  'chrome-mv3': {
    ...shared,
    permissions: [...permissions, 'sidePanel', 'storage', 'unlimitedStorage'],
    side_panel: { default_path: 'sidepanel.html' },
    minimum_chrome_version: '123',
    background: { service_worker: 'background.js' },
  },
  'firefox-mv3': {
    ...shared,
    permissions: [...permissions, 'storage', 'unlimitedStorage'],
    sidebar_action: { default_panel: 'sidepanel.html', default_title: 'Deskside', open_at_install: false },
    background: { scripts: ['background.js'] },
    browser_specific_settings: {
      gecko: {
        id: 'deskside@brevo-conversations',
        strict_min_version: '142.0',
        data_collection_permissions: {
          required: ['authenticationInfo', 'personalCommunications', 'personallyIdentifyingInfo'],
        },
      },
    },
  },
};

describe.each(Object.entries(pinned))('the build %s', (build, expected) => {
  const dir = join(import.meta.dirname, '..', '.output', build);
  const files = allFiles(dir);
  const text = (file: string) => readFileSync(file, 'utf8');

  it('G-S10 G-S8 asks for exactly the pinned permissions, under the pinned policy', () => {
    const { version, icons, action, ...manifest } = JSON.parse(text(join(dir, 'manifest.json')));
    expect(manifest).toEqual(expected);
    expect(action).toMatchObject({ default_popup: 'popup.html' });
    expect(Object.keys(icons)).toEqual(['16', '32', '48', '128']);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('G-S7 G-S13 loads nothing from elsewhere and names no host but Brevo’s', () => {
    const hosts = files
      .filter((file) => /\.(js|css|html|json)$/.test(file))
      .flatMap((file) => [...text(file).matchAll(/\b(?:https?|wss?):\/\/([\w.-]+)/g)].map(([, host]) => host));
    const known = ['api.brevo.com', 'app.brevo.com', 'conversations-app.brevo.com', 'www.w3.org', 'json-schema.org'];
    expect([...new Set(hosts)].filter((host) => !known.includes(host ?? ''))).toEqual([]);
  });

  it('holds no source of eval and no source map', () => {
    const scripts = files.filter((file) => file.endsWith('.js'));
    for (const file of scripts)
      expect(text(file), relative(dir, file)).not.toMatch(/\beval\(|new Function\b|sourceMappingURL/);
    expect(files.filter((file) => file.endsWith('.map'))).toEqual([]);
  });

  it('keeps the vault, and with it the key, out of every page', () => {
    const scripts = files.filter((file) => file.endsWith('.js') && !file.endsWith('background.js'));
    for (const file of scripts) expect(text(file), relative(dir, file)).not.toMatch(/indexedDB|api-key/);
  });

  it.each(measure().filter((each) => each.build === build))('$what stays within $most kB', ({ kB, most }) => {
    expect(kB).toBeLessThanOrEqual(most);
  });
});

it('Mozilla’s linter has nothing to say about the Firefox build but what Preact itself brings', () => {
  const root = join(import.meta.dirname, '..');
  const args = ['web-ext', 'lint', '-s', '.output/firefox-mv3', '-o', 'json', '--no-config-discovery'];
  const report = JSON.parse(
    execFileSync('npx', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  expect(report.errors).toEqual([]);
  expect(report.notices).toEqual([]);
  expect(report.warnings.map(({ code, message }: { code: string; message: string }) => [code, message])).toEqual([
    ['UNSAFE_VAR_ASSIGNMENT', 'Unsafe assignment to innerHTML'],
  ]);
}, 60_000);
