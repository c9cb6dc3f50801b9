import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_TEXT } from '../storage/items/messages.ts';
import { type TripwireWorld, tripwiresIn } from './tripwires.ts';

const NOW = 1_000_000;
const world: TripwireWorld = { otherNames: [], ownNames: [], recent: [], now: NOW };

/** "kind found" of each, for short tables. */
const tripped = (text: string, circumstances: Partial<TripwireWorld> = {}) =>
  tripwiresIn(text, { ...world, ...circumstances }).map((tripwire) =>
    'found' in tripwire ? `${tripwire.kind} ${tripwire.found}` : tripwire.kind,
  );

describe('a leftover field', () => {
  it.each([
    ['Hello [name], how are you?', '[name]'],
    ['Hello{{visitor.name}}', '{{visitor.name}}'],
    ['Hello {{ visitor.name|there }}!', '{{ visitor.name|there }}'],
    ['{{{name}}}', '{{name}}'],
    ['[[name]]', '[name]'],
    ['[ ]x[ your name ]', '[ your name ]'],
    ['[NAME]', '[NAME]'],
    ['[Ihr Name, größer als 1]', '[Ihr Name, größer als 1]'],
    ['[名前]', '[名前]'],
    ['[____]', '[____]'],
    ['[€]', '[€]'],
    ['[2nd line]', '[2nd line]'],
    ['{{1}}', '{{1}}'],
    ['It takes [X] days', '[X]'],
    ['[X] days', '[X]'],
    ['We have [x] left', '[x]'],
    ['[x]days', '[x]'],
    ['- [x] call [name]', '[name]'],
    ['[name] (the first one)', '[name]'],
    ['[name](the first one)', '[name]'],
    ['[shop](https://[domain]/)', '[domain]'],
    ['[{{shop}}](https://shop.example)', '{{shop}}'],
    ['{{ [name] }}', '{{ [name] }}'],
    ['https://shop.example/order/[id]', '[id]'],
    [`[${'x'.repeat(80)}]`, `[${'x'.repeat(80)}]`],
    [`{{${'😀'.repeat(80)}}}`, `{{${'😀'.repeat(80)}}}`],
  ])('in %j is %j', (text, found) => {
    expect(tripped(text)).toEqual([`placeholder ${found}`]);
  });

  it.each([
    '[]',
    '[ ]',
    '{{}}',
    '{{ }}',
    '{name}',
    '[name',
    'name]',
    '{{name}',
    '[na\nme]',
    '{{na\r\nme}}',
    'see [1] and [12], [1, 2], [2–4], [^3], [#7], [-1.5], [50 %]',
    '[10:32] they wrote',
    'he said [...] and […]',
    'look at [our shop](https://shop.example) or [mail us](mailto:a@b.example) or [this](/here)',
    '[x] done\n[x]\n- [x] done\n* [X] done\n  1. [x] done\n- [ ] open',
    `[${'x'.repeat(81)}]`,
    `{{${'x'.repeat(81)}}}`,
  ])('is not in %j', (text) => {
    expect(tripped(text)).toEqual([]);
  });

  it('is told once, and each in its order', () => {
    expect(tripped('[b] {{a}} [b] [c]')).toEqual(['placeholder [b]', 'placeholder {{a}}', 'placeholder [c]']);
  });

  it('of a letter is never missed, whatever stands around it', () => {
    const name = fc.stringMatching(/^[a-z][a-z .|]{0,20}$/).filter((content) => !/^x\s*$/.test(content));
    fc.assert(
      fc.property(
        fc.string(),
        name,
        fc.constantFrom(' ', '.', '\n', 'x'),
        fc.string(),
        (before, content, gap, after) => {
          const end = gap + after;
          expect(tripped(`${before} [${content}]${end}`).join('\n')).toContain(`[${content}]`);
          expect(tripped(`${before} {{${content}}}${end}`).join('\n')).toContain(`{{${content}}}`);
        },
      ),
    );
  });
});

