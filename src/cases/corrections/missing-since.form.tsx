import { z } from "zod";
import { requireAct } from "../../access/index.ts";
import { day, GovukDateInput, GovukTextarea } from "../../web/design/index.ts";
import type { CaseForm } from "../case-form.ts";
import { placeOf } from "../case-to-work.ts";
import { correctMissingSince } from "./correct-missing-since.ts";

/** The day since when the child is missing education, where it was another than the one at the opening. [G03] */
export const missingSinceForm: CaseForm<{ missingSince: Temporal.PlainDate; note: string }, undefined> = {
  at: "missing-since",
  permission: "work-case",
  title: "Correct since when the child is missing education",
  done: "The day is put right. The register counts from it.",
  schema: (today) =>
    z.object({
      missingSince: day("day since when the child is missing education", { upTo: today }),
      note: z.string().max(5000),
    }),
  names: { note: "how it is known" },
  extra: async ({ viewer }, kase) => {
    requireAct(viewer, "work-case", placeOf(kase));
    return undefined;
  },
  fields: ({ field }) => (
    <>
      <GovukDateInput
        {...field.day("missingSince")}
        fieldset={{ legend: { text: "Missing education since" } }}
        hint={{
          text: "The last day on which the child was in education. What was recorded before stays readable.",
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
  act: async (context, reference, values) =>
    (await correctMissingSince(context, reference, values)) === "closed"
      ? { refused: { "": "This case has been closed. Reopen it to record more." } }
      : "done",
};
