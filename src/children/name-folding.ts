/** Letters that Unicode does not take apart into a plain letter and a mark. */
const plainLetters: Record<string, string> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ŋ: "ng",
  ə: "a",
  ɛ: "e",
  ɔ: "o",
  ɓ: "b",
  ɗ: "d",
  ƙ: "k",
};

/**
 * A name for comparing, never for showing: lower case, plain ASCII letters and digits, one space between its words.
 * Marks and apostrophes go (O'Brien is obrien); hyphens and other punctuation part words (Smith-Jones is smith jones).
 * Empty when the name has no Latin letter: such a name cannot be compared and must not count as equal to another.
 */
export function foldName(text: string): string {
  const lower = text.toLowerCase();
  // Most names are plain already, and imports fold hundreds of thousands of them.
  if (/^[a-z]+$/.test(lower)) return lower;
  return lower
    .normalize("NFKD")
    .replace(/[\p{M}'’‘ʼʻ`´]/gu, "")
    .replace(/[^a-z0-9]/gu, (letter) => plainLetters[letter] ?? " ")
    .trim()
    .replace(/ +/g, " ");
}
