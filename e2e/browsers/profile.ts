import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Profile = {
  folder: string;
  /** To be called after each start: when the program ends, the folder has to go after the browser. */
  removeOnExit(): void;
  remove(): void;
};

/** A profile folder: the caller's own, which is kept, or a temporary one, which goes with the run. */
export function openProfile(given?: string): Profile {
  if (given) {
    mkdirSync(given, { recursive: true });
    return { folder: given, removeOnExit: () => {}, remove: () => {} };
  }
  const folder = mkdtempSync(join(tmpdir(), 'deskside-profile-'));
  // A browser that was just killed may still be writing.
  const removeFolder = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  return {
    folder,
    removeOnExit() {
      process.off('exit', removeFolder);
      process.on('exit', removeFolder);
    },
    remove() {
      process.off('exit', removeFolder);
      removeFolder();
    },
  };
}
