/** The host, our script in the pages of sites. */
export const HOST_SCRIPT = '/page.js';
/** What the host needs when the sidebar is opened. */
export const FRAME_SCRIPT = '/frame.js';
/** With it the agent points at the visitor's ID in a page. */
export const TEACH_SCRIPT = '/teach.js';
