import { awayFromSchool } from "./attendance/away.step.ts";
import { notTried, reachedFamily } from "./attendance/reached-family.step.ts";
import { pupil } from "./cme1/pupil.step.ts";
import { safeguardingOf } from "./cme1/safeguarding.step.ts";
import { reached } from "./described/sender.step.ts";
import type { FormDefinition } from "./form-definition.ts";

/**
 * A school refers a pupil who is still on its roll and does not come (Norfolk 5.1, 5.2.1, 6.1(ii)): safeguarding first, and
 * refused until somebody has tried the family, unless it cannot wait. [C11] [C12] [C13] [C14] [C16]
 */
export const attendanceReferral: FormDefinition = {
  form: "attendance-referral",
  title: "Refer a pupil who does not come to school",
  steps: [safeguardingOf("pupil"), pupil, awayFromSchool, reachedFamily, reached],
  refusedFor: notTried,
};
