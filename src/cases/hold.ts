import { type CaseFact, type FactKind, type ProcedureAct, procedureActs } from "../procedures/index.ts";

/** The flags that forbid contact with a family: asking them, or mediating, can bring on what is feared (N2.7.10). */
export const holdingFlags = ["forced-marriage", "honour-based-abuse"] as const;

/** The flags with a route of their own, which raising them begins: each is a fact of the open case by the same name. [E05] */
export const routedFlags = [...holdingFlags, "trafficking", "exploitation", "fgm"] as const;
export type RoutedFlag = (typeof routedFlags)[number];

/** The flags among these that hold a case. */
export function isHolding(flag: string): boolean {
  return (holdingFlags as readonly string[]).includes(flag);
}

/** What must not be done while a family must not be contacted. */
export const actsHeld: readonly ProcedureAct[] = [
  "contact-family",
  "request-visit",
  "write-to-family",
  "assess-visit-risk",
  "visit-family",
];

/** Why nobody may approach a family now, and who can end that. */
export type Hold = {
  /** The procedure's own words, with its clauses. */
  says: string;
  clauses: readonly string[];
  since: Temporal.Instant;
  /** Who said so first. */
  source: string;
  /** Everything that is not to be done meanwhile. */
  acts: readonly ProcedureAct[];
  /** The people who may lift it. */
  leads: readonly string[];
};

/** The flag of which a fact speaks, if it begins or ends a concern that has a route of its own. [E05] */
export function flagOf(fact: Pick<CaseFact, "kind" | "details">): RoutedFlag | undefined {
  if (fact.kind !== "concern-raised" && fact.kind !== "concern-settled") return undefined;
  const { about } = fact.details as { about?: string };
  return routedFlags.find((flag) => flag === about);
}

/** If a fact begins a hold or ends one. */
export function isAboutHold(fact: Pick<CaseFact, "kind" | "details">): boolean {
  return isHolding(flagOf(fact) ?? "");
}

/** If recording such a fact would say that somebody has done what is held. */
export function isHeldBack({ acts }: Pick<Hold, "acts">, kind: FactKind): boolean {
  return acts.some((act) => procedureActs[act].makes === kind);
}

/** Who can lift a hold: "the safeguarding lead (Priya Shah)". */
export function leadsInWords({ leads }: Pick<Hold, "leads">): string {
  return leads.length === 0 ? "the safeguarding lead" : `the safeguarding lead (${leads.join(" or ")})`;
}

/** The refusal of an act that is held: by which clause, since when it is so, and who can release it. */
export function heldInWords(hold: Pick<Hold, "says" | "clauses" | "leads">): string {
  const by = hold.clauses.length > 0 ? ` (${hold.clauses.join("; ")})` : "";
  const says = hold.says.replace(/\.$/, "");
  return `Held: ${says.charAt(0).toLowerCase()}${says.slice(1)}${by}. Only ${leadsInWords(hold)} can release it.`;
}
