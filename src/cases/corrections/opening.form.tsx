import { z } from "zod";
import { requireAct } from "../../access/index.ts";
import { type Reason, reasons } from "../../children/index.ts";
import { GovukDateInput, GovukSelect, GovukTextarea, optionalDay } from "../../web/design/index.ts";
import type { CaseForm } from "../case-form.ts";
import { placeOf } from "../case-to-work.ts";
import { correctOpening, type RightOpening } from "./correct-opening.ts";

const refusals = {
  closed: { "": "This case has been closed. Reopen it to record more." },
  "as-it-was": { reason: "Choose another reason or change the day: this is what is recorded already" },
};

/** Why the case was opened and since when the child is missing education, where it was otherwise than said at the opening. [G03] [A08] */
export const openingForm: CaseForm<RightOpening, undefined> = {
  at: "opening",
  permission: "work-case",
  title: "Correct why the case was opened, or since when the child is missing education",
  done: "It is put right. What is to be done is worked out by it, and the register counts from it.",
  schema: (today) =>
    z.object({
      reason: z.enum(Object.keys(reasons) as [Reason, ...Reason[]]),
      missingSince: optionalDay("day since when the child is missing education", { upTo: today }),
      note: z.string().max(5000),
    }),
  names: { reason: "the reason", note: "how it is known" },
  prefilled: (_today, { reason, missingSince }) => ({ reason, ...(missingSince && { missingSince }) }),
  extra: async ({ viewer }, kase) => {
    requireAct(viewer, "work-case", placeOf(kase));
    return undefined;
  },
  fields: ({ field }) => (
    <>
      <p class="govuk-body">What was recorded before stays readable.</p>
      <GovukSelect
        {...field.choice("reason")}
        label={{ text: "Why is the child missing education?" }}
        items={Object.entries(reasons).map(([value, { text }]) => ({ value, text }))}
      />
      <GovukDateInput
        {...field.day("missingSince")}
        fieldset={{ legend: { text: "Missing education since" } }}
        hint={{
          text: "The last day on which the child was in education. Leave it empty if it is not known.",
        }}
      />
      <GovukTextarea
        {...field.text("note")}
        rows="3"
        label={{ text: "How is it known?" }}
        hint={{ text: "Who said so, and when. It becomes a note on the case." }}
      />
    </>
  ),
  button: "Put it right",
  act: async (context, reference, values) => {
    const answer = await correctOpening(context, reference, values);
    return answer === "corrected" ? "done" : { refused: refusals[answer] };
  },
};
