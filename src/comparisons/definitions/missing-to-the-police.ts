import type { Comparison } from "../comparison.ts";
import { dayTold, inParts } from "../evidence-words.ts";
import { policeListBesideRegister } from "./missing-to-the-police.store.ts";

/** The police list beside the register, both ways, with whose task the talk after the return is. [B05] [B06 partly] */
export const missingToThePolice: Comparison = {
  word: "missing-to-the-police",
  title: "On the police list of missing children",
  question: "Which children are missing to the police, and who of them is on the register?",
  findsMissing: false,
  sources: ["police-missing", "school-roll"],
  doubt: "The police write names by ear. A child of another spelling is not matched.",
  nextActions: [
    "Tell whoever holds the return interview what the register knows",
    "Open a case when the child is on no roll and not on the register",
  ],
  inOneLine: ({ policeOn, returnedOn, caseReference, caseOwner, interviewRole, rollSchool }) =>
    inParts(
      `reported missing on ${dayTold(policeOn)}`,
      returnedOn ? `back on ${dayTold(returnedOn)}` : "not back yet",
      caseReference
        ? `on the register as ${caseReference}, owned by ${caseOwner ?? "nobody yet"}`
        : "not on the register",
      rollSchool ? `on the roll of ${rollSchool}` : "on no roll",
      interviewRole && `return interview: ${interviewRole}`,
    ),
  find: policeListBesideRegister,
};
