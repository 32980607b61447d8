import type { Context } from "../context.ts";
import { contentDescribed } from "./described/content-described.ts";
import { describedForms } from "./described/described-forms.ts";
import { takeInReferral } from "./take-in-referral.ts";

/** A child of whom another authority asked, and of whom the one asked knows that the family lives with them now. */
export type MovedIn = {
  /** The authority that is asked, where the family lives now. */
  authorityId: number;
  /** Who asked: the officer, the authority, and the reference of the question. */
  asked: { by: string; authority: string; reference: string; question: string };
  forename: string;
  surname: string;
  dateOfBirth: string | undefined;
  sex: string | undefined;
  upn: string | undefined;
  formerSchool: string | undefined;
  /** Where the family lived, where that was disclosed. */
  lastAddress: string | undefined;
  address: string;
  postcode: string | null;
  note: string;
};

/**
 * Takes up a child who has moved in and is on no roll, as the notice that the question was (form notice): the one who asked closes its case
 * because the child has left, and without this nobody would look on. It waits for a decision like any other. Whoever answers for the
 * authority may. [D09] [B08] [C24]
 */
export async function referFromQuestion(
  context: Context,
  { authorityId, asked, note, ...child }: MovedIn,
): Promise<{ reference: string }> {
  const notice = describedForms.find(({ form }) => form === "notice");
  if (!notice) throw new Error("There is no form for a notice");
  const answers = {
    ...{ forename: child.forename || "not known", surname: child.surname || "not known" },
    born: child.dateOfBirth,
    sex: child.sex,
    upn: child.upn,
    school: child.formerSchool,
    newAddress: [child.address, child.postcode].filter(Boolean).join("\n"),
    address: child.lastAddress,
    information: [
      `${asked.authority} asked under ${asked.reference}: ${asked.question}`,
      note && `We answered: ${note}`,
      `Speak with ${asked.authority} before anybody goes to the family: it may know of a danger that nobody here can see.`,
    ]
      .filter(Boolean)
      .join("\n"),
  };
  const content = contentDescribed(notice, answers, { name: asked.by, organisation: asked.authority });
  return takeInReferral(context, "sent referral", {
    ...{ form: "notice", authorityId, areaId: null, schoolId: null, childId: null },
    question: asked.reference,
    // The lists here are searched by where the family lives now.
    content: { ...content, child: { ...content.child, postcode: child.postcode } },
  });
}
