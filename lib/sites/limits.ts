/**
 * What rules and the reports about them may hold, in UTF-16 units. Apart from the schemas, so that the scripts in pages
 * do not carry zod.
 */
export const LONGEST_SELECTOR = 1_000;
export const LONGEST_EXPRESSION = 300;
/** What a page rule reads is cut after so many UTF-16 units. */
export const LONGEST_READING = 512;
/** The longest name of a parameter, attribute or meta tag, and beginning of a path. */
export const LONGEST_SOURCE_NAME = 200;
export const MOST_RULES = 20;
/** The longest report of a page, in UTF-16 units of its JSON. */
export const LONGEST_REPORT = 2_048;
