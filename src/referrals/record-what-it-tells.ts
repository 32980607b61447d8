import {
  postcodeApart,
  readPostcode,
  recordAddress,
  recordCarer,
  recordParticulars,
} from "../children/index.ts";
import type { Context } from "../context.ts";
import type { Answers } from "./form-definition.ts";

/** Makes facts about the child of what a referral told, now that an officer has read it; `source` names the referral. [A02] [C30] */
export async function recordWhatItTells(
  context: Context,
  childId: number,
  answers: Answers,
  source: string,
): Promise<void> {
  const told = (name: string) => (answers[name] ? String(answers[name]) : undefined);
  const address = told("address");
  if (address) {
    const { lines, postcode } = postcodeApart(address);
    await recordAddress(context, childId, {
      lines,
      postcode: readPostcode(told("postcode") ?? "") ?? postcode,
      certainty: "stated",
      source,
    });
  }
  const newAddress = told("newAddress");
  // Without its postcode nobody sees who else lives or lived there, and whom nobody may approach.
  if (newAddress)
    await recordAddress(context, childId, { ...postcodeApart(newAddress), certainty: "believed", source });
  const name = told("carer");
  if (name) {
    const phone = told("carerPhone");
    const unknown = {
      parentalResponsibility: "unknown",
      livesWithChild: "unknown",
      relationship: "",
    } as const;
    await recordCarer(context, childId, { ...unknown, name, phones: phone ? [phone] : [], source });
  }
  const particulars = { gp: told("gp"), ethnicity: told("ethnicity"), firstLanguage: told("firstLanguage") };
  if (Object.values(particulars).some(Boolean))
    await recordParticulars(context, childId, { ...particulars, source });
}
