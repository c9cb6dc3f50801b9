import { type Budget, budget } from '../../brevo/budget.ts';
import type { ItemDefinition } from '../item.ts';

/** Stored because the worker forgets what Brevo's answers said of the hourly limit. Written by `lib/presence/budget-keeper.ts` in the background. */
export const rateBudgetItem: ItemDefinition<Budget> = { key: 'rate-budget', version: 1, schema: budget };
