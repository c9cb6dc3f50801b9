import { useState } from 'preact/hooks';
import type { Result } from '../../lib/result.ts';

/** Runs one command at a time and keeps its failure, so that a control can show that it works and what went wrong. */
export function useCommand<F>() {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<F>();
  const run = async <T>(command: () => Promise<Result<T, F>>): Promise<Result<T, F>> => {
    setBusy(true);
    setFailure(undefined);
    const result = await command();
    setBusy(false);
    if (!result.ok) setFailure(() => result.failure);
    return result;
  };
  return { isBusy, failure, run, clear: () => setFailure(undefined) };
}
