/** In UTF-16 units. Chromium takes seconds to break a million of them into lines, and again at every key. */
const MOST_WRAPPED = 100_000;

/** What a textarea with this text wants as `wrap`, so that a whole file pasted by mistake does not freeze the page. */
export const wrapping = (text: string): 'off' | undefined => (text.length > MOST_WRAPPED ? 'off' : undefined);
