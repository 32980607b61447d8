import { mayDo, type Viewer } from "../../access/index.ts";
import type { FactKind } from "../../procedures/index.ts";
import type { Kase } from "../case.ts";
import type { ChronologyEntry } from "../case-record.ts";
import type { CaseSources } from "../case-sources.store.ts";
import { placeOf } from "../case-to-work.ts";
import { correctableKind } from "./correct-on-case.ts";
import { mayCorrect } from "./replace-record.ts";

/** How a wrong record of a case is put right: on a page, or otherwise, in one sentence. */
export type PutRight = { at: string } | { otherwise: string };

/** What is done instead about kinds that nobody corrects. */
const insteadOf: Partial<Record<FactKind, string>> = {
  "concern-raised":
    "A concern is never taken back: the safeguarding lead decides on it anew, under Safeguarding.",
  "concern-settled": "If the concern stands, raise it again under Safeguarding.",
  "action-decided": "A new decision of the safeguarding lead follows it.",
  "social-care-checked": "Record what social care knows under Social care: the newest check counts.",
  "support-recorded": "Record who helps the child now: the newest record counts.",
  "case-reopened": "A case is ended only by closing it.",
  "case-closed": "The case was reopened since. Close it with what is right.",
  "referral-received": "A referral stays as it was sent. Add a note that says what is right.",
  "database-checked": "Check the database again: the newest check counts.",
  "visit-requested": "Send the visit request again: the newest request counts.",
  "visit-risk-assessed": "Assess the risks again, under Visits: the newest assessment counts.",
  "enquiry-sent": "Withdraw it under Enquiries, with the reason.",
  "enquiry-withdrawn": "Ask again under Enquiries.",
  "removal-advised": "Tell the school the right day: the newest advice counts.",
  "referrer-told": "Tell the referrer what is right: both stay on record.",
  "removed-from-roll":
    "The school that removed the child says it anew, or add a note that says what is right.",
  "child-left-school": "The school says it anew, or add a note that says what is right.",
};

/** What is done about steps that stand in a record of their own. */
const insteadThere = {
  protection: "Record the next step under Social care: it follows this one.",
  safeguarding: "What was decided stays: a new decision or assessment follows it, under Safeguarding.",
  message: "Withdraw it under Messages to every council.",
  area: "Answer the area, or add a note that says what is right.",
};

const anyOther = "It is kept as it was told. Add a note that says what is right.";

/** How the viewer puts right what a chronology shows; undefined for who may not, and for what has been put right already. [G03] [G04] */
export function howPutRight(
  viewer: Viewer,
  kase: Kase,
  entry: ChronologyEntry,
  sources: CaseSources,
): PutRight | undefined {
  if (entry.correctedBy !== undefined) return undefined;
  const at = `/cases/${kase.reference}`;
  const may = (act: "do-step" | "record-visit" | "write-letter" | "send-enquiry") =>
    mayCorrect(viewer, kase, entry, act);
  if (correctableKind(entry, sources))
    return may("do-step") ? { at: `${at}/records/${entry.id}` } : undefined;
  if (entry.kind === "case-opened")
    return mayDo(viewer, "work-case", placeOf(kase)) && kase.open ? { at: `${at}/opening` } : undefined;
  const letter = sources.letters.find(({ factId }) => factId === entry.id);
  if (letter) return may("write-letter") ? { at: `${at}/letters/${letter.reference}/correction` } : undefined;
  if (sources.visits.some(({ factId }) => factId === entry.id))
    return may("record-visit") ? { at: `${at}/visits/records/${entry.id}` } : undefined;
  const enquiryId = "enquiryId" in entry.details ? entry.details.enquiryId : undefined;
  const enquiry = sources.asked.find((each) => each.enquiryId === enquiryId);
  if (enquiry && entry.kind === "enquiry-answered")
    return may("send-enquiry") ? { at: `${at}/enquiries/${enquiry.reference}` } : undefined;
  if (!may("do-step")) return undefined;
  const left = sources.elsewhere.find(({ factId }) => factId === entry.id);
  if (left?.by === "order") return { at: `${at}/order/steps/${entry.id}` };
  return { otherwise: left ? insteadThere[left.by] : (insteadOf[entry.kind] ?? anyOther) };
}