describe('a card number', () => {
  it.each([
    ['4111111111111111', '…1111'],
    ['4242 4242 4242 4242', '…4242'],
    ['5500-0055-5555-5559', '…5559'],
    ['5500\u00a00055\u202f5555\u20115559', '…5559'],
    ['my card:378282246310005.', '…0005'],
    ['3782 822463 10005', '…0005'],
    ['3056 930902 5904', '…5904'],
    ['4222222222222', '…2222'],
    ['6304 0000 0000 0000 000', '…0000'],
    ['卡号4111111111111111谢谢', '…1111'],
    ['+4111 1111 1111 1111', '…1111'],
    ['4111 1111 1111 1111 12/27 123', '…1111'],
    ['12 4111 1111 1111 1111', '…1111'],
    ['12 +4111 1111 1111 1111', '…1111'],
    ['12 6304 1234 5678 9012 347', '…2347'],
    ['7 4222 3333 44444 1', '…4444'],
    ['order 12 34 56 4111111111111111 7', '…1111'],
    ['4111 1111 1111 1111 3782 822463 10005', '…1111 …0005'],
    ['4111111111111111 4111-1111-1111-1111', '…1111'],
    ['4111 1111 1111 1111\n5500 0055 5555 5559', '…1111 …5559'],
  ])('in %j is shown as %s', (text, found) => {
    expect(tripped(text)).toEqual(found.split(' ').map((last) => `card ${last}`));
  });

  it.each([
    ['a wrong check digit', '4111 1111 1111 1112'],
    ['two blanks', '4111  1111  1111  1111'],
    ['lines', '4111\n1111\n1111\n1111'],
    ['a longer number', '41112222333344445557'],
    ['a card inside a longer number', '94111111111111111000000'],
    ['too few digits', '422222222226'],
    ['the same digit', '8888 8888 8888 8888'],
    ['zeros', '0000 0000 0000 0000'],
    ['a phone number', '+49 1512 3456787'],
    ['a phone number dialled abroad', '0049 1512 3456787'],
    ['a date and a time', '2026-01-05 12:03:20'],
    ['money', '1 234 567.89'],
    ['the digits of an IBAN', 'BE81 0961 2341 0029'],
  ])('is not %s', (_, text) => {
    expect(tripped(text).filter((tripwire) => tripwire.startsWith('card'))).toEqual([]);
  });

  it('is what some of these would be alone', () => {
    expect(tripped('49 1512 3456787')).toEqual(['card …6787']);
    expect(tripped('81 0961 2341 0029')).toEqual(['card …0029']);
  });

  const withCheckDigit = (digits: string) =>
    (digits + [...'0123456789'].find((digit) => luhn(digits + digit))) satisfies string;
  const luhn = (digits: string) => {
    let sum = 0;
    for (let at = 0; at < digits.length; at++) {
      const value = Number(digits[digits.length - 1 - at]);
      sum += at % 2 === 0 ? value : Math.floor((value * 2) / 10) + ((value * 2) % 10);
    }
    return sum % 10 === 0;
  };
  const card = fc
    .stringMatching(/^[1-9][0-9]{11,17}$/)
    .map(withCheckDigit)
    .filter((digits) => new Set(digits).size > 1);

  it('is found however it is grouped, and never shown', () => {
    const gaps = fc.array(fc.constantFrom('', '', ' ', '-'), { minLength: 18, maxLength: 18 });
    fc.assert(
      fc.property(card, gaps, fc.constantFrom('', 'card ', 'n° ', '(', '12/27, '), (digits, between, before) => {
        const text = [...digits].map((digit, at) => digit + (at < digits.length - 1 ? between[at] : '')).join('');
        expect(tripped(`${before}${text}. Thanks`)).toEqual([`card …${digits.slice(-4)}`]);
      }),
    );
  });

  it('with one digit changed is not found', () => {
    fc.assert(
      fc.property(card, fc.nat(17), fc.integer({ min: 1, max: 9 }), (digits, place, step) => {
        const at = place % digits.length;
        const changed = digits.slice(0, at) + ((Number(digits[at]) + step) % 10) + digits.slice(at + 1);
        expect(tripped(changed)).toEqual([]);
      }),
    );
  });
});

