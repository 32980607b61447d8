import { type Agency, type DetailsOf, factKinds } from "../procedures/index.ts";

/** What may be disclosed of a child, in the words of the form, from what is always needed to what is seldom. [G01] */
export const disclosable = {
  name: "Name",
  dateOfBirth: "Date of birth",
  sex: "Sex",
  formerSchool: "Former school",
  addressArea: "Area of the last address (first half of the postcode)",
  otherNames: "Other and former names",
  upn: "UPN",
  lastAddress: "Last known address in full",
  newAddress: "Address to which the family is said to have moved",
  carers: "Names of parents or carers",
  missingSince: "Missing education since",
} as const;

export type Disclosable = keyof typeof disclosable;

/** What is disclosed unless the officer chooses otherwise: enough to recognise the child, and no more. */
export const leastDisclosed: readonly Disclosable[] = [
  "name",
  "dateOfBirth",
  "sex",
  "formerSchool",
  "addressArea",
];

/** What an enquiry discloses, as it was when it was sent. A day is an ISO string. The name comes in two parts, for searching. */
export type Disclosed = Partial<Record<Exclude<Disclosable, "name">, string>> & {
  forename?: string;
  surname?: string;
  /** With the new address. */
  newPostcode?: string;
};

/** Why the law lets the question be asked. [G01] */
export const lawfulBases = [
  "Education Act 1996, section 436A: to find out which children are missing education",
  "Children Act 2004, sections 10 and 11: to co-operate for the welfare of a child",
  "UK GDPR Article 6(1)(e): a task in the public interest",
] as const;

/** Whom a question goes to: a row of the tables authorities, schools or agencies. */
export type Recipient = { kind: "authority" | "school" | "agency"; id: number };

/** A question as those who asked and those who are asked may both see it. */
export type Enquiry = {
  id: number;
  reference: string;
  /** Null for those who are asked of a case that they may not know of, and when one asked passes a question on. */
  caseId: number | null;
  parentId: number | null;
  authorityId: number;
  /** The authority that asks, and for whom it asks if it passes the question on. */
  askedBy: string;
  onBehalfOf: string | null;
  madeBy: string;
  toKind: Agency;
  toAuthorityId: number | null;
  toSchoolId: number | null;
  toAgencyId: number | null;
  /** Who is asked, by name. */
  to: string;
  question: string;
  disclosed: Disclosed;
  lawfulBasis: string;
  askedAt: Temporal.Instant;
  dueAt: Temporal.Instant | null;
  answeredAt: Temporal.Instant | null;
  /** Since when it is no longer asked. */
  withdrawnAt: Temporal.Instant | null;
  /** Since when those who were asked know that it is over, because the child is at a school. */
  foundToldAt: Temporal.Instant | null;
  /** Since when nobody needs the answer, because the case that asked is closed. */
  needlessSince: Temporal.Instant | null;
};

/** How an enquiry stands: no answer by the day on which one was due is silence, unless its case has closed since. [E01] */
export function standingOf(
  { answeredAt, dueAt, withdrawnAt, needlessSince }: Timed,
  now: Temporal.Instant,
): "answered" | "asked" | "silent" | "withdrawn" | "needless" {
  if (answeredAt) return "answered";
  if (withdrawnAt) return "withdrawn";
  if (needlessSince) return "needless";
  return dueAt && Temporal.Instant.compare(dueAt, now) < 0 ? "silent" : "asked";
}

/** The moments by which a question stands as it does. */
export type Timed = Pick<Enquiry, "answeredAt" | "dueAt" | "withdrawnAt" | "needlessSince">;

/** If an agency of this kind can be asked: the procedures know it. */
export function canBeAsked(kind: string): kind is Agency {
  return factKinds["enquiry-sent"].details.to.some((known) => known === kind);
}

export type AnswerWord = DetailsOf<"enquiry-answered">["answer"] | "not-sure";

/** The child's name as it was disclosed. */
export function nameIn({ forename, surname }: Disclosed): string {
  return [forename, surname].filter(Boolean).join(" ") || "a child";
}
