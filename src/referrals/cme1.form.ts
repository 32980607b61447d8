import { enquiries } from "./cme1/enquiries.step.ts";
import { leaving } from "./cme1/leaving.step.ts";
import { pupil } from "./cme1/pupil.step.ts";
import { safeguardingOf } from "./cme1/safeguarding.step.ts";
import { transferFile } from "./cme1/transfer-file.step.ts";
import type { FormDefinition } from "./form-definition.ts";

/** CME1: a school tells the CME officer of a leaver (Norfolk, appendix 2), safeguarding first. [D01] */
export const cme1: FormDefinition = {
  form: "cme1",
  title: "Report a leaver with no confirmed destination",
  steps: [safeguardingOf("pupil"), pupil, leaving, enquiries, transferFile],
};
