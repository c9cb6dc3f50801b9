/** How long the browser may take to read what it saves. */
const READ_MS = 60_000;

/** Gives the agent a file to save. It needs no permission and touches no network. */
export function saveFile(name: string, type: string, parts: string[]): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(parts, { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), READ_MS);
}
