// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML forbids.
const forbidden = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/;

/** Text as it comes in: every end of a line as one character, up to the first that XML does not have. (XML 1.0, 2.2, 2.11) */
export class Incoming {
  private endsInReturn = false;

  /** What can be read of it, and whether it was cut short before a forbidden character. */
  take(text: string): { good: string; isCut: boolean } {
    const whole = this.endsInReturn ? `\r${text}` : text;
    this.endsInReturn = whole.endsWith("\r");
    const piece = this.endsInReturn ? whole.slice(0, -1) : whole;
    const lines = piece.includes("\r") ? piece.replace(/\r\n?/g, "\n") : piece;
    return forbidden.test(lines)
      ? { good: lines.slice(0, lines.search(forbidden)), isCut: true }
      : { good: lines, isCut: false };
  }

  /** What was held back, when nothing more comes. */
  rest(): string {
    return this.endsInReturn ? "\n" : "";
  }
}
