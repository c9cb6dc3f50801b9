import { err, ok, type Result } from '../result.ts';
import type { ExpressionProblem } from './expression.ts';
import { LONGEST_READING } from './limits.ts';

/** What an expression is made of. Which characters an atom takes does not matter here. */
export type Node =
  | { kind: 'atom' }
  /** `^`, `$`, `\b`: takes no character. */
  | { kind: 'assertion'; isStart: boolean }
  | { kind: 'group'; body: Alternatives }
  | { kind: 'repeat'; node: Node; least: number; most: number };
export type Alternatives = Node[][];

type Problem = Extract<ExpressionProblem, { at: number }>;
type Reader = { source: string; at: number };

/** Thrown and caught inside this file: a parser that hands on failures by return is mostly that. */
class Refusal extends Error {
  readonly problem: Problem;
  constructor(kind: Problem['kind'], at: number) {
    super(kind);
    this.problem = { kind, at };
  }
}

/** Reads an expression of the subset; what is not known for harmless is refused. */
export function parseExpression(source: string): Result<Alternatives, Problem> {
  const reader = { source, at: 0 };
  try {
    const tree = readAlternatives(reader);
    if (reader.at < source.length) throw new Refusal('malformed', reader.at);
    return ok(tree);
  } catch (error) {
    if (error instanceof Refusal) return err(error.problem);
    throw error;
  }
}

function readAlternatives(reader: Reader): Alternatives {
  const alternatives: Alternatives = [[]];
  for (;;) {
    const next = reader.source[reader.at];
    if (next === undefined || next === ')') return alternatives;
    if (next === '|') {
      reader.at++;
      alternatives.push([]);
    } else {
      alternatives.at(-1)?.push(readQuantified(reader));
    }
  }
}

function readQuantified(reader: Reader): Node {
  const start = reader.at;
  const node = readNode(reader);
  const span = readQuantifier(reader);
  if (!span) return node;
  if (node.kind === 'assertion') throw new Refusal('malformed', start);
  if (node.kind === 'group' && !isPlain(node)) throw new Refusal('nested', start);
  return { kind: 'repeat', node, ...span };
}

/**
 * A group that always takes the same number of characters, at least one. Only such a one may be repeated: a count that
 * is fixed, as in `(-[a-z]{4}){3}`, leaves no choice.
 */
function isPlain({ body: [only = [], ...more] }: Extract<Node, { kind: 'group' }>): boolean {
  return more.length === 0 && only.length > 0 && only.every(isFixed);
}

function isFixed(node: Node): boolean {
  if (node.kind === 'repeat') return node.least === node.most && node.least > 0 && isFixed(node.node);
  return node.kind === 'atom' || (node.kind === 'group' && isPlain(node));
}

/** `?`, `*`, `+`, `{2}`, `{2,}` or `{2,8}`, greedy or lazy. */
function readQuantifier(reader: Reader): { least: number; most: number } | undefined {
  const match = /^(?:([?*+])|\{(\d{1,3})(?:(,)(\d{1,3})?)?\})\??/.exec(reader.source.slice(reader.at));
  if (!match) return undefined;
  const [all, sign, from, comma, to] = match;
  const least = sign ? Number(sign === '+') : Number(from);
  const most = sign ? (sign === '?' ? 1 : Infinity) : to ? Number(to) : comma ? Infinity : least;
  if (least > LONGEST_READING || (most !== Infinity && most > LONGEST_READING) || least > most) {
    throw new Refusal('malformed', reader.at);
  }
  reader.at += all.length;
  return { least, most };
}

function readNode(reader: Reader): Node {
  const { source, at } = reader;
  const character = source[at] ?? '';
  if (character === '(') return readGroup(reader);
  if (character === '[') return readClass(reader);
  if (character === '\\') return readEscape(reader);
  if ('*+?{}]'.includes(character)) throw new Refusal('malformed', at);
  // One character may be two UTF-16 units.
  reader.at += String.fromCodePoint(source.codePointAt(at) ?? 0).length;
  return character === '^' || character === '$' ? { kind: 'assertion', isStart: character === '^' } : { kind: 'atom' };
}

function readGroup(reader: Reader): Node {
  const start = reader.at;
  const opening = /^\((?:\?:|\?<[A-Za-z]\w*>|(?!\?))/.exec(reader.source.slice(start));
  if (!opening) {
    const isLookaround = /^\(\?<?[=!]/.test(reader.source.slice(start));
    throw new Refusal(isLookaround ? 'lookaround' : 'malformed', start);
  }
  reader.at += opening[0].length;
  const body = readAlternatives(reader);
  if (reader.source[reader.at] !== ')') throw new Refusal('malformed', start);
  reader.at++;
  return { kind: 'group', body };
}

/** What an escape of one character may be; `\p{L}`, `\x41` and `\u0041` besides. */
const ESCAPE =
  /^\\(?:[dDwWsStnrfv^$\\.*+?()[\]{}|/]|p\{[\w=]{1,40}\}|P\{[\w=]{1,40}\}|x[\da-f]{2}|u[\da-f]{4}|u\{[\da-f]{1,6}\})/i;

function readEscape(reader: Reader): Node {
  const rest = reader.source.slice(reader.at);
  if (/^\\[bB]/.test(rest)) {
    reader.at += 2;
    return { kind: 'assertion', isStart: false };
  }
  const found = ESCAPE.exec(rest);
  if (!found) throw new Refusal(/^\\[\dk]/.test(rest) ? 'backreference' : 'malformed', reader.at);
  reader.at += found[0].length;
  return { kind: 'atom' };
}

/** `[a-z]`: up to the first `]` that is not escaped. What stands in between, the browser checks as it compiles. */
function readClass(reader: Reader): Node {
  const characters = /^\[\^?(?:[^\\\]]|\\.)*\]/su.exec(reader.source.slice(reader.at));
  if (!characters) throw new Refusal('malformed', reader.at);
  reader.at += characters[0].length;
  return { kind: 'atom' };
}
