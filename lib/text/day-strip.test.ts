import { expect, it } from 'vitest';
import { duration, stripSentence } from './day-strip.ts';

it('says what a day strip shows, and leaves out what there was none of', () => {
  const minutes = { online: 200, paused: 30, failed: 2, off: 0 };
  expect(stripSentence('Today', minutes)).toBe('Today: online 3 h 20 min, paused 30 min, trouble 2 min.');
  expect(stripSentence('Monday', { online: 0, paused: 0, failed: 0, off: 480 })).toBe('Monday: off 8 h.');
});

it('says that nothing is known of a day', () => {
  expect(stripSentence('Monday', { online: 0, paused: 0, failed: 0, off: 0 })).toBe('Monday: nothing recorded.');
});

it.each([
  [0.01, 'under 1 min'],
  [0.99, 'under 1 min'],
  [1, '1 min'],
  [59.4, '59 min'],
  [59.5, '1 h'],
  [61, '1 h 1 min'],
  [119.6, '2 h'],
  [1500, '25 h'],
])('says %s minutes in the largest units that are exact', (minutes, words) => {
  expect(duration(minutes)).toBe(words);
});
