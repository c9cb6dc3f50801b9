import { NotYet, until } from './until.ts';

/** Ends a browser with all its helpers, without a chance to save anything, and waits until it is gone. */
export async function killBrowser(pid: number): Promise<void> {
  // Both drivers start the browser as the leader of a process group of its own.
  if (!signal(-pid, 'SIGKILL')) signal(pid, 'SIGKILL');
  await until('the browser to die', () => !signal(pid, 0) || new NotYet(`process ${pid} is still there`));
}

/** Stops a browser with all its helpers, as a computer that sleeps does, and wakes it after a while. */
export async function letSleep(pid: number, ms: number): Promise<void> {
  if (!signal(-pid, 'SIGSTOP')) throw new Error('the browser leads no group of processes');
  await new Promise((resolve) => setTimeout(resolve, ms));
  signal(-pid, 'SIGCONT');
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
