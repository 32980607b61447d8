import type { CaseForm } from "./case-form.ts";
import {
  databaseCheckForm,
  noteForm,
  ownerForm,
  removalAdviceForm,
  wordsToReferrerForm,
} from "./case-forms.tsx";
import { closureForm } from "./closure.form.tsx";
import { openingForm } from "./corrections/opening.form.tsx";
import { simpleFactForm } from "./simple-fact.form.tsx";
import { type SimpleKind, simpleFacts } from "./simple-facts.ts";

/** Every form that this slice puts on a case. */
export const caseForms = [
  databaseCheckForm,
  noteForm,
  removalAdviceForm,
  ownerForm,
  wordsToReferrerForm,
  closureForm,
  openingForm,
  ...(Object.keys(simpleFacts) as SimpleKind[]).map(simpleFactForm),
  // Each keeps its own types together; whoever holds them all needs none of them.
] as readonly CaseForm[];