describe('an IBAN', () => {
  it.each([
    ['DE89370400440532013000', 'DE…3000'],
    ['DE89 3704 0044 0532 0130 00', 'DE…3000'],
    ['de89 3704 0044 0532 0130 00 is my account', 'DE…3000'],
    ['IBAN:GB82 WEST 1234 5698 7654 32.', 'GB…5432'],
    ['FR14 2004 1010 0505 0001 3M02 606', 'FR…2606'],
    ['FR14 20041 01005 0500013M026 06', 'FR…2606'],
    ['NO93-8601-1117-947', 'NO…7947'],
    ['MT84MALT011000012345MTLCAST001S', 'MT…001S'],
    ['gb82west12345698765432', 'GB…5432'],
    ['账号DE89370400440532013000谢谢', 'DE…3000'],
    ['AB12 DE89 3704 0044 0532 0130 00', 'DE…3000'],
    // A country that the table does not hold.
    ['ZZ81 3704 0044 0532 0130 0 please', 'ZZ…1300'],
  ])('in %j is shown as %s', (text, found) => {
    expect(tripped(text)).toEqual([`iban ${found}`]);
  });

  it.each([
    ['a wrong check digit', 'DE88 3704 0044 0532 0130 00'],
    ['another length than its country has', 'DE41 3704 0044 0532 013'],
    ['a part of a longer word', 'DE89370400440532013000A'],
    ['in the middle of a word', 'XDE89370400440532013000'],
    ['two blanks', 'DE89  3704 0044 0532 0130 00'],
    ['lines', 'DE89 3704 0044\n0532 0130 00'],
    ['small letters in one of an unknown country', 'ZZ24 3704 0044 05ab 2013'],
    ['small letters of an unknown country', 'zz81 3704 0044 0532 0130 0'],
  ])('is not %s', (_, text) => {
    expect(tripped(text).filter((tripwire) => tripwire.startsWith('iban'))).toEqual([]);
  });

  it('leaves a card beside it to be found', () => {
    expect(tripped('DE89 3704 0044 0532 0130 00 4111 1111 1111 1111 DE89370400440532013000')).toEqual([
      'card …1111',
      'iban DE…3000',
    ]);
  });

  it('of any country with right check digits is found', () => {
    const country = fc.constantFrom('AT20', 'ES24', 'NL18', 'RU33', 'LC32', 'NO15');
    const letters = fc.stringMatching(/^[0-9A-Z]{33}$/);
    fc.assert(
      fc.property(country, letters, fc.constantFrom('', ' '), (entry, account, gap) => {
        const rest = account.slice(0, Number(entry.slice(2)) - 4);
        const number = [...rest, ...entry.slice(0, 2), '0', '0'].map((one) => Number.parseInt(one, 36)).join('');
        const check = String(98n - (BigInt(number) % 97n)).padStart(2, '0');
        const iban = entry.slice(0, 2) + check + rest;
        const written = iban.replace(/.{4}(?=.)/g, `$&${gap}`);
        expect(tripped(`To ${written} today`)).toContain(`iban ${entry.slice(0, 2)}…${iban.slice(-4)}`);
      }),
    );
  });
});

describe('the name of another visitor', () => {
  const otherNames = [
    'Anna Schmidt',
    'José Łukasiewicz',
    'Li Wu',
    'Sean O’Connor',
    'Jo',
    'Voß',
    'Strauß',
    'Σοφία',
    'Йосиф',
  ];

  it.each([
    ['Dear Anna Schmidt,', 'Anna Schmidt'],
    ['Dear anna  SCHMIDT,', 'anna SCHMIDT'],
    ['Anna, hello', 'Anna'],
    ['Ms Schmidt', 'Schmidt'],
    ['Anna’s order', 'Anna'],
    ['Anna-Maria', 'Anna'],
    ['jose', 'jose'],
    ['Jose\u0301', 'Jose\u0301'],
    ['LUKASIEWICZ', 'LUKASIEWICZ'],
    ['hi li wu!', 'li wu'],
    ['to connor', 'connor'],
    ['STRAUSS', 'STRAUSS'],
    ['ΣΟΦΙΑ', 'ΣΟΦΙΑ'],
    ['ЙОСИФ', 'ЙОСИФ'],
  ])('in %j is %j', (text, found) => {
    expect(tripped(text, { otherNames })).toEqual([`other-visitor ${found}`]);
  });

  it.each([
    'Annabel',
    'Hanna',
    'Schmidts',
    'Anna2',
    'Li said',
    'Wu Li',
    'Jo is here',
    // Three letters, though folding makes them four.
    'Voß',
  ])('is not in %j', (text) => {
    expect(tripped(text, { otherNames })).toEqual([]);
  });

  it('is told once for each, in the order of the text', () => {
    expect(tripped('Schmidt, JOSÉ, schmidt, Anna Schmidt, Jose', { otherNames })).toEqual([
      'other-visitor Schmidt',
      'other-visitor JOSÉ',
      'other-visitor Anna Schmidt',
    ]);
  });

  it.each([
    ['the visitor', ['Anna Schmidt'], 'Dear Anna Schmidt, Anna, Schmidt'],
    ['a namesake by word', ['Karl SCHMIDT', 'Anná Meyer'], 'Dear Anna Meyer. Karl Schmidt'],
    ['a longer name of the visitor', ['Anna Schmidt-Meyer'], 'Dear Anna Schmidt-Meyer'],
  ])('is not that of %s', (_, ownNames, text) => {
    expect(tripped(text, { otherNames: ['Anna Schmidt'], ownNames })).toEqual([]);
  });

  it('counts as a whole though each word of it is an own one', () => {
    const ownNames = ['Anna Meyer', 'Tom Schmidt'];
    expect(tripped('Dear Anna, Schmidt', { otherNames: ['Schmidt Anna', 'Anna Schmidt'], ownNames })).toEqual([
      'other-visitor Anna Schmidt',
    ]);
  });

  it('is not taken for the end of a longer own name', () => {
    expect(tripped('Anna Schmidt', { otherNames: ['Anna Schmidt'], ownNames: ['Joanna Schmidt'] })).toEqual([
      'other-visitor Anna Schmidt',
    ]);
  });

  it('is not the company of an e-mail address', () => {
    const otherNames = ['martin@gmail.com', '@ursula'];
    expect(tripped('Write to gmail or martin and Ursula', { otherNames })).toEqual([
      'other-visitor martin',
      'other-visitor Ursula',
    ]);
  });

  it('is found by its words when it is too long to be tried as a whole', () => {
    const long = 'Aaa Bbb Ccc Ddd Eee Fff Ggg Hhh';
    expect(tripped(long, { otherNames: [long] })).toEqual([`other-visitor ${long}`]);
    expect(tripped(`${long} Iii`, { otherNames: [`${long} Iii`] })).toEqual([]);
    expect(tripped(`${long} Jeroen`, { otherNames: [`${long} Jeroen`] })).toEqual(['other-visitor Jeroen']);
  });

  it('that is blank or only signs finds nothing', () => {
    expect(tripped('- … Hello', { otherNames: ['', ' ', '…', '1234567'], ownNames: [''] })).toEqual([]);
    expect(tripped('1234567', { otherNames: ['1234567'] })).toEqual([]);
  });
});

