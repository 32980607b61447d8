import type { GivenAnswer } from "./answers.store.ts";
import { type Enquiry, standingOf, type Timed } from "./enquiry.ts";

/** How those of one kind were covered. Every one asked is counted once: with news, nothing known, waiting, silent, withdrawn or no longer needed. [E01] */
export type Coverage = {
  kind: string;
  asked: number;
  news: number;
  nil: number;
  waiting: number;
  silent: number;
  withdrawn: number;
  needless: number;
};

/** What came back from whom, by kind of recipient, the most asked first. A nil answer is an answer; "not sure" is not one. */
export function coverageOf(
  enquiries: readonly (Pick<Enquiry, "id" | "toKind"> & Timed)[],
  answers: readonly Pick<GivenAnswer, "enquiryId" | "answer">[],
  now: Temporal.Instant,
): Coverage[] {
  const byKind = new Map<string, Coverage>();
  for (const enquiry of enquiries) {
    const { toKind: kind } = enquiry;
    const none = { news: 0, nil: 0, waiting: 0, silent: 0, withdrawn: 0, needless: 0 };
    const row = byKind.get(kind) ?? { kind, asked: 0, ...none };
    row.asked += 1;
    row[outcomeOf(enquiry, answers, now)] += 1;
    byKind.set(kind, row);
  }
  return [...byKind.values()].sort((a, b) => b.asked - a.asked || a.kind.localeCompare(b.kind));
}

function outcomeOf(
  enquiry: Pick<Enquiry, "id"> & Timed,
  answers: readonly Pick<GivenAnswer, "enquiryId" | "answer">[],
  now: Temporal.Instant,
): Exclude<keyof Coverage, "kind" | "asked"> {
  const standing = standingOf(enquiry, now);
  if (standing === "silent" || standing === "withdrawn" || standing === "needless") return standing;
  if (standing === "asked") return "waiting";
  const final = answers.findLast(
    ({ enquiryId, answer }) => enquiryId === enquiry.id && answer !== "not-sure",
  );
  return final?.answer === "nothing-known" ? "nil" : "news";
}
