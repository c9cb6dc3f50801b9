import type { Alternatives, Node } from './expression-parse.ts';
import { LONGEST_READING } from './limits.ts';

type Cost = {
  /** In how many ways it can match from one place. */
  ways: number;
  /** How many steps all of them take together. */
  steps: number;
  /** How many quantifiers it has that make many ways. */
  wide: number;
  /** How many quantifiers without a limit can be at work at once. */
  unbounded: number;
};

/** A quantifier of more ways than this is as good as unbounded: `a{0,200}`. */
const WIDE = 16;

/**
 * An upper bound of the steps of an engine that tries every way, on the longest reading. It takes all atoms for equal, so
 * that any two that follow each other overlap.
 */
export function costOf(expression: Alternatives): Pick<Cost, 'steps' | 'wide'> {
  const { steps, wide, unbounded } = costOfAlternatives(expression);
  const starts = isAnchored(expression) ? 0 : 1;
  // The place to start from and the unbounded quantifiers share out the same characters: of n such, only one in n! ways fits.
  const share = factorial(unbounded + starts);
  return { steps: (steps * LONGEST_READING ** starts) / share, wide };
}

const isAnchored = (expression: Alternatives): boolean =>
  expression.every(([first]) => first?.kind === 'assertion' && first.isStart);

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));

function costOfAlternatives(alternatives: Alternatives): Cost {
  const costs = alternatives.map(costOfSequence);
  const sum = (key: keyof Cost) => costs.reduce((total, cost) => total + cost[key], 0);
  const unbounded = Math.min(...costs.map((cost) => cost.unbounded));
  return { ways: sum('ways'), steps: sum('steps'), wide: sum('wide'), unbounded };
}

function costOfSequence(nodes: Node[]): Cost {
  const total: Cost = { ways: 1, steps: 1, wide: 0, unbounded: 0 };
  for (const node of nodes) {
    const cost = costOfNode(node);
    // Every way that leads here tries what follows.
    total.steps += total.ways * cost.steps;
    total.ways *= cost.ways;
    total.wide += cost.wide;
    total.unbounded += cost.unbounded;
  }
  return total;
}

function costOfNode(node: Node): Cost {
  switch (node.kind) {
    case 'atom':
    case 'assertion':
      return { ways: 1, steps: 1, wide: 0, unbounded: 0 };
    case 'group':
      return costOfAlternatives(node.body);
    case 'repeat':
      return costOfRepeat(node);
    default:
      return node satisfies never;
  }
}

/** What is repeated matches in one way, always as long: the parser sees to that. */
function costOfRepeat({ node, least, most }: Extract<Node, { kind: 'repeat' }>): Cost {
  const times = Math.min(most, LONGEST_READING);
  return {
    ways: times - least + 1,
    steps: times * costOfNode(node).steps,
    wide: Number(times - least > WIDE),
    unbounded: Number(most === Infinity),
  };
}
