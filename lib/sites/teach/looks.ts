/** Whether a text could be an id: one word that holds a digit, or is an address, or is long and no number with a unit. */
export function looksLikeId(text: string): boolean {
  if (text === '' || text.length > 200 || /\s/.test(text)) return false;
  if (/^[^\p{L}\d]*\d+([.,:/]\d+)+\D{0,3}$/u.test(text) || /^\d{4}-\d\d-\d\d/.test(text) || /[%€$£¥…]$/.test(text))
    return false;
  return /\d/.test(text) || /\w@\w/.test(text) || text.length >= 20;
}

/** What frameworks and their build tools put before a name of theirs, and states, which come and go. */
const NOT_KEPT =
  /^(?:css|sc|svelte|ng|is|has)(?:[-_]|$)|(?:^|[-_])(?:active|selected|current|open|opened|closed|focus|focused|hover|hidden|visible|loading|even|odd|first|last)(?:[-_]|$)/i;

/** What is named like an id: `user_id`, `visitorId`, `data-customer`. */
export const NAMES_AN_ID = /(?:^|[-_.])(?:id|uid|uuid|guid|key|visitor|customer|contact|user)$|[a-z]I[dD]$/;

/**
 * Whether the name of an id, a class or a field looks written by hand, so that it will stay: words of letters. Hashes,
 * numbers and states do not.
 */
export function looksKept(name: string): boolean {
  if (!/^[a-z][a-z_-]{1,39}$/i.test(name) || NOT_KEPT.test(name)) return false;
  const words = name.split(/[-_]+|(?<=[a-z])(?=[A-Z])/).filter(Boolean);
  const short = words.filter((word) => word.length === 2);
  return words.every(looksLikeWord) && short.length < 2 && words.length <= 6;
}

function looksLikeWord(word: string): boolean {
  if (word.length < 2) return false;
  const isOneCase = word === word.toLowerCase() || word === word.toUpperCase() || /^[A-Z][a-z]+$/.test(word);
  return isOneCase && (word.length < 4 || /[aeiouy]/i.test(word)) && !/[^aeiouy]{5,}/i.test(word);
}
