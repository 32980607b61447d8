import type { ChildRecord } from "../children/index.ts";
import { type Follower, type Procedure, proceduresOf } from "../procedures/index.ts";
import { attendanceReferral } from "./attendance-referral.form.ts";
import { cme1 } from "./cme1.form.ts";
import type { FormDefinition } from "./form-definition.ts";
import { hubReferral } from "./hub-referral.form.ts";

/** CME1's questions where a hub stands between school and CME officer (O3.5). [D07] */
const schoolReferral: FormDefinition = {
  ...cme1,
  form: "school-referral",
  title: "Refer a leaver to the children missing education officer",
};

/** Every form with which a school refers a pupil, and the last part of its address. */
export const schoolForms: readonly { definition: FormDefinition; at: string; forWhom: string }[] = [
  { definition: cme1, at: "referral", forWhom: "A leaver with no confirmed destination" },
  {
    definition: attendanceReferral,
    at: "attendance-referral",
    forWhom: "A pupil on your roll who does not come, or a new pupil who never came",
  },
  {
    definition: hubReferral,
    at: "hub-referral",
    forWhom: "A pupil on your roll who is away, and nobody knows why or can reach the family",
  },
  {
    definition: schoolReferral,
    at: "school-referral",
    forWhom: "A leaver whom no new school has confirmed; at once where you are worried",
  },
];

/** The forms of those who stand in the hub's place where there is none. */
const withoutHub: readonly FormDefinition[] = [cme1, attendanceReferral];

/**
 * The forms of a school in an authority: where its procedure gives steps to a hub, the hub's and the school's own; else CME1 and
 * the referral to area attendance. [D01] [D06] [D07]
 */
export function formsOfSchool(procedures: readonly Procedure[], authority: Follower): typeof schoolForms {
  const hasHub = proceduresOf(procedures, authority).some(({ rules }) =>
    rules.some(({ role }) => role === "hub-lead" || role === "hub-worker"),
  );
  return schoolForms.filter(({ definition }) => withoutHub.includes(definition) !== hasHub);
}

/** The form by which a school in an authority refers a pupil on its roll who does not come. [C13] [D06] */
export function formOfAbsence(forms: typeof schoolForms): (typeof schoolForms)[number] | undefined {
  return forms.find(({ definition }) => definition.steps.some(({ slug }) => slug === "absence"));
}

/** Where a pupil is referred by a form. */
export function addressOf({ id }: Pick<ChildRecord, "id">, at: string): string {
  return `/pupils/${id}/${at}`;
}
