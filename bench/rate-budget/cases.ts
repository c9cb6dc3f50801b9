import { RESERVE } from '../../lib/brevo/budget.ts';

/** Agents who share an hourly limit. */
export type Case = { agents: number; hourlyLimit: number };

/** Twelve messages and three edits of two requests each. */
export const ACTIONS_AN_HOUR = 18;

export const cases: Case[] = [100, 200, 600].flatMap((hourlyLimit) =>
  [1, 2, 3, 4, 5, 6].map((agents) => ({ agents, hourlyLimit })),
);

/** A ping a minute would not fit beside the actions. */
export const isShort = ({ agents, hourlyLimit }: Case) => agents * (60 + ACTIONS_AN_HOUR) > hourlyLimit - RESERVE;

/** Actions alone use up all but the reserve: every ping delays a message, and no policy can help. */
export const isTooSmall = ({ agents, hourlyLimit }: Case) => agents * ACTIONS_AN_HOUR >= hourlyLimit - RESERVE;
