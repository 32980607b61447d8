import type { ProcedureAct } from "../procedures/index.ts";
import { fitting, type Way } from "./doing.ts";

/** What schools and hubs do before there is a case, and after a child has come off a roll. */
export const schoolActs = {
  "mark-register": () => [{ kind: "register-marked", details: {} }],
  "report-absence": () => [{ kind: "absence-reported", details: {} }],
  "explain-absence": () => [{ kind: "absence-explained", details: {} }],
  "ask-admissions": (doing) => [
    {
      kind: "admissions-asked",
      details: {
        found: fitting(doing, "admissions-asked", "found", [...Array(9).fill("nothing"), "other-school"]),
      },
    },
  ],
  "refer-to-hub": () => [{ kind: "hub-referred", details: {} }],
  "allocate-hub-worker": () => [{ kind: "hub-worker-allocated", details: {} }],
  "refer-to-attendance": () => [{ kind: "attendance-referral-made", details: {} }],
  "remove-from-roll": ({ pupil }) => [
    {
      kind: "removed-from-roll",
      details: { schoolName: pupil.schoolName, ground: groundInWords(pupil.left.ground) },
    },
  ],
  "arrange-provision": () => [{ kind: "provision-arranged", details: {} }],
  "send-records": (doing) => {
    const isFound = doing.facts.some(({ kind }) => kind === "roll-confirmed");
    const usual = isFound ? "new-school" : "lost-pupils";
    return [{ kind: "records-sent", details: { to: fitting(doing, "records-sent", "to", [usual]) } }];
  },
  "send-protection-file": () => [{ kind: "protection-file-sent", details: {} }],
  "send-return": (doing) => [
    { kind: "return-sent", details: { about: fitting(doing, "return-sent", "about", ["deletion"]) } },
  ],
  "make-referral": (doing) => {
    const usual = formsOf[doing.owed.role] ?? ["cme1", "cme1", "school-referral"];
    const form = fitting(doing, "referral-received", "form", usual);
    const { chance } = doing;
    return [
      { kind: "referral-received", details: { form, urgent: chance() < 0.1, concern: chance() < 0.1 } },
    ];
  },
} as const satisfies Partial<Record<ProcedureAct, Way>>;

const formsOf: Partial<Record<string, readonly ("cme3" | "hub-referral" | "comparison")[]>> = {
  "hub-worker": ["hub-referral"],
  "area-attendance-officer": ["cme3"],
  "cme-officer": ["comparison"],
};

/** A ground of the registration regulations of 2024, by its letter. */
export function groundInWords(letter: string | null): string | null {
  return (letter && grounds[letter]) ?? null;
}

const grounds: Readonly<Record<string, string>> = {
  A: "registered at another school",
  F: "to be educated otherwise than at school",
  G: "moved out of reach of the school",
  H: "not back after leave",
  I: "absent without permission for 20 school days",
  M: "permanently excluded",
};
