import { expect, it } from 'vitest';
import type { Tripwire } from '../messages/tripwires.ts';
import { tripwireQuestion, tripwireWords } from './tripwire.ts';

const field = (found: string): Tripwire => ({ kind: 'placeholder', found });

it.each<[Tripwire, string]>([
  [field('[name]'), 'It still holds “[name]”.'],
  [{ kind: 'card', found: '…1234' }, 'It holds what looks like a card number ending in 1234.'],
  [{ kind: 'iban', found: 'DE…3000' }, 'It holds what looks like a bank account number, DE…3000.'],
  [{ kind: 'other-visitor', found: 'Schmidt' }, 'It names “Schmidt”, which is the name of another visitor.'],
  [{ kind: 'repeated' }, 'You sent the same text a moment ago.'],
])('%j is said as %s', (tripwire, words) => {
  expect(tripwireWords(tripwire)).toBe(words);
});

it('asks once about everything that was found', () => {
  expect(tripwireQuestion([field('[name]'), { kind: 'repeated' }])).toBe(
    'It still holds “[name]”. You sent the same text a moment ago. Look again, or send it as it is.',
  );
});

it('asks nothing when nothing was found', () => {
  expect(tripwireQuestion([])).toBe('');
});

it('names five finds and says that there are more', () => {
  const fields = (count: number) => Array.from({ length: count }, (_, index) => field(`[field ${index}]`));
  expect(tripwireQuestion(fields(5))).not.toContain('more');
  expect(tripwireQuestion(fields(5000))).toBe(
    tripwireQuestion(fields(5)).replace('Look again', 'There is more like this. Look again'),
  );
});
