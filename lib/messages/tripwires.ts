/** What should make the agent look twice before a text goes out. A card and an IBAN are only ever shown masked. */
export type Tripwire =
  | { kind: 'placeholder'; found: string }
  | { kind: 'card'; found: string }
  | { kind: 'iban'; found: string }
  | { kind: 'other-visitor'; found: string }
  | { kind: 'repeated' };

/** Names of other visitors; of the current visitor and the agent; what was confirmed lately. Times in ms since 1970. */
export type TripwireWorld = {
  otherNames: string[];
  ownNames: string[];
  recent: { text: string; confirmedAt: number }[];
  now: number;
};

const REPEATED_MS = 10_000;

/** Everything in the text that deserves a second look, each once. Pure, and linear in the length of the text. */
export function tripwiresIn(text: string, { otherNames, ownNames, recent, now }: TripwireWorld): Tripwire[] {
  const { ibans, rest } = ibansIn(text);
  return [
    ...found('placeholder', placeholdersIn(text)),
    ...found('card', cardsIn(rest).map(lastFour)),
    ...found(
      'iban',
      ibans.map((iban) => iban.slice(0, 2).toUpperCase() + lastFour(iban)),
    ),
    ...found('other-visitor', namesIn(text, tellingPhrases(otherNames, ownNames))),
    ...(recent.some((sent) => isRecent(sent.confirmedAt, now) && sent.text.trim() === text.trim())
      ? [{ kind: 'repeated' } as const]
      : []),
  ];
}

const found = (kind: Exclude<Tripwire['kind'], 'repeated'>, finds: string[]): Tripwire[] =>
  [...new Set(finds)].map((find) => ({ kind, found: find }));

const lastFour = (number: string) => `…${number.slice(-4).toUpperCase()}`;

/** A confirmation in the future means that the clock was set back, and nobody knows how long ago it was. */
const isRecent = (time: number, now: number) => time <= now && now - time <= REPEATED_MS;

/** The content is at most 80 characters, so that each opening bracket costs a bounded look ahead.
 *  A link `[text](https://…)` is finished writing: its brackets are Markdown, not a field. */
