/** What commands take at most, and so what fields let in: far beyond anything that Brevo makes. In UTF-16 units. */
export const LONGEST_ID = 500;
export const LONGEST_KEY = 5_000;
export const LONGEST_QUERY = 500;
/** Messages of history in one answer. */
export const LONGEST_PAGE = 200;
