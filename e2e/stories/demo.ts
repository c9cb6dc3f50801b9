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
  expect(said.filter((line) => line.includes('sees:'))).toHaveLength(5);
  expect(world.brevo.commits.map(({ kind }) => kind)).toEqual(['ping', 'posted', 'edited', 'deleted']);
});
