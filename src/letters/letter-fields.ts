/** The closed list of what a letter's text may leave open for the case to fill in: `{{child}}`. */
export const letterFields = {
  to: "the name of whom the letter is to",
  child: "the child's name",
  "date of birth": "the child's date of birth",
  school: "the last school",
  "place offered": "the school where a place was offered",
  case: "the reference of the case",
  outcome: "what came of the case",
  authority: "the name of the council",
  "visit day": "the day of the visit",
  "time to answer": "how long the parent has to answer",
  writer: "the name of whoever writes",
  post: "the post of whoever writes",
  telephone: "the telephone number of whoever writes",
} as const;

export type LetterField = keyof typeof letterFields;

/** What the case says for each field; one that is left out is a gap for the writer to fill. */
export type FieldValues = Partial<Record<LetterField, string>>;

const braces = /\{\{([^{}]*)\}\}/g;
const gap = /\[fill in: ([^\]]*)\]/g;

/** The names that a text puts in double braces, each once, in the order of the text. */
export function fieldsIn(text: string): string[] {
  return [...new Set([...text.matchAll(braces)].map(([, name = ""]) => name.trim()))];
}

/** If a name is one of the closed list of fields. */
export function isField(name: string): name is LetterField {
  return Object.hasOwn(letterFields, name);
}

/**
 * A text with its fields filled in, once through: braces in a name are a name's. What the case does not know becomes a
 * gap that says what belongs there, never nothing.
 */
export function filledIn(text: string, values: FieldValues): string {
  return text.replaceAll(braces, (_, written: string) => {
    const name = written.trim();
    const value = isField(name) ? values[name]?.trim() : undefined;
    return value || `[fill in: ${isField(name) ? letterFields[name] : name}]`;
  });
}

/** What somebody must still fill in before a text is a letter: its gaps, and fields typed by hand. */
export function gapsIn(text: string): string[] {
  const open = [...text.matchAll(gap)].map(([, what = ""]) => what);
  const typed = fieldsIn(text).map((name) => (isField(name) ? letterFields[name] : name));
  return [...new Set([...open, ...typed])];
}

/** An invented child and officer, for reading a template as a letter. */
export const inventedValues: FieldValues = {
  to: "Mrs Ines Fenwater",
  child: "Rowan Fenwater",
  "date of birth": "9 March 2017",
  school: "Larkmere Primary School",
  "place offered": "Ashfield Primary School",
  case: "XX-C-000000",
  outcome: "The child is on a school's roll.",
  authority: "Example Council",
  "visit day": "Tuesday 3 March 2026",
  "time to answer": "15 calendar days, beginning with the day",
  writer: "Sam Alder",
  post: "Area attendance officer",
  telephone: "01632 960 000",
};
