import { createRandom } from './random.ts';

// Brevo's ids leave out letters and digits that look alike.
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTWXYZabcdefghijkmnopqrstuvwxyz';
const RANDOM_LENGTH = 13;
const COUNTED_LENGTH = 4;
const COUNTED_RANGE = ALPHABET.length ** COUNTED_LENGTH;
// Shares no factor with COUNTED_RANGE, so neighbouring counts look unrelated and still never meet.
const SCATTER = 1_000_003;

export type Ids = {
  /** A new id in the form of Brevo's published examples: 17 letters and digits. */
  document(): string;
  /** A new id for one answer, in the form of a UUID. */
  request(): string;
  /** A whole number from 0 up to, and without, `size`. */
  pick(size: number): number;
};

/** Gives ids that never repeat and depend on the seed alone. */
export function createIds(seed: number): Ids {
  const random = createRandom(seed);
  let documents = 0;
  let requests = 0;
  const pick = (size: number) => Math.floor(random() * size);
  return {
    pick,
    document() {
      const letters = Array.from({ length: RANDOM_LENGTH }, () => ALPHABET.charAt(pick(ALPHABET.length)));
      return letters.join('') + counted(documents++);
    },
    request() {
      const hex = (length: number) => Array.from({ length }, () => pick(16).toString(16)).join('');
      const count = (requests++).toString(16).padStart(12, '0');
      return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${count}`;
    },
  };
}

function counted(count: number): string {
  let rest = (count * SCATTER) % COUNTED_RANGE;
  let letters = '';
  for (let place = 0; place < COUNTED_LENGTH; place++) {
    letters += ALPHABET.charAt(rest % ALPHABET.length);
    rest = Math.floor(rest / ALPHABET.length);
  }
  return letters;
}
