import type { PastFact } from "../cases/index.ts";
import {
  type Agency,
  type FactKind,
  type Obligation,
  type Outcome,
  procedureActs,
} from "../procedures/index.ts";

/** Who does what in an invented case. */
export type DoneBy = {
  schoolName: string;
  areaId: number | null;
  school: number;
  officer: number;
  visitor: number;
  /** The next number of an enquiry that will be kept. */
  enquiryId: () => number;
};

type Made = Pick<PastFact, "kind" | "details" | "madeBy">;
type Told = { pupil: DoneBy; facts: readonly PastFact[]; day: Temporal.PlainDate; chance: () => number };

/** The facts that doing what is owed makes: mostly one of the kind asked for, with details that chance chooses. */
export function factsOf(owed: Pick<Obligation, "act" | "id">, { pupil, facts, day, chance }: Told): Made[] {
  const kind: FactKind = procedureActs[owed.act].makes;
  const { officer, visitor, areaId, schoolName, enquiryId } = pupil;
  const oneOf = <Choice>(choices: readonly Choice[]): Choice =>
    choices[Math.floor(chance() * choices.length)] as Choice;
  const daysAgo = (most: number) => day.subtract({ days: Math.ceil(chance() * most) }).toString();
  switch (kind) {
    case "case-opened":
      return [
        {
          kind,
          madeBy: officer,
          details: {
            reason: oneOf(commonReasons),
            missingSince: chance() < 0.06 ? null : daysAgo(14),
            address: chance() < 0.1 ? "unknown" : "inside",
          },
        },
      ];
    case "database-checked":
      return [{ kind, madeBy: officer, details: { found: chance() < 0.12 ? "address-outside" : "nothing" } }];
    case "visit-requested":
      return [{ kind, madeBy: officer, details: { urgent: chance() < 0.1, areaId } }];
    case "letter-sent":
      return [{ kind, madeBy: visitor, details: { about: "visit" } }];
    case "visit-risk-assessed":
      return [{ kind, madeBy: visitor, details: { risk: oneOf(["low", "low", "low", "medium", "high"]) } }];
    case "visit-made": {
      const found = oneOf([
        "child-seen",
        "child-seen",
        "family-moved",
        "no-answer",
        "not-known-there",
      ] as const);
      return [
        {
          kind,
          madeBy: visitor,
          details: {
            found,
            newAddress: found === "family-moved" && chance() < 0.6 ? "outside" : "unknown",
            cardLeft: found === "no-answer",
            note: null,
          },
        },
      ];
    }
    case "enquiry-sent":
      return agenciesFor(owed.id).map((to) => ({
        kind,
        madeBy: officer,
        details: { to, enquiryId: enquiryId() },
      }));
    case "enquiry-answered":
      return answerTo(facts, officer, chance);
    case "place-offered":
      return [{ kind, madeBy: officer, details: { schoolName } }];
    case "roll-confirmed":
      return [
        {
          kind,
          madeBy: officer,
          details: { schoolName, startedOn: daysAgo(10), confirmedBy: "The school's office, by phone" },
        },
      ];
    case "left-area-confirmed":
      return [
        {
          kind,
          madeBy: officer,
          details: {
            whereTo: "Another authority in the north",
            confirmedBy: "The other authority, by phone",
          },
        },
      ];
    case "removal-advised":
      return [{ kind, madeBy: officer, details: { removeOn: day.toString() } }];
    case "case-closed":
      return [{ kind, madeBy: officer, details: { outcome: outcomeProved(facts) } }];
    case "message-posted":
    case "attendance-order-started":
    case "referrer-told":
      return [{ kind, madeBy: officer, details: {} }];
    default:
      return [
        {
          kind: "note-made",
          madeBy: officer,
          details: { note: "Spoke to the school's office. Nothing new." },
        },
      ];
  }
}

/** Whom an obligation of either invented authority's procedure wants asked, by the obligation's name. */
function agenciesFor(obligation: string): readonly Agency[] {
  if (obligation.includes("authority")) return ["other-authority"];
  if (obligation.includes("admissions")) return ["admissions"];
  if (obligation.includes("social-care") || obligation.includes("follow-up")) return ["social-care"];
  return ["police", "housing", "health"];
}

/** The first enquiry without an answer is answered: mostly nothing is known. */
function answerTo(facts: readonly PastFact[], officer: number, chance: () => number): Made[] {
  const answered = facts.flatMap((fact) =>
    fact.kind === "enquiry-answered" ? [fact.details.enquiryId] : [],
  );
  const open = facts.find(
    (fact) => fact.kind === "enquiry-sent" && !answered.includes(fact.details.enquiryId),
  );
  if (open?.kind !== "enquiry-sent") return [];
  const { to: by, enquiryId } = open.details;
  const known = chance() < 0.1;
  return [
    {
      kind: "enquiry-answered",
      madeBy: officer,
      details: {
        by,
        enquiryId,
        answer: known ? "knows-family" : "nothing-known",
        address: known ? "inside" : "unknown",
        answeredBy: "Answered by phone",
      },
    },
  ];
}

const proves: Partial<Record<FactKind, Outcome>> = {
  "roll-confirmed": "on-roll",
  "provision-confirmed": "suitable-education",
  "home-education-registered": "home-education",
  "left-area-confirmed": "left-area",
};

function outcomeProved(facts: readonly PastFact[]): Outcome {
  const proof = facts.findLast(({ kind }) => kind in proves);
  return (proof && proves[proof.kind]) ?? "left-area";
}

const commonReasons = [
  "left-destination-unknown",
  "left-destination-unknown",
  "failed-transition",
  "mid-year-move",
  "moved-within-country",
  "moved-abroad",
  "new-to-area",
  "withdrawn",
];
