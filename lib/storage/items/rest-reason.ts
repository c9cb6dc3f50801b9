import * as z from 'zod/mini';

/** What the agent chose or did that keeps them offline although the switch is on; in the order in which they win. */
export const restReason = z.enum(['paused', 'no-window', 'locked', 'outside-schedule', 'idle']);
export type RestReason = z.infer<typeof restReason>;
