/** What the agent of a soak confirmed and pressed, to be held against what Brevo saw. Messages are told by a number in their text. */
export type Book = ReturnType<typeof createBook>;

/** `sentAgain` counts the presses of *Send again*; `isUndone` when *Undo* took it back before it left. */
export type Confirmed = { number: number; visitorId: string; sentAgain: number; isUndone: boolean };

export function createBook() {
  const confirmed = new Map<number, Confirmed>();
  const actions: Record<string, number> = {};
  return {
    confirmed: confirmed as ReadonlyMap<number, Confirmed>,
    actions: actions as Readonly<Record<string, number>>,
    /** The text of the next message: an edit keeps its beginning. */
    write(words: string): { number: number; text: string } {
      const number = confirmed.size + 1;
      return { number, text: `m${number}. ${words}` };
    },
    confirm(number: number, visitorId: string): void {
      confirmed.set(number, { number, visitorId, sentAgain: 0, isUndone: false });
    },
    count(action: string): void {
      actions[action] = (actions[action] ?? 0) + 1;
    },
    sentAgain: (text: string) => change(text, (message) => ({ ...message, sentAgain: message.sentAgain + 1 })),
    undone: (text: string) => change(text, (message) => ({ ...message, isUndone: true })),
  };

  function change(text: string, to: (message: Confirmed) => Confirmed): void {
    const message = confirmed.get(numberOf(text));
    if (message) confirmed.set(message.number, to(message));
  }
}

/** The number of a message, whatever an edit made of its text; NaN for a text that no soak wrote. */
export const numberOf = (text: string): number => Number(/^m(\d+)\./.exec(text)?.[1]);
