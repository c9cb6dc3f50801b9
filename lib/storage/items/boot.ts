import * as z from 'zod/mini';
import type { ItemDefinition } from '../item.ts';

/**
 * Names the present run of the browser and of this version of the extension. Stored for pages, which stamp what the
 * agent confirms with it. Written by `lib/storage/boot.ts` in the background.
 */
export const bootItem: ItemDefinition<string> = { key: 'boot', version: 1, schema: z.string() };
