import { useMemo, useRef, useState } from 'preact/hooks';
import { threadIn } from '../../lib/visitors/brevo-link.ts';
import {
  firstSuggestions,
  type Known,
  meaningOf,
  type Suggestion,
  suggestionsFor,
} from '../../lib/visitors/resolve.ts';

type Options = {
  chosenId: string;
  known: Known;
  /** A text is being written: going to somebody else waits until the whole ID is there. */
  isWriting: boolean;
  onChange: (visitorId: string) => void;
  onChosen: () => void;
  onLookUp: (brevoId: string) => void;
};

/** The list opens by itself for somebody who is known, and otherwise by a click or an arrow key. */
type Open = 'no' | 'by-typing' | 'asked-for';

const isNews = ({ kind }: Suggestion) => kind !== 'as-id' && kind !== 'look-up';

/** A thread of which nobody has said yet whose it is. */
type Asking = { threadId: string; takesFocus: boolean };

/** What is typed into the Visitor field, what it may mean, and what becomes of it. */
export function useVisitorChoice({ chosenId, known, isWriting, onChange, onChosen, onLookUp }: Options) {
  const [typedId, setTypedId] = useState<string>();
  const [open, setOpen] = useState<Open>('no');
  const [active, setActive] = useState(-1);
  const [asking, setAsking] = useState<Asking>();
  /** Who was chosen before something was typed. */
  const before = useRef(chosenId);
  const visitorId = typedId ?? chosenId;
  // What the page beside us wrote into the field is no search.
  const suggest = () => (typedId === undefined ? firstSuggestions(known) : suggestionsFor(typedId, known));
  const offered = useMemo<Suggestion[]>(() => {
    if (open === 'no') return [];
    const all = suggest();
    // Who types an ID that nobody knows wants to go on to what lies below, not to have it covered.
    return open === 'asked-for' || all.some(isNews) ? all : [];
  }, [open, typedId, known]);

  const close = () => {
    setOpen('no');
    setActive(-1);
  };
  const commit = (id: string) => {
    setTypedId(undefined);
    if (id !== chosenId) onChange(id);
    close();
  };
  const choose = (id: string) => {
    commit(id);
    setAsking(undefined);
    onChosen();
  };
  /** Until somebody says whose it is, the text stands for itself: nothing typed for one goes to whom the field does not show. */
  const ask = (threadId: string, takesFocus: boolean) => {
    commit(visitorId.trim());
    setAsking({ threadId, takesFocus });
  };
  const take = (suggestion: Suggestion) => {
    if (suggestion.kind === 'look-up') {
      commit(before.current);
      onLookUp(suggestion.brevoId);
    } else if (suggestion.kind === 'new-thread') ask(suggestion.threadId, true);
    else choose(suggestion.visitorId);
  };

  return {
    visitorId,
    /** What is offered now; the index of the one walked to, or -1. */
    offered,
    active,
    isSearch: typedId !== undefined,
    asking: threadIn(visitorId)?.threadId === asking?.threadId ? asking : undefined,
    open: () => setOpen('asked-for'),
    close,
    clear: () => commit(''),
    choose,
    take,
    takeActive: () => take(offered[active] ?? meaningOf(visitorId, known)),
    stopAsking: () => setAsking(undefined),
    type(text: string) {
      if (typedId === undefined) before.current = chosenId;
      setTypedId(text);
      if (!isWriting) onChange(text);
      setActive(-1);
      setOpen('by-typing');
    },
    /** The agent goes elsewhere, and their focus with them. */
    leave() {
      if (typedId === undefined) return close();
      const meant = meaningOf(typedId, known);
      if (meant.kind === 'new-thread') ask(meant.threadId, false);
      else commit(meant.visitorId);
    },
    move(by: number) {
      setOpen('asked-for');
      const first = active < 0 && by < 0 ? 1 : 0;
      const list = offered.length > 0 ? offered : suggest();
      setActive((active + by + list.length + first) % Math.max(1, list.length));
    },
  };
}
