import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { openFrame } from '../lib/host/frame.ts';
import type { World } from '../lib/host/mount.ts';

/** What the host in a page needs when the sidebar is opened there; the background injects it then. */
export default defineUnlistedScript(() => {
  (globalThis as World).desksideFrame = openFrame;
});
