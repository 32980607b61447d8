/** One thing that somebody did or saw. Never holds a child's name or address: identifiers only. */
export type AuditEntry = {
  /** What was done, in the words of an act or a page: "saw case", "closed case", "listed register". */
  act: string;
  subject?:
    | "case"
    | "child"
    | "referral"
    | "enquiry"
    | "import"
    | "list"
    | "key"
    | "client"
    | "staff group"
    | "group post"
    | "person"
    | "draft"
    | "procedure version"
    | "standing duty"
    | "return interview"
    | "sweep"
    | "school"
    | "finding"
    | "link"
    | "letter"
    | "letter text"
    | "lost pupil"
    | "exchange partner"
    | "exchange keys"
    | "parcel"
    | "deletion"
    | "subject access request";
  subjectId?: number;
  childId?: number;
  authorityId?: number;
  /** For a list: how many rows and which (ids). */
  details?: Record<string, string | number | boolean | readonly number[] | readonly string[] | null>;
};

/** An entry with who, when and under which request. */
export type SignedEntry = AuditEntry & {
  at: Temporal.Instant;
  personId: number | undefined;
  request: string;
};
