import { type Budget, budget } from '../../brevo/budget.ts';
import type { ItemDefinition } from '../item.ts';

/**
 * What Brevo's answers say about the hourly limit. Stored because the hour outlives the worker, which forgets everything
 * each half minute. Written by `lib/presence/budget-keeper.ts` in the background.
 */
export const rateBudgetItem: ItemDefinition<Budget> = { key: 'rate-budget', version: 1, schema: budget };
