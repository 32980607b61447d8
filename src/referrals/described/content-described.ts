import { missingBasicsOf, readPostcode, tidyUpn } from "../../children/index.ts";
import { type About, type Answers, type FormDefinition, sectionsOf } from "../form-definition.ts";
import type { ReferralContent } from "../referral.ts";

/** Nothing is on record of a child whom the sender describes. */
export const nobodyKnown: About = { dateOfBirth: null };

/** What is kept of a form that describes the child: as it was answered, and by what every list is searched. [D02] */
export function contentDescribed(
  definition: FormDefinition<About>,
  answers: Answers,
  sender: Pick<ReferralContent["sender"], "name" | "organisation">,
): ReferralContent {
  const text = (name: string) => String(answers[name] ?? "").trim();
  const postcode = readPostcode(text("postcode")) ?? null;
  const missing = missingBasicsOf({
    ...{ forename: known(text("forename")), surname: known(text("surname")) },
    dateOfBirth: answers["born"] ? Temporal.PlainDate.from(text("born")) : null,
    addresses: text("address") || text("newAddress") ? [{ certainty: "stated" }] : [],
    carers: text("carer") ? [text("carer")] : [],
    gp: text("gp"),
    schoolName: text("school") || null,
  });
  return {
    child: {
      ...{ forename: known(text("forename")), surname: known(text("surname")) },
      otherSurname: text("otherSurname"),
      dateOfBirth: text("born") || null,
      sex: text("sex") || null,
      upn: tidyUpn(text("upn")) || null,
      formerUpn: null,
      postcode,
      address: text("address"),
    },
    ...{ missing, answers, sections: sectionsOf(definition, nobodyKnown, answers) },
    urgent: answers["urgent"] === "yes" || answers["risk"] === "high",
    concern: answers["concern"] === "yes",
    sender: {
      name: text("senderName") || sender.name,
      organisation: text("organisation") || sender.organisation,
      position: text("position"),
      phone: text("phone"),
      schoolName: "",
      ...(text("came") && { came: text("came") }),
    },
  };
}

/** Nobody is called "not known". */
function known(name: string): string {
  return /^(not known|unknown|n\/?k|\?+|-+)$/i.test(name) ? "" : name;
}
