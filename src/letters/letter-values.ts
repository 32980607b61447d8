import type { Viewer } from "../access/index.ts";
import { type Kase, outcomeWords } from "../cases/index.ts";
import { type Procedure, proceduresOf, withinInWords } from "../procedures/index.ts";
import { dayInWords } from "../web/design/words.ts";
import type { FieldValues } from "./letter-fields.ts";
import type { CaseToWriteOf } from "./recipients.store.ts";

/** What is known when a letter is begun. */
export type LetterBegun = {
  viewer: Viewer;
  procedures: readonly Procedure[];
  kase: Kase;
  record: CaseToWriteOf;
  to: string;
  /** If an address of the child is hidden: then no school is named either, for it may tell where the child is. */
  guarded: boolean;
};

/** What a case says for each field of a letter. What it does not know is left out, to be filled in by the writer. */
export function valuesOf({ viewer, procedures, kase, record, to, guarded }: LetterBegun): FieldValues {
  const rules = proceduresOf(procedures, kase).flatMap(({ rules }) => rules);
  const answer = rules.find(({ act }) => act === "show-suitable-education");
  const outcome = outcomeWords[kase.outcome as keyof typeof outcomeWords];
  return {
    ...{ to, child: record.child, case: kase.reference, authority: record.authority },
    ...{ writer: viewer.name, post: postOf(viewer, kase), telephone: record.telephone ?? "" },
    "date of birth": record.dateOfBirth ? dayInWords(record.dateOfBirth) : "",
    "time to answer": answer ? withinInWords(answer.within) : "",
    outcome: outcome ? `The child is ${outcome}.` : "",
    ...(!guarded && { school: record.school ?? "", "place offered": record.placeOffered ?? "" }),
  };
}

/** The viewer's post from which they write letters where the case lies. */
export function postOf({ posts }: Viewer, { authorityId }: Pick<Kase, "authorityId">): string {
  const mine = posts.filter((post) => post.authorityId === authorityId);
  return (mine.find(({ acts }) => acts.includes("write-letter")) ?? mine[0])?.title ?? "";
}
