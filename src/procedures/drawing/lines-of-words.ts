// Widths in thousandths of the size, for Arial and its like (Liberation Sans, Helvetica, Arimo), which share them.
const narrow = "ijl.,:;'|! ftI()r-/";
const wide = "mwMW%@";

/** Roughly how many pixels words take in a line, never too few. */
export function widthOf(words: string, size: number, bold = false): number {
  let sum = 0;
  for (const letter of words)
    sum += narrow.includes(letter)
      ? 340
      : wide.includes(letter)
        ? 900
        : letter >= "A" && letter <= "Z"
          ? 700
          : 560;
  return (sum / 1000) * size * (bold ? 1.07 : 1);
}

/** Words broken into lines of at most so many pixels; a word longer than a line is broken inside. */
export function linesOfWords(words: string, width: number, size: number, bold = false): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of words.split(/\s+/).flatMap((each) => piecesOf(each, width, size, bold))) {
    const longer = line ? `${line} ${word}` : word;
    if (line && widthOf(longer, size, bold) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line ? [...lines, line] : lines;
}

function piecesOf(word: string, width: number, size: number, bold: boolean): string[] {
  if (widthOf(word, size, bold) <= width) return [word];
  let end = word.length;
  while (end > 1 && widthOf(word.slice(0, end), size, bold) > width) end -= 1;
  return [word.slice(0, end), ...piecesOf(word.slice(end), width, size, bold)];
}