describe('the same text', () => {
  it.each([
    [0, true],
    [10_000, true],
    [10_001, false],
    [-1, false],
  ])('confirmed %d ms ago is repeated: %s', (ago, isRepeated) => {
    const recent = [
      { text: 'Other', confirmedAt: NOW },
      { text: ' Hello\n', confirmedAt: NOW - ago },
    ];
    expect(tripped('Hello ', { recent })).toEqual(isRepeated ? ['repeated'] : []);
    expect(tripped('hello', { recent })).toEqual([]);
  });
});

describe('any text', () => {
  it('of words alone trips nothing', () => {
    const prose = fc.string({ unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzÄé .,!?-–’\n'), maxLength: 500 });
    fc.assert(
      fc.property(prose, (text) => {
        expect(tripped(text, { otherNames: ['QQQQ 4111'] })).toEqual([]);
      }),
    );
  });

  it('is told of in the order of the kinds, whatever comes first in it', () => {
    const text = 'Anna DE89370400440532013000 4111111111111111 [name]';
    expect(tripped(text, { otherNames: ['Anna'], recent: [{ text, confirmedAt: NOW }] })).toEqual([
      'placeholder [name]',
      'card …1111',
      'iban DE…3000',
      'other-visitor Anna',
      'repeated',
    ]);
  });

  it('never throws', () => {
    const unit = fc.oneof(
      fc.constantFrom(...'[]{}()+- \n0149dEaÄß|@'),
      fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    );
    const text = fc.string({ unit, maxLength: 200 });
    fc.assert(
      fc.property(text, fc.array(text), fc.array(text), (sent, otherNames, ownNames) => {
        for (const { kind, ...rest } of tripwiresIn(sent, { ...world, otherNames, ownNames })) {
          expect(kind).toBeTypeOf('string');
          if ('found' in rest) expect(rest.found).not.toBe('');
        }
      }),
      { numRuns: 500 },
    );
  });

  // Five times the longest text: whoever makes one of these quadratic sees the test run into its limit.
  it.each(
    [
      '[',
      '{',
      '{{',
      '{{a',
      '[a',
      '[a]',
      '[[a',
      '{{a}',
      '[ ',
      '[x]',
      '- [x] ',
      '\n[x]',
      ' ',
      '\t',
      '\n',
      '1',
      '1 ',
      '1-',
      '+1',
      '4111 ',
      '4111111111111111 ',
      'a',
      'a ',
      'DE89',
      'DE89 ',
      'ab12 ',
      'AB12 ',
      'AB12',
      'A1 ',
      'DE89 3704 ',
      'Anna ',
      'Anna Li ',
      'Li ',
      '\u0301',
      'ß',
      '@',
      '](',
      '[a](',
      '[1',
    ].map((part) => [part]),
  )('of %j over and over is read at once', (part) => {
    const text = part.repeat(5 * LONGEST_TEXT).slice(0, 5 * LONGEST_TEXT);
    const otherNames = Array.from({ length: 500 }, (_, index) => `${'Li '.repeat(index % 9)}Wu ${index}`);
    expect(tripwiresIn(text, { ...world, otherNames: [...otherNames, text], ownNames: [text] })).toBeDefined();
  });
});
