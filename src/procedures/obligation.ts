import type { Role } from "../access/roles.ts";
import type { ProcedureAct } from "./acts.ts";
import type { Duty } from "./duty.ts";
import type { Agency, CaseFact } from "./fact-kinds.ts";
import type { ObligationState, Procedure, Reading, Suspension } from "./procedure.ts";
import type { Timing } from "./timing.ts";
import { whyOf } from "./why.ts";

/** Who answers for each agency that can be asked. */
export const roleAsked: Record<Agency, Role> = {
  "other-authority": "other-authority",
  police: "police",
  "social-care": "social-worker",
  housing: "housing",
  "youth-offending": "youth-offending",
  health: "health",
  school: "school-attendance-officer",
  admissions: "admissions-officer",
};

/**
 * One thing that somebody owes, owed, or no longer owes in a case, and why. Its state, what it is due and all that can fail
 * is worked out when it is made; its words and its Temporal values when somebody reads them.
 */
export class Obligation {
  readonly state: ObligationState;
  private readonly of: Procedure;
  private readonly duty: Duty;
  private readonly timing: Timing;
  private readonly inUrgentCase: boolean;

  constructor(of: Procedure, duty: Duty, timing: Timing, state: ObligationState, inUrgentCase: boolean) {
    this.of = of;
    this.duty = duty;
    this.timing = timing;
    this.state = state;
    this.inUrgentCase = inUrgentCase;
  }

  /** The same in another of its states, as it was kept once. */
  inState(state: ObligationState): Obligation {
    return state === this.state
      ? this
      : new Obligation(this.of, this.duty, this.timing, state, this.inUrgentCase);
  }

  get procedure(): string {
    return this.of.procedure;
  }

  get version(): string {
    return this.of.version;
  }

  /** The rule's name in its procedure. With `startedBy` it is unique in a case. */
  get id(): string {
    return this.duty.rule.id;
  }

  get clause(): string {
    return this.duty.rule.clause;
  }

  get asks(): string {
    return this.duty.rule.asks;
  }

  get role(): Role {
    const { rule, begunBy } = this.duty;
    return rule.role === "whoever-was-asked" ? roleOfWhoeverWasAsked(begunBy.fact) : rule.role;
  }

  get act(): ProcedureAct {
    return this.duty.rule.act;
  }

  get startedAt(): Temporal.Instant {
    return this.duty.starts.at;
  }

  /** The id of the fact that began it. */
  get startedBy(): number {
    return this.duty.begunBy.fact.id;
  }

  /** The last moment at which it is in time. */
  get dueAt(): Temporal.Instant {
    return this.timing.due.at;
  }

  get dueOn(): Temporal.PlainDate {
    return this.timing.due.on;
  }

  /** The last moment at which it may not be done yet, where a procedure sets one. */
  get notUntil(): Temporal.Instant | undefined {
    return this.timing.opens?.until.at;
  }

  get metAt(): Temporal.Instant | undefined {
    return this.duty.ended === "met" ? this.duty.endedBy?.at : undefined;
  }

  get metBy(): number | undefined {
    return this.duty.ended === "met" ? this.duty.endedBy?.fact.id : undefined;
  }

  /** In plain English: how long, since what, by which clause, and how that was counted. */
  get why(): string {
    return whyOf(this.duty, this.timing);
  }

  get reading(): Reading | undefined {
    return this.duty.rule.reading;
  }

  /** What stops it, now that it is suspended. */
  get suspended(): Pick<Suspension, "clause" | "says"> | undefined {
    return this.state === "suspended" ? this.timing.paused?.suspension : undefined;
  }

  /** Who is told when it becomes late. */
  get lateTell(): Role | undefined {
    return this.duty.rule.late?.tell;
  }

  /** Who is told, now that it is late. */
  get late(): { tell: Role } | undefined {
    return this.state === "overdue" ? this.duty.rule.late : undefined;
  }

  /** If a referral of the child said that it cannot wait, or the visit that was asked for cannot. */
  get urgent(): boolean {
    const { fact } = this.duty.begunBy;
    return this.inUrgentCase || (fact.kind === "visit-requested" && fact.details.urgent);
  }

  /** If it is owed whether the case is open or not. */
  get apartFromCase(): boolean {
    return this.duty.rule.apartFromCase;
  }
}

function roleOfWhoeverWasAsked(fact: CaseFact): Role {
  return fact.kind === "enquiry-sent" ? roleAsked[fact.details.to] : "cme-officer";
}
