import { browser } from 'wxt/browser';
import type { Presence } from '../storage/items/presence.ts';
import { toolbarTitle } from '../text/presence.ts';
import { badgeOf } from './badge.ts';

const COLOURS = { calm: '#5b6472', trouble: '#b3261e' };

/** Paints the toolbar button from the stored presence and the number of messages that need the agent's answer. */
export async function paintBadge(presence: Presence, needsAnswer: number): Promise<void> {
  const { text, tone } = badgeOf(presence, needsAnswer);
  await Promise.all([
    browser.action.setBadgeText({ text }),
    browser.action.setBadgeBackgroundColor({ color: COLOURS[tone] }),
    browser.action.setTitle({ title: toolbarTitle(presence, needsAnswer) }),
  ]);
}
