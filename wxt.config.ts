import { defineConfig } from 'wxt';

/**
 * One policy for every extension page, in production builds only: `wxt dev` needs a looser one for hot reload.
 * No `frame-ancestors`: the workspace is also shown in a frame inside other sites.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  'connect-src https://api.brevo.com',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

export default defineConfig({
  modules: ['@wxt-dev/webextension-polyfill', '@wxt-dev/i18n/module'],
  imports: false,
  manifestVersion: 3,
  targetBrowsers: ['chrome', 'firefox'],
  hooks: {
    // A page called history would take the place of the browser's own history page, which nobody asked for.
    'build:manifestGenerated': (_, manifest) => {
      delete manifest.chrome_url_overrides;
    },
    // Pages use nothing that differs between the browsers, so the polyfill's 10 kB go into the background alone.
    // See docs/decisions/0003.
    'vite:build:extendConfig': (entrypoints, config) => {
      if (entrypoints.some(({ type }) => type === 'background')) return;
      const alias = config.resolve?.alias as Record<string, string> | undefined;
      if (!alias?.['wxt/browser']) throw new Error('The alias of the polyfill is no longer where it was.');
      delete alias['wxt/browser'];
    },
  },
  zip: { name: 'deskside', includeSources: ['.ci/**'] },
  vite: () => ({
    build: { modulePreload: false, reportCompressedSize: false, chunkSizeWarningLimit: 100 },
  }),
  manifest: ({ browser, command }) => ({
    name: '__MSG_extension_name__',
    description: '__MSG_extension_description__',
    default_locale: 'en',
    permissions: [
      'activeTab',
      'alarms',
      'contextMenus',
      'idle',
      'notifications',
      'scripting',
      ...(browser === 'firefox' ? [] : ['sidePanel']),
      'storage',
      'unlimitedStorage',
    ],
    host_permissions: ['https://api.brevo.com/*'],
    // Nothing of it is granted at the installation: one site at a time, by a click.
    optional_host_permissions: ['https://*/*', 'http://*/*'],
    // The frame in a page. Its address is another one in each session, so a page cannot look for it.
    web_accessible_resources: [
      { resources: ['sidepanel.html'], matches: ['https://*/*', 'http://*/*'], use_dynamic_url: true },
    ],
    incognito: 'not_allowed',
    action: { default_title: '__MSG_extension_short_name__' },
    commands: {
      // Firefox on Linux keeps Ctrl+Shift+Y for its downloads window.
      _execute_action: { suggested_key: { default: 'Ctrl+Shift+Y', linux: 'Ctrl+Shift+F' } },
      // Chromium gives Ctrl+Shift+L to nobody; on Linux keyboards begin a character by its number with Ctrl+Shift+U.
      sidebar: {
        suggested_key: { default: 'Ctrl+Shift+U', linux: 'Ctrl+Shift+Space' },
        description: '__MSG_commands_sidebar__',
      },
    },
    ...(command === 'build' && {
      content_security_policy: { extension_pages: contentSecurityPolicy },
    }),
    ...(browser === 'firefox'
      ? {
          browser_specific_settings: {
            gecko: {
              id: 'deskside@brevo-conversations',
              strict_min_version: '142.0',
              // The key, the text of messages and visitor ids go to Brevo, and to nobody else.
              data_collection_permissions: {
                required: ['authenticationInfo', 'personalCommunications', 'personallyIdentifyingInfo'],
              },
            },
          },
        }
      : { minimum_chrome_version: '123' }),
  }),
});
