import { NotYet, until } from './until.ts';

/** Ends a browser with all its helpers, without a chance to save anything, and waits until it is gone. */
export async function killBrowser(pid: number): Promise<void> {
  // Both drivers start the browser as the leader of a process group of its own.
  if (!signal(-pid, 'SIGKILL')) signal(pid, 'SIGKILL');
  await until('the browser to die', () => !signal(pid, 0) || new NotYet(`process ${pid} is still there`));
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
