import type { ProcedureAct } from "../procedures/index.ts";
import { caseActs } from "./case-acts.ts";
import type { Way } from "./doing.ts";
import { educationActs } from "./education-acts.ts";
import { familyActs } from "./family-acts.ts";
import { schoolActs } from "./school-acts.ts";
import { searchActs } from "./search-acts.ts";

/** How each act that a procedure can ask for is done in the demonstration: none may be forgotten. */
export const ways: Readonly<Record<ProcedureAct, Way>> = {
  ...schoolActs,
  ...familyActs,
  ...searchActs,
  ...educationActs,
  ...caseActs,
};
