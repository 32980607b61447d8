/** The acts by which a child's details leave the authority, in the words of a heading. [G01] */
export const ways = {
  question: "We asked a question",
  councils: "We asked every council",
  letter: "A letter",
  outcome: "We told whoever reported the child",
  told: "We told a service",
  worry: "We told of a worry for the child’s safety",
  "passed-on": "A report was passed on",
  return: "A school’s return was copied",
  "transfer-file": "The school file was handed over",
  exchange: "The school file went to another authority’s system",
  sweep: "A list after a truancy sweep",
  list: "A list for a partner",
  court: "Papers for a court",
  "own-record": "The record was given on request",
  file: "A list was taken as a file",
} as const;

export type Way = keyof typeof ways;

/** One time that something of a child left. */
export type Disclosure = {
  at: Temporal.Instant;
  way: Way;
  /** To whom, by name; null where only a kind or a partner is known: see `told`. */
  to: string | null;
  /** What the way keeps: the fields of a question, the title of a letter, the word of who was told. */
  told: string | null;
  fields: readonly string[];
  /** As it was recorded; null where the way always has the same. */
  basis: string | null;
  by: string;
  reference: string | null;
  /** With the moment, its place in the list. */
  key: string;
};

/** On what every act of one way rests, where nobody chose a basis. [G01] */
export const usualBasis: Record<Way, string> = {
  question: "Education Act 1996, section 436A: to find out which children are missing education",
  councils: "Education Act 1996, section 436A: to find out which children are missing education",
  letter:
    "Sent to the child’s own family or to whoever reported the child, as part of our duty under section 436A",
  outcome: "Whoever reports a child is told what became of it: Children Act 2004, sections 10 and 11",
  told: "Children Act 2004, sections 10 and 11: to co-operate for the welfare of a child",
  worry: "Children Act 1989, section 47, and Children Act 2004, section 11: to keep a child safe",
  "passed-on": "Education Act 1996, section 436A: to find out which children are missing education",
  return: "School Attendance (Pupil Registration) (England) Regulations 2024, regulation 13",
  "transfer-file":
    "Education (Pupil Information) (England) Regulations 2005: a school’s file follows the pupil",
  exchange: "Education Act 1996, section 436A: to find out which children are missing education",
  sweep: "UK GDPR Article 6(1)(e): a task in the public interest",
  list: "Children Act 2004, sections 10 and 11: to co-operate for the welfare of a child",
  court: "Education Act 1996, sections 437 to 443: school attendance orders",
  "own-record": "UK GDPR Article 15: a person may see what is held about them",
  file: "For the authority’s own work. Whoever hands it on records to whom",
};