const FIELD = /\{\{([^{}\r\n]{1,80})\}\}|\[([^[\]\r\n]{1,80})\](?!\((?:https?:\/\/|mailto:|tel:|www\.|[/#]))/giu;
/** Footnotes, ranges and times are numbers ("[1]", "[2–4]", "[^1]", "[10:32]"); "[…]" marks what a quotation leaves out. */
const NOT_A_FIELD = /^(?:[#^+-]?\d[\d\s.,:;/+%–-]*|\.{3}|…|)$/;
/** A ticked box is one at the start of a line. Elsewhere, and as a bare capital, "[X]" is a field: "[X] days". */
const TICKED_BOX = /^[ \t]{0,8}(?:(?:[-*+]|\d{1,3}[.)])[ \t]{1,4}\[[xX]\]|\[x\])(?=\s|$)/gm;

function placeholdersIn(text: string): string[] {
  return [...text.replace(TICKED_BOX, '').matchAll(FIELD)]
    .filter(([, braced = '', bracketed = '']) => braced.trim() !== '' || !NOT_A_FIELD.test(bracketed.trim()))
    .map(([field]) => field);
}

/** What people put between groups of digits: a blank, a no-break blank, a hyphen. */
const GAP = /[ \u00a0\u202f\u2010\u2011-]/;
/** How cards are grouped, for one that stands beside other numbers: "4111 1111 1111 1111 12/27". */
const CARD_GROUPS = new Set(['4-4-4-4-3', '4-4-4-4', '4-6-5', '4-6-4', '4-4-5']);

function cardsIn(text: string): string[] {
  return digitRuns(text).flatMap((groups) => {
    const all = groups.join('');
    return isCard(all) ? [all] : cardsAmong(groups);
  });
}

/** Groups of digits with one gap between, in runs. A leading plus stays, because it tells a phone number. */
function digitRuns(text: string): string[][] {
  const runs: string[][] = [];
  let end = 0;
  for (const { 0: digits, index } of text.matchAll(/\+?\d+/g)) {
    const continues = index === end + 1 && digits[0] !== '+' && GAP.test(text.charAt(end));
    const run = continues ? runs.at(-1) : undefined;
    if (run) run.push(digits);
    else runs.push([digits]);
    end = index + digits.length;
  }
  return runs;
}

function cardsAmong(groups: string[]): string[] {
  const cards: string[] = [];
  for (let at = 0; at < groups.length; ) {
    const taken = [5, 4, 3, 1].find((count) => {
      const some = groups.slice(at, at + count);
      return (count === 1 || CARD_GROUPS.has(some.map((group) => group.length).join('-'))) && isCard(some.join(''));
    });
    if (taken) cards.push(groups.slice(at, at + taken).join(''));
    at += taken ?? 1;
  }
  return cards;
}

/** Phone numbers are not cards: no card begins with 0 (ISO/IEC 7812), no number after a plus has over 15 digits (E.164). */
function isCard(number: string): boolean {
  const digits = number.replace(/^\+(?=\d{16})/, '');
  return /^[1-9]\d{12,18}$/.test(digits) && new Set(digits).size > 1 && luhnSum(digits) % 10 === 0;
}

const luhnSum = (digits: string) =>
  [...digits].reverse().reduce((sum, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);

/** Length of the IBAN by country, from SWIFT's registry. */
const IBAN_LENGTHS = new Map(
  `AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24
   FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32
   LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24
   RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30`
    .split(/\s+/)
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);
const SHORTEST_IBAN = 15;
const LONGEST_IBAN = 34;
const ALPHANUMERIC = /[A-Za-z0-9]/;
/** Of an unknown country only capitals count, or the words that follow would be tried as a part of it. */
const CAPITAL_OR_DIGIT = /[A-Z0-9]/;

/** The IBANs without gaps, and the text without them, so that their digits are not taken for a card. */
function ibansIn(text: string): { ibans: string[]; rest: string } {
  const ibans: string[] = [];
  let rest = '';
  let end = 0;
  for (const { index } of text.matchAll(/(?<![a-z0-9])[a-z]{2}\d{2}/gi)) {
    const iban = index < end ? undefined : ibanAt(text, index);
    if (!iban) continue;
    ibans.push(iban.characters);
    rest += `${text.slice(end, index)}\n`;
    end = iban.end;
  }
  return { ibans, rest: rest + text.slice(end) };
}

function ibanAt(text: string, start: number): { characters: string; end: number } | undefined {
  const head = text.slice(start, start + 4);
  const length = IBAN_LENGTHS.get(head.slice(0, 2).toUpperCase());
  if (!length && head !== head.toUpperCase()) return undefined;
  const allowed = length ? ALPHANUMERIC : CAPITAL_OR_DIGIT;
  let characters = head;
  let remainder = 0;
  for (let at = start + 4; at < text.length && characters.length < (length ?? LONGEST_IBAN); at++) {
    const character = text.charAt(at);
    if (allowed.test(character)) {
      characters += character;
      remainder = appended(remainder, character);
    } else if (!GAP.test(character) || GAP.test(text.charAt(at - 1))) return undefined;
    const isWhole = length ? characters.length === length : characters.length >= SHORTEST_IBAN;
    // The check puts the first four characters last.
    if (isWhole && !ALPHANUMERIC.test(text.charAt(at + 1)) && [...head].reduce(appended, remainder) === 1)
      return { characters, end: at + 1 };
  }
  return undefined;
}

/** The remainder by 97 of a number that grows by a digit, or by a letter counted from 10 (ISO 7064). */
function appended(remainder: number, character: string): number {
  const value = Number.parseInt(character, 36);
  return (remainder * (value > 9 ? 100 : 10) + value) % 97;
}

type Word = { written: string; folded: string };

const FEWEST_LETTERS = 4;
/** Each place in the text is tried with names of 1, 2, … words, so there is an end to them. */
const MOST_WORDS = 8;
/** Letters with a stroke and ligatures are letters of their own to Unicode, not accents. */
const PLAIN: Record<string, string> = { Æ: 'AE', Œ: 'OE', Ø: 'O', Ł: 'L', Đ: 'D', Ð: 'D', Þ: 'TH', Ħ: 'H' };

/** Upper case, because it makes "ß" and "SS" the same. Accents are the marks U+0300–U+036F; other scripts need theirs. */
const fold = (word: string) =>
  word
    .toUpperCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[ÆŒØŁĐÐÞĦ]/g, (letter) => PLAIN[letter] ?? letter);

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)].map(([written]) => ({ written, folded: fold(written) }));

const isLongEnough = (words: Word[]) =>
  words.reduce((count, { written }) => count + (written.match(/\p{L}/gu)?.length ?? 0), 0) >= FEWEST_LETTERS;

const phrase = (words: Word[]) => words.map(({ folded }) => folded).join(' ');

/** What gives another visitor away: each long word of the name that is not the agent's or this visitor's, and the whole. */
function tellingPhrases(otherNames: string[], ownNames: string[]): Map<string, number> {
  // Behind the at sign of an e-mail address stands a company, which is nobody's name.
  const namesOf = (names: string[]) => names.map((name) => wordsOf(name.replace(/(?<=\S)@\S*/, '')));
  const own = namesOf(ownNames);
  const ownWords = new Set(own.flat().map(({ folded }) => folded));
  const ownPhrases = own.map((words) => ` ${phrase(words)} `);
  const telling = new Map<string, number>();
  for (const words of namesOf(otherNames)) {
    for (const word of words) if (isLongEnough([word]) && !ownWords.has(word.folded)) telling.set(word.folded, 1);
    const whole = phrase(words);
    const isOwn = ownPhrases.some((name) => name.includes(` ${whole} `));
    if (words.length <= MOST_WORDS && isLongEnough(words) && !isOwn) telling.set(whole, words.length);
  }
  return telling;
}

/** The phrases that the text holds, as it writes them; the longest at each place. */
function namesIn(text: string, telling: Map<string, number>): string[] {
  if (telling.size === 0) return [];
  const counts = [...new Set(telling.values())].sort((a, b) => b - a);
  const words = wordsOf(text);
  const names = new Map<string, string>();
  for (let at = 0; at < words.length; ) {
    const count = counts.find((size) => telling.has(phrase(words.slice(at, at + size)))) ?? 0;
    const name = words.slice(at, at + count);
    if (count > 0 && !names.has(phrase(name))) names.set(phrase(name), name.map(({ written }) => written).join(' '));
    at += Math.max(1, count);
  }
  return [...names.values()];
}
