import type { Page } from '../e2e/browsers/page.ts';
import type { Commit } from '../lib/brevo/simulation/types.ts';
import { addSite, openSidebar, sendFromSidebar } from './sidebar-story.ts';
import { customers } from './site/customers.ts';
import { visitorPath } from './site/paths.ts';
import { AGENT, connect, type World } from './world.ts';

type Say = (line: string) => void;

export type Stage = {
  /** Shows a page; on a screen, in a small window of its own, or in a tab of the large one. */
  open(url: string, place: 'left' | 'right' | 'tab'): Promise<Page>;
  /** A moment for people to see what happened. */
  beat(): Promise<void>;
};

/** Plays the product's story and says each step as it happens at Brevo and in the visitor's window. */
export async function playStory({ brevo, browser, siteUrl }: World, { open, beat }: Stage, say: Say): Promise<void> {
  const ada = customers[0];
  if (!ada) throw new Error('The demo has no customers.');
  const stop = reportCommits(brevo, say);

  say(`${AGENT.name} saves her key and says who she is.`);
  await connect(browser);
  const seen = await open(`${siteUrl}${visitorPath(ada.visitorId)}`, 'right');
  await seen.waitForText('Offline');
  say(`  ${ada.name} sees: the shop is offline`);

  const popup = await open(`${browser.origin}/popup.html`, 'left');
  await beat();
  say(`${AGENT.name} turns the switch on.`);
  await popup.click('switch', 'Online');
  await seen.waitForText('Online');
  say(`  ${ada.name} sees: ${AGENT.name} is online`);

  await beat();
  const hello = 'Hello Ada, your lantern is on its way.';
  say(`${AGENT.name} writes to ${ada.name} and presses Enter.`);
  await popup.fill('combobox', 'Visitor', ada.visitorId);
  await popup.fill('textbox', 'Message', hello);
  await popup.press('Enter');
  await seen.waitForText(hello);
  say(`  ${ada.name} sees: “${hello}”`);

  await beat();
  const better = 'Hello Ada, your lantern is at your door.';
  say(`${AGENT.name} edits it.`);
  await popup.row(hello).click('Edit');
  await popup.fill('textbox', 'Edit message', better);
  await popup.click('button', 'Save');
  await seen.waitForText(better);
  say(`  ${ada.name} sees: “${better}”`);

  await beat();
  say(`${AGENT.name} deletes it.`);
  await popup.row(better).click('Delete');
  await popup.waitForText('Delete this message?');
  await beat();
  await popup.click('button', 'Delete');
  await seen.waitForText('No messages yet');
  say(`  ${ada.name} sees: no messages`);

  await beat();
  say(`${AGENT.name} switches the sidebar on for the shop, and says where its pages name the visitor.`);
  const settings = await open(`${browser.origin}/options.html#sites`, 'tab');
  await addSite(settings, siteUrl);
  await beat();
  say(`${AGENT.name} opens ${ada.name}’s page, and writes beside it.`);
  const crm = await open(`${siteUrl}/customers/${encodeURIComponent(ada.visitorId)}`, 'tab');
  const sidebar = await openSidebar(crm, browser.origin);
  await sidebar.waitForText(`From this page: ${ada.name}`);
  const beside = 'It waits for you until Friday, Ada.';
  await sendFromSidebar(sidebar, beside);
  await seen.waitForText(beside);
  say(`  ${ada.name} sees: “${beside}”`);

  await beat();
  say(`${AGENT.name} turns the switch off; within 3 minutes Brevo shows her offline.`);
  await popup.click('switch', 'Online');
  await popup.waitForText(/Visitors may see you online until/);
  stop();
}

/** Says every commit the moment Brevo makes it. */
export function reportCommits(brevo: World['brevo'], say: Say): () => void {
  let said = brevo.commits.length;
  return brevo.subscribe(() => {
    for (const commit of brevo.commits.slice(said)) say(`  Brevo: ${wording(commit)}`);
    said = brevo.commits.length;
  });
}

function wording(commit: Commit): string {
  switch (commit.kind) {
    case 'ping':
      return `agent ${commit.agentId} is online until ${new Date(commit.onlineUntil).toLocaleTimeString()}`;
    case 'posted':
      return `message ${commit.id} posted to ${commit.visitorId}: “${commit.text}”`;
    case 'edited':
      return `message ${commit.id} edited: “${commit.text}”`;
    case 'deleted':
      return `message ${commit.id} deleted`;
    default:
      return commit satisfies never;
  }
}
