import type { Procedure } from "../procedures/index.ts";

/** The visit request (form CME4), as it is sent to an area: what the area reads before it goes. [D04] (N appendix 5) */
export type VisitRequestForm = {
  name: string;
  /** Days as they are read: "3 March 2016". */
  dateOfBirth: string;
  dateOfReferral: string;
  ethnicity: string;
  firstLanguage: string;
  address: string;
  phones: string;
  carers: string;
  reason: string;
  referredBy: string;
  previousInvolvement: string;
  concerns: string;
  socialWorker: string;
  other: string;
};

/** The fields in the order of the paper form, with their names. */
export const visitRequestFields: Record<keyof VisitRequestForm, string> = {
  name: "Name of child",
  dateOfBirth: "Date of birth",
  dateOfReferral: "Date of referral",
  ethnicity: "Ethnicity",
  firstLanguage: "First language",
  address: "Known address",
  phones: "Telephone numbers",
  carers: "Parents or carers",
  reason: "Reason for referral",
  referredBy: "Referred by",
  previousInvolvement: "Previous involvement of attendance staff",
  concerns: "Child protection concerns, social care involvement",
  socialWorker: "Social worker’s details",
  other: "Other information",
};

/** Those that the officer may change before sending; the rest is as the record says. */
export const editableFields = [
  "address",
  "phones",
  "carers",
  "reason",
  "referredBy",
  "previousInvolvement",
  "concerns",
  "socialWorker",
  "other",
] as const satisfies readonly (keyof VisitRequestForm)[];

export type EditableFields = Pick<VisitRequestForm, (typeof editableFields)[number]>;

/** If a procedure has the area write to the family before an ordinary visit. [C20] */
export function writesFirst({ rules }: Procedure): boolean {
  return rules.some(({ act }) => act === "write-to-family");
}

/** How long a procedure gives for a visit after its request, in words: "3 working days". Undefined where it says nothing. [C20] */
export function timeForVisit({ rules }: Procedure, { urgent }: { urgent: boolean }): string | undefined {
  const rule = rules.find(
    ({ act, starts }) =>
      act === "visit-family" &&
      starts.some(
        ({ kind, details }) =>
          kind === "visit-requested" &&
          details.every(({ name, oneOf }) => name !== "urgent" || oneOf.includes(urgent)),
      ),
  );
  return rule && `${rule.within.count} ${rule.within.unit}`;
}
