/** Sentences on a terminal. */

/** Lines of at most `width` characters, broken between words, or between what `gap` separates; a longer word stands alone. */
export function wrap(text: string, width: number, gap = ' '): string[] {
  const lines = [''];
  for (const word of text.split(gap)) {
    const line = lines.at(-1)!;
    if (line && line.length + gap.length + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line ? `${line}${gap}${word}` : word;
  }
  return lines;
}
