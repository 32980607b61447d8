import type { Post } from "../../access/index.ts";
import { safeguardingOf } from "../cme1/safeguarding.step.ts";
import type { About, FormDefinition } from "../form-definition.ts";
import { missing, returned } from "../police/missing.step.ts";
import { child } from "./child.step.ts";
import { movedIn, whereabouts } from "./home.step.ts";
import { more } from "./more.step.ts";
import { reached, received } from "./sender.step.ts";

/** A form in which the sender describes the child, of whom no record need be known. */
export type DescribedForm = FormDefinition<About> & {
  form: "cme2" | "cme3" | "memo" | "notice" | "concern" | "police-missing" | "police-return";
  /** For whom it is, in the list of forms. */
  forWhom: string;
};

const safety = safeguardingOf("child");

/** The forms that describe a child, of those who sign in. [D02] [D03] [D05] [D09] [D10] */
export const describedForms: readonly DescribedForm[] = [
  {
    form: "cme2",
    title: "Tell us of a child who does not go to school",
    forWhom: "Any agency, of a child of school age who seems to be in no school or other provision (CME2)",
    steps: [safety, child, whereabouts, more, reached],
  },
  {
    form: "cme3",
    title: "Report a child missing education",
    forWhom: "The attendance team and other teams of the council (CME3)",
    steps: [safety, child, whereabouts, more, reached],
  },
  {
    form: "memo",
    title: "Ask about a missing child",
    forWhom: "Missing children memo: an enquiry to the children missing education officer",
    steps: [safety, child, whereabouts, more, reached],
  },
  {
    form: "notice",
    title: "Tell us of a child who has moved here",
    forWhom: "Another authority, or an agency, of a child who has moved into this area",
    steps: [safety, child, movedIn, more, reached],
  },
  {
    form: "police-missing",
    title: "Report a young person missing",
    forWhom: "The police, of anybody under 18 who was reported to you as missing",
    steps: [missing, child, whereabouts, reached],
  },
  {
    form: "police-return",
    title: "Tell us that a missing young person is back",
    forWhom: "The police, of anybody under 18 who was found or came back",
    steps: [returned, child, reached],
  },
];

/** What an officer enters from a call, a letter or an e-mail: the same questions, and who sent it. [D02] [D08] */
export const formsToEnter: readonly DescribedForm[] = [
  ...describedForms,
  {
    form: "concern" as const,
    title: "A concern about a child",
    forWhom: "Anybody: a member of the public, a relative, a neighbour",
    steps: [safety, child, whereabouts, more, reached],
  },
].map((form) => ({ ...form, steps: [received, ...form.steps.filter((step) => step !== reached)] }));

const formsOfTeams: readonly DescribedForm["form"][] = ["cme3", "memo"];

/** The forms that somebody with this post may send. [G04] */
export function formsOf({ acts, agencyId, role }: Pick<Post, "acts" | "agencyId" | "role">): DescribedForm[] {
  if (!acts.includes("report-child")) return [];
  const forms =
    role === "police"
      ? ["police-missing", "police-return", "cme2", "notice"]
      : agencyId !== null
        ? ["cme2", "notice"]
        : role === "other-authority"
          ? ["notice"]
          : formsOfTeams;
  return describedForms.filter(({ form }) => forms.includes(form));
}
