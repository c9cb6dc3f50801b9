import { type Budget, observe, type Pace, paceOf } from '../../lib/brevo/budget.ts';

/** A way to pace pings, of the same shape as the product's. */
export type Policy = {
  name: string;
  observe: typeof observe;
  paceOf: (known: Budget | undefined, now: number) => Pick<Pace, 'everyMs' | 'waitUntil'>;
};

/** What the extension does. */
export const shipped: Policy = { name: 'shipped', observe, paceOf };
