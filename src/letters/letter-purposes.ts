import type { LetterField } from "./letter-fields.ts";

/** The facts that a letter leaves on its case; any other letter stands in the chronology as a note. */
type Leaves = "letter-sent" | "order-notice-served" | "referrer-told" | "note-made";

export type Purpose = {
  /** To whom such a letter goes: the child's carers, or whoever referred the child. */
  to: "family" | "referrer";
  /** The fact that it leaves on the case. A notice leaves its fact once it is served. */
  leaves: Leaves;
  /** What the fact says that it was about. */
  about?: "visit" | "place" | "other";
  /** The fields without which such a letter is of no use, whoever words it. */
  needs: readonly LetterField[];
  /** If it may be written once the case is closed. */
  afterClosing: boolean;
};

const always = ["to", "child", "writer", "telephone"] as const;

/** The closed list of what letters are for. Each template serves one of them. */
export const purposes = {
  visit: {
    ...{ to: "family", leaves: "letter-sent", about: "visit", afterClosing: false },
    needs: [...always, "visit day"],
  },
  "no-answer": {
    ...{ to: "family", leaves: "letter-sent", about: "other", afterClosing: false },
    needs: [...always, "visit day"],
  },
  "home-education": { to: "family", leaves: "note-made", afterClosing: true, needs: always },
  "order-notice": {
    ...{ to: "family", leaves: "order-notice-served", afterClosing: false },
    needs: [...always, "date of birth", "time to answer"],
  },
  place: {
    ...{ to: "family", leaves: "letter-sent", about: "place", afterClosing: false },
    needs: [...always, "place offered"],
  },
  acknowledgement: { to: "referrer", leaves: "note-made", afterClosing: true, needs: [...always, "case"] },
  outcome: {
    ...{ to: "referrer", leaves: "referrer-told", afterClosing: true },
    needs: [...always, "case", "outcome"],
  },
} as const satisfies Record<string, Purpose>;

export type PurposeName = keyof typeof purposes;

/** The purpose of this name. */
export function purposeNamed(name: PurposeName): Purpose {
  return purposes[name];
}
