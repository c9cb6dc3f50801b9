import { expect, test } from '@playwright/test';
import { playStory } from '../../demo/story.ts';
import { startWorld } from '../../demo/world.ts';

test('the demo plays its story to the end', async ({ browserName }) => {
  const world = await startWorld(browserName === 'firefox' ? 'firefox' : 'chromium', { headless: true });
  const said: string[] = [];
  try {
    const open = (url: string) => world.browser.openPage(url);
    await playStory(world, { open, beat: async () => undefined }, (line) => said.push(line));
  } finally {
    await world.close();
  }
  expect(said.filter((line) => line.includes('sees:'))).toHaveLength(6);
  const kinds = world.brevo.commits.map(({ kind }) => kind);
  // A slow machine may take longer than the minute between two pings.
  expect(kinds.filter((kind) => kind !== 'ping')).toEqual(['posted', 'edited', 'deleted', 'posted']);
  expect(kinds[0]).toBe('ping');
});
