import type { Agency, DetailsOf, ProcedureAct } from "../procedures/index.ts";
import { type Doing, drawn, fitting, type Made, namedBy, oneOf, type Way } from "./doing.ts";
import { answerBy, onTheLists, searchedFor } from "./truth.ts";

/** What is done to find out where a child is, and who is told. */
export const searchActs = {
  "check-database": ({ pupil: { truth }, day, chance }) => [
    {
      kind: "database-checked",
      details: { found: truth ? onTheLists(truth, day, chance) : drawn(foundOnLists, chance) },
    },
  ],
  "send-enquiry": (doing) => {
    const named = namedBy(doing.rule, "enquiry-sent", "to") ?? ["police", "housing", "health"];
    // Not everybody is asked of every child.
    const asked = named.filter((_, place) => place === 0 || doing.chance() < 0.6);
    return asked.map((to) => ({
      kind: "enquiry-sent" as const,
      details: { to, enquiryId: doing.pupil.enquiryId() },
    }));
  },
  "answer-enquiry": ({ begunBy, ...doing }) =>
    begunBy?.kind === "enquiry-sent" ? [answerTo(begunBy.details, doing)] : [],
  "seek-whereabouts": (doing) => [
    {
      kind: "whereabouts-sought",
      details: {
        found: fitting(doing, "whereabouts-sought", "found", sought(doing)),
      },
    },
  ],
  "post-message": () => [{ kind: "message-posted", details: {} }],
  "tell-agency": (doing) => [
    { kind: "agency-told", details: { agency: fitting(doing, "agency-told", "agency", ["school"]) } },
  ],
  "decide-action": (doing) => {
    const usual = isHeld(doing) ? carefulActions : usualActions;
    return [
      { kind: "action-decided", details: { action: fitting(doing, "action-decided", "action", usual) } },
    ];
  },
  "take-part-in-protection": (doing) => {
    const step = fitting(doing, "protection-step-ended", "step", ["strategy-discussion"]);
    return [{ kind: "protection-step-ended", details: { step, outcome: "support" } }];
  },
  "settle-concern": (doing) => [
    { kind: "concern-settled", details: { about: fitting(doing, "concern-settled", "about", ["safety"]) } },
  ],
} as const satisfies Partial<Record<ProcedureAct, Way>>;

const foundOnLists: Record<DetailsOf<"database-checked">["found"], number> = {
  nothing: 78,
  school: 8,
  "address-inside": 8,
  "address-outside": 6,
};

function sought({ pupil: { truth } }: Doing) {
  return truth ? searchedFor(truth) : (["nothing", "nothing", "nothing", "moved-away"] as const);
}

/** Where a forced marriage is suspected, nobody goes near the family. */
function isHeld({ facts }: Doing): boolean {
  const last = facts.findLast(({ kind }) => kind === "concern-raised" || kind === "concern-settled");
  return last?.kind === "concern-raised" && last.details.about === "forced-marriage";
}

type Action = DetailsOf<"action-decided">["action"];
const carefulActions: readonly Action[] = ["social-worker", "police", "none"];
const usualActions: readonly Action[] = ["home-visit", "social-worker", "parents", "none"];

/** Who speaks for each agency. */
const speakers: Record<Agency, string> = {
  "other-authority": "the other authority's CME officer",
  police: "the police, missing persons desk",
  "social-care": "social care's duty desk",
  housing: "the housing office",
  "youth-offending": "the youth justice service",
  health: "community health's records",
  school: "the school's office",
  admissions: "the admissions team",
};

/** How often each agency knows more. */
const knowing: Partial<Record<Agency, number>> = { "other-authority": 0.65, school: 0.5 };

/** The answer of whoever was asked: mostly nothing is known. */
function answerTo(
  { to, enquiryId }: DetailsOf<"enquiry-sent">,
  { pupil: { truth }, day, chance }: Pick<Doing, "pupil" | "day" | "chance">,
): Made {
  const details = { by: to, enquiryId, answeredBy: speakers[to] };
  if (truth)
    return { kind: "enquiry-answered", details: { ...details, ...answerBy(to, truth, day, chance) } };
  const knows = chance() < (knowing[to] ?? 0.1);
  if (!knows)
    return { kind: "enquiry-answered", details: { ...details, answer: "nothing-known", address: "unknown" } };
  const answer = to === "school" || to === "admissions" ? "on-roll" : "knows-family";
  const address =
    answer === "on-roll"
      ? "unknown"
      : to === "other-authority"
        ? "outside"
        : oneOf(["inside", "outside"] as const, chance);
  return { kind: "enquiry-answered", details: { ...details, answer, address } };
}
