import { pupil } from "./cme1/pupil.step.ts";
import { safeguardingOf } from "./cme1/safeguarding.step.ts";
import { reached } from "./described/sender.step.ts";
import type { FormDefinition } from "./form-definition.ts";
import { absence } from "./hub/absence.step.ts";
import { visitRisks } from "./hub/risks.step.ts";
import { stepsMissing, tried } from "./hub/tried.step.ts";

/** A school refers a suspected missing pupil to its hub (Oxfordshire, appendix 2): refused without the school's own steps. [D06] */
export const hubReferral: FormDefinition = {
  form: "hub-referral",
  title: "Refer a suspected missing pupil to the hub",
  steps: [safeguardingOf("pupil"), pupil, absence, tried, visitRisks, reached],
  refusedFor: stepsMissing,
};
