import type { Calendars } from "../calendar/index.ts";
import { breachDecisions, type Kase } from "../cases/index.ts";
import {
  type CaseFact,
  type Obligation,
  obligationsOf,
  type Procedure,
  type ProcedureAct,
  proceduresOf,
} from "../procedures/index.ts";

/** The steps of an order, in their order, and what is asked of each beside its day. */
export const orderSteps = {
  started: { title: "Proceedings started", record: "Start proceedings", asks: ["words"] },
  "notice-served": {
    title: "Notice to show suitable education served",
    record: "Record the first notice",
    asks: ["to", "service"],
  },
  "shown-suitable": {
    title: "Suitable education shown",
    record: "The parent showed suitable education",
    asks: ["words"],
  },
  "school-notice-served": {
    title: "Notice of the school to be named served",
    record: "Record the second notice",
    asks: ["to", "service", "school"],
  },
  "order-made": { title: "Order made", record: "Record the order", asks: ["school", "to", "service"] },
  breach: { title: "Breach of the order", record: "Record a breach", asks: ["words"] },
  "breach-weighed": {
    title: "Breach weighed",
    record: "Record what was decided on a breach",
    asks: ["decided", "words"],
  },
  proceedings: {
    title: "Proceedings begun",
    record: "Record that proceedings began in court",
    asks: ["words"],
  },
  court: { title: "Court", record: "Record what the court did", asks: ["court", "words"] },
  ended: { title: "The order ended", record: "Record the end", asks: ["words"] },
} as const satisfies Record<string, { title: string; record: string; asks: readonly OrderField[] }>;

export type OrderField = "to" | "service" | "school" | "decided" | "court" | "words";
export type OrderStepKind = keyof typeof orderSteps;

/** How a notice was served (Education Act 1996, section 572). */
export const services = {
  hand: "Handed over",
  left: "Left at the address",
  post: "Sent by post",
  email: "By e-mail, as agreed in writing",
} as const;
export type Service = keyof typeof services;

export type OrderStep = {
  kind: OrderStepKind;
  happenedOn: Temporal.PlainDate;
  details: Readonly<Record<string, string>>;
};

type Decision = keyof typeof breachDecisions;
type NewFact = {
  [K in CaseFact["kind"]]: Pick<Extract<CaseFact, { kind: K }>, "kind" | "details">;
}[CaseFact["kind"]];

/** The fact of the case that a step is, in the words of procedures; undefined for those that no procedure knows. */
export function factOfStep({ kind, details }: Pick<OrderStep, "kind" | "details">): NewFact | undefined {
  if (kind === "breach-weighed")
    // The form offers no other word.
    return { kind: "order-breach-weighed", details: { decided: details["decided"] as Decision } };
  return factOfKind[kind];
}

const factOfKind: Partial<Record<OrderStepKind, NewFact>> = {
  started: { kind: "attendance-order-started", details: {} },
  "notice-served": { kind: "order-notice-served", details: { about: "suitable-education" } },
  "shown-suitable": { kind: "education-shown-suitable", details: {} },
  "school-notice-served": { kind: "order-notice-served", details: { about: "school-to-be-named" } },
  "order-made": { kind: "attendance-order-made", details: {} },
  breach: { kind: "attendance-order-breached", details: {} },
  proceedings: { kind: "order-proceedings-begun", details: {} },
};

const acts: readonly ProcedureAct[] = [
  "start-attendance-order",
  "serve-order-notice",
  "show-suitable-education",
  "make-attendance-order",
  "weigh-order-breach",
  "begin-order-proceedings",
];

/** What the procedures ask about an order at this hour, in the order in which it began: pure. Throws CalendarTooShort. [E08] */
export function owedOfOrder(
  kase: Kase,
  facts: readonly CaseFact[],
  {
    procedures,
    calendars,
    now,
  }: { procedures: readonly Procedure[]; calendars: Calendars; now: Temporal.Instant },
): Obligation[] {
  return obligationsOf({
    ...{ facts, calendars, place: kase, now },
    procedures: proceduresOf(procedures, kase),
  }).filter(({ act }) => acts.includes(act));
}

/** A step's details in words. */
export function stepInWords({ details }: Pick<OrderStep, "details">): string {
  const { to = "", service = "", school = "", decided = "", court = "", words = "" } = details;
  return [
    decided && `${breachDecisions[decided as Decision] ?? decided}.`,
    school && `School named: ${school}.`,
    service && `${services[service as Service] ?? service}${to && `, to ${to}`}.`,
    court && `${court}.`,
    words,
  ]
    .filter(Boolean)
    .join(" ");
}
