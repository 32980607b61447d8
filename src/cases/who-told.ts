import type { RecordedFact } from "./case.ts";
import type { CaseSources } from "./case-sources.store.ts";
import type { ToldBeside } from "./fact-words.ts";

/** Who told of a fact that somebody else recorded, and when; and what other records add to its words. */
export type Told = { by?: string | undefined; at?: Temporal.Instant | undefined; beside: ToldBeside };

/**
 * What is told of a fact besides itself. What came with a referral was told by its sender, when it was sent, though the
 * officer who decided recorded it; what came with an answer was told by whoever answered. [G03]
 */
export function whoTold(
  fact: RecordedFact,
  facts: readonly RecordedFact[],
  { referrals, asked, answers, visits, told }: CaseSources,
): Told {
  const sameMoment = (other: { madeAt: Temporal.Instant }) => other.madeAt.equals(fact.madeAt);
  const visit = visits.find(({ factId }) => factId === fact.id);
  const enquiryId = "enquiryId" in fact.details ? fact.details.enquiryId : undefined;
  const beside: ToldBeside = {
    asked: asked.find((enquiry) => enquiry.enquiryId === enquiryId)?.name,
    place: visit && [visit.place.replaceAll("\n", ", "), visit.movedTo].filter(Boolean).join(", "),
    neighbours: visit?.neighbours,
    words:
      fact.kind === "referrer-told"
        ? told
            .filter(sameMoment)
            .map(({ words }) => words)
            .join("\n")
        : undefined,
  };
  const received = facts.find(
    (other) => other.kind === "referral-received" && sameMoment(other) && other.id >= fact.id,
  );
  if (received) {
    const sent = referrals.find(({ receivedAt }) => receivedAt.equals(received.happenedAt));
    const by = sent && [sent.sender, sent.body].filter(Boolean).join(", ");
    if (by && by !== fact.madeByName) return { by, at: sent.receivedAt, beside };
  }
  if (fact.kind === "enquiry-answered" && fact.details.answeredBy)
    return { by: fact.details.answeredBy, beside };
  const isAnswer = fact.kind === "roll-confirmed" || fact.kind === "note-made";
  return { by: isAnswer ? answers.find(sameMoment)?.answeredBy : undefined, beside };
}
