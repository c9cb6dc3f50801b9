import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_TEXT } from '../storage/items/messages.ts';
import { textProblem } from './text-check.ts';

describe('F27 a text', () => {
  it.each([
    ['nothing', ''],
    ['blanks', ' \t\r\n'],
    ['a no-break space', '\u00a0'],
    ['a byte order mark', '\ufeff'],
  ])('of %s is blank', (_, text) => {
    expect(textProblem(text)).toBe('blank');
  });

  it.each([
    ['markup', '<img src=x onerror=alert(1)>'],
    ['a link', 'javascript:alert(1)'],
    ['right-to-left marks', '\u202egnp.exe'],
    ['a zero-width space', '\u200b'],
    ['an emoji sequence', '👩🏽‍🚀'],
    ['10 000 lines', 'x\n'.repeat(LONGEST_TEXT / 2)],
    ['control characters', '\u0000\u0007'],
  ])('with %s goes out as it is', (_, text) => {
    expect(textProblem(text)).toBeUndefined();
  });

  // Put together here, so that no tool takes this file for one that holds a key.
  const digits = '0a1b2c3d4e5f6789'.repeat(4);
  it.each([
    ['the API', `xkeysib-${digits}-AbCdEfGhIjKlMnOp`],
    ['SMTP', `xsmtpsib-${digits}-AbCdEfGhIjKlMnOp`],
    ['the API, in a sentence', `My key is "xkeysib-${digits}-AbCd", use it`],
    ['the API, cut off', `xkeysib-${digits.slice(0, 16)}`],
    ['the API, in capitals', `XKEYSIB-${digits.toUpperCase()}`],
  ])('G-S1 with a key for %s does not go out', (_, text) => {
    expect(textProblem(text)).toBe('holds-key');
  });

  it.each(['xkeysib-', 'xkeysib-0a1b', 'Keys begin with xkeysib-…', `yxkeysib-${digits}`])(
    'that only speaks of keys goes out: %s',
    (text) => {
      expect(textProblem(text)).toBeUndefined();
    },
  );

  it('may be as long as the limit and no longer', () => {
    expect(textProblem('x'.repeat(LONGEST_TEXT))).toBeUndefined();
    expect(textProblem('x'.repeat(LONGEST_TEXT + 1))).toBe('too-long');
    expect(textProblem('x'.repeat(1_000_000))).toBe('too-long');
  });

  it('that passes survives storage and the wire byte for byte', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
        (text) => {
          const sent = new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text));
          expect(textProblem(text) === 'malformed').toBe(text.trim() !== '' && sent !== text);
        },
      ),
    );
  });
});
