/** What is asked before, and whenever news comes, to tell if a child may be harmed: N2.7.4 in full. [E03] */
export const questions = {
  "past-suspicions": {
    asks: "Have there been suspicions in the past about this child and the family that, with a sudden disappearance, are worrying?",
    short: "Suspicions in the past",
  },
  "older-people": {
    asks: "Has the child been with significantly older young people or adults, for example picked up from school by men who are no relatives?",
    short: "Significantly older company",
  },
  "incident-before": {
    asks: "Was there a significant incident before the unexplained absence?",
    short: "An incident before the absence",
  },
  "protection-plan": {
    asks: "Is the child under a child protection plan, or was social care involved before in matters of child protection?",
    short: "Child protection, now or before",
  },
  "looked-after": { asks: "Is the child looked after by a local authority?", short: "Looked after" },
  "social-care-now": {
    asks: "Is social care involved now with the child, a brother or sister, or a parent, fathers as well as mothers?",
    short: "Social care involved now",
  },
  "moves-unexplained": {
    asks: "Has the family moved often, without saying fully why?",
    short: "Moves without full explanation",
  },
  immigration: {
    asks: "Does the child's or the family's immigration or asylum status raise an issue?",
    short: "Immigration or asylum status",
  },
  "attendance-before": {
    asks: "Has school or authority stepped in on attendance before: visits, parenting contracts, fast-track?",
    short: "Steps on attendance before",
  },
  crime: {
    asks: "Is there good reason to believe that the child is absent because they are the victim of a crime?",
    short: "Victim of a crime",
  },
  sudden: {
    asks: "Is the absence very sudden, out of character, and without a satisfactory explanation from family or carer?",
    short: "Sudden, out of character, unexplained",
  },
  "child-said": {
    asks: "Has the child said something that gives rise to concern?",
    short: "What the child said",
  },
  "missing-with-family": {
    asks: "Has the child gone missing with the family?",
    short: "Missing with the family",
  },
  "missing-without-family": {
    asks: "Has the child gone missing without the family?",
    short: "Missing without the family",
  },
  culture: {
    asks: "Is there any reason to do with the child's ethnicity or culture to believe that the child is at risk of harm?",
    short: "Risk to do with ethnicity or culture",
  },
} as const satisfies Record<string, { asks: string; short: string }>;

export type Question = keyof typeof questions;

/** The clause that asks them, and the one that says what a yes asks for. */
export const clauses = { asks: "N2.7.4", refer: "N2.7.6" } as const;

/** When the questions are asked. */
export const occasions = {
  intake: "When the case began",
  visit: "After a visit",
  news: "Because news came",
} as const;

export type Occasion = keyof typeof occasions;
