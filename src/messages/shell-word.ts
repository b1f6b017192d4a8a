/** One word of a shell's command line: `'workloads.*.demand=+5 %'`; quoted where it must be. */
export function shellWord(text: string): string {
  return /^[\w.=+:,@%/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
