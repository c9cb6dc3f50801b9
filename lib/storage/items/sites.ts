import * as z from 'zod/mini';
import {
  LONGEST_EXPRESSION,
  LONGEST_READING,
  LONGEST_SELECTOR,
  LONGEST_SOURCE_NAME,
  MOST_RULES,
} from '../../sites/limits.ts';
import { NARROWEST, WIDEST } from '../../sites/measures.ts';
import { siteOf } from '../../sites/patterns.ts';
import type { ItemDefinition } from '../item.ts';

export { LONGEST_EXPRESSION, LONGEST_READING, LONGEST_SELECTOR, MOST_RULES };

/** So many further pages have to agree before a taught rule stops asking. */
export const CONFIRMATIONS = 2;

const name = z.string().check(z.minLength(1), z.maxLength(LONGEST_SOURCE_NAME));

/** A place in a page that is read: data, never code. */
export const source = z.discriminatedUnion('kind', [
  /** The part of the address after this beginning of its path, up to the next slash: `/customers/`. Decoded. */
  z.strictObject({ kind: z.literal('path'), after: name }),
  /** The same in the fragment, for sites that keep their path there; without the `#`. */
  z.strictObject({ kind: z.literal('fragment'), after: name }),
  /** A parameter of the address. */
  z.strictObject({ kind: z.literal('query'), name }),
  /** The text, or an attribute, of the first element that fits. Of a field, its value. */
  z.strictObject({
    kind: z.literal('selector'),
    selector: z.string().check(z.minLength(1), z.maxLength(LONGEST_SELECTOR)),
    attribute: z.optional(name),
  }),
  /** `<meta name="…">` or `<meta property="…">`. */
  z.strictObject({ kind: z.literal('meta'), name }),
  /** The first element with this attribute, `data-visitor-id`. */
  z.strictObject({ kind: z.literal('data'), attribute: z.string().check(z.regex(/^data-[a-z0-9_.-]{1,100}$/)) }),
]);
export type Source = z.infer<typeof source>;

export const rule = z.strictObject({
  id: z.string().check(z.regex(/^[\w-]{1,64}$/)),
  visitor: source,
  /** A regular expression of the checked subset (`lib/sites/expression.ts`): its first group, or all of it, is the id. */
  expression: z.optional(z.string().check(z.minLength(1), z.maxLength(LONGEST_EXPRESSION))),
  name: z.optional(source),
  language: z.optional(source),
  /** How many further pages the agent has said it is right on; it asks until there are `CONFIRMATIONS`. */
  confirmed: z.int().check(z.minimum(0), z.maximum(CONFIRMATIONS)),
});
export type Rule = z.infer<typeof rule>;

/** `https://crm.example`: scheme and host, without a port; see `lib/sites/patterns.ts`. */
export const origin = z.string().check(
  z.maxLength(300),
  z.refine((text) => siteOf(text) === text),
);

const site = z.object({
  origin,
  addedAt: z.number(),
  /** The browser's permission is there, so the sidebar is on its pages. */
  isOn: z.boolean(),
  /** The agent does not want to see the handle there. */
  isHidden: z.boolean(),
  rules: z.array(rule).check(z.maxLength(MOST_RULES)),
});
export type Site = z.infer<typeof site>;

/** Stored because the agent chose it. Written by `lib/sites` in the background; the id is the origin. */
export const siteItem: ItemDefinition<Site> = { key: 'site:', version: 1, schema: site };

export const sidebar = z.strictObject({
  side: z.enum(['left', 'right']),
  /** In CSS pixels. */
  width: z.int().check(z.minimum(NARROWEST), z.maximum(WIDEST)),
  /** The middle of the handle, in per cent of the window's height. */
  handleAt: z.int().check(z.minimum(5), z.maximum(95)),
  /** On no site at all, until the agent shows it again. */
  isHidden: z.boolean(),
});
export type Sidebar = z.infer<typeof sidebar>;

/** Stored because the agent chose it. Written by `lib/sites` in the background. */
export const sidebarItem: ItemDefinition<Sidebar> = { key: 'sidebar', version: 1, schema: sidebar };
