import type { RawBuilder } from "kysely";
import type { List } from "../children/index.ts";
import type { Compared } from "./compared-rows.store.ts";

/** The comparisons, by the words that stand for them in addresses and in comparison_findings. */
export const comparisonWords = [
  "left-arrived-nowhere",
  "on-no-roll",
  "did-not-start",
  "waiting-for-a-place",
  "excluded",
  "missing-to-the-police",
  "last-compulsory-year",
  "not-expected",
  "several-offers",
] as const;

export type ComparisonWord = (typeof comparisonWords)[number];

/** What the lists say of one child, as a finding keeps it. Days are ISO days; what is not known is left out. */
export type Evidence = {
  leftSchool?: string;
  leftOn?: string;
  leavingReason?: string;
  destination?: string;
  notArrived?: boolean;
  /** If the school that was named is one whose roll does not come here. */
  namedElsewhere?: boolean;
  healthLast?: string;
  appliedOn?: string;
  applicationStatus?: string;
  offerSchool?: string;
  offerStartsOn?: string;
  offerResponse?: string;
  offers?: number;
  noticeFrom?: string;
  noticeOn?: string;
  homeStatus?: string;
  homeOn?: string;
  /** The school on whose roll somebody of the same name and birthday is under a record of their own. */
  namesakeAt?: string;
  /** The school on whose roll, or the other list of education on which, is somebody much like this child. */
  alikeAt?: string;
  alikeOn?: List;
  /** The link between the two that waits for a person to look at it. */
  linkToConfirm?: number;
  /** The school that sent a row of much the same name and birthday, which waits to be corrected. */
  heldAt?: string;
  /** If the child has not reached compulsory school age yet. */
  beforeCompulsory?: boolean;
  policeOn?: string;
  returnedOn?: string;
  rollSchool?: string;
  joinedOn?: string;
  caseReference?: string;
  caseOwner?: string;
  interviewRole?: string;
  missingSince?: string;
};

/** One comparison of lists: a question, how it is answered, and what to do about each child whom it finds. */
export type Comparison = {
  word: ComparisonWord;
  title: string;
  question: string;
  /** If whom it finds is thought to miss education; others put records right or pass a child on. */
  findsMissing: boolean;
  /** The lists that it compares: it is as fresh as they are. */
  sources: readonly List[];
  /** What it cannot know. */
  doubt: string;
  /** What to do about a child whom it finds, in order. */
  nextActions: readonly string[];
  /** What the evidence comes to, in one line. */
  inOneLine: (evidence: Evidence) => string;
  /** The findings as one query over the rows gathered for the transaction: the columns of `foundColumns`. */
  find: (compared: Compared) => RawBuilder<unknown>;
};

/** What a comparison's query answers, in this order. */
export const foundColumns =
  "subject, child_id, entry_id, case_id, school_id, forename, surname, date_of_birth, rank, since, evidence, source_hash";
