import { concernIn, mustHear, mustHearOf, raisedBy } from "./answers.ts";
import type { Fear } from "./fears.store.ts";
import { questions } from "./questions.ts";
import type { Assessment, Decided, Decision } from "./safeguarding.store.ts";
import { fearsInWords } from "./ways-for-flags.ts";

/**
 * Who has still to be told of the concern that an assessment raised; empty when nothing was raised, all are told, or the lead decided
 * with reasons that nobody is. A later assessment does not settle an earlier one. [E03]
 */
export function stillToTell({ answers, decisions }: Pick<Assessment, "answers" | "decisions">): Decided[] {
  const concern = concernIn(answers);
  if (!concern || decisions.some(({ decided }) => decided === "no-referral")) return [];
  return mustHear(concern).filter((agency) => !decisions.some(({ decided }) => decided === agency));
}

/** Who has still to be told of what a flag says; empty once it is settled. The word may have gone through the case's own forms. [E05] */
export function stillToTellOf({
  about,
  stands,
  told,
  decisions,
}: Pick<Fear, "about" | "stands" | "told" | "decisions">): Decided[] {
  if (!stands) return [];
  const heard = [...told, ...decisions.map(({ decided }) => decided)];
  return mustHearOf[about].filter((agency) => !heard.includes(agency));
}

/** A concern on which somebody has still to decide today whom to tell: the questions raised it, or a flag. */
export type ToDecide = {
  /** Which it is, as its form says it. */
  key: { assessment: number } | { concern: number };
  says: string;
  still: readonly Decided[];
  decisions: readonly Decision[];
  /** If nobody but who lifts a hold may decide that nobody is told. */
  holds: boolean;
};

/** The concerns of the questions and those of flags, as one list to decide on. [E03] [E05] */
export function concernsToDecide(
  assessments: readonly Assessment[],
  fears: readonly Fear[],
  isHolding: (flag: string) => boolean,
): ToDecide[] {
  return [
    ...fears
      .filter((fear) => stillToTellOf(fear).length > 0)
      .map((fear) => ({
        key: { concern: fear.id },
        says: fearsInWords[fear.about],
        still: stillToTellOf(fear),
        decisions: fear.decisions,
        holds: isHolding(fear.about),
      })),
    ...assessments.map((assessment) => ({
      key: { assessment: assessment.id },
      says: raisedBy(assessment.answers)
        .map((question) => questions[question].short)
        .join("; "),
      still: stillToTell(assessment),
      decisions: assessment.decisions,
      holds: false,
    })),
  ];
}
