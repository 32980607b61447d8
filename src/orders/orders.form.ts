import { z } from "zod";
import { breachDecisions } from "../cases/index.ts";
import { day } from "../web/design/date-fields.ts";
import {
  type OrderField,
  type OrderStep,
  type OrderStepKind,
  orderSteps,
  type Service,
  services,
} from "./order.ts";

const fields: Record<OrderField, z.ZodType> = {
  to: z.string().max(200),
  service: z.enum(Object.keys(services) as [Service, ...Service[]]),
  school: z.string().max(200),
  decided: z.enum(Object.keys(breachDecisions) as [string, ...string[]]),
  court: z.string().max(200),
  words: z
    .string()
    .max(4000)
    .optional()
    .transform((said) => said ?? ""),
};

export const orderNames: Record<string, string> = {
  to: "on whom it was served",
  service: "how it was served",
  school: "the school",
  decided: "what was decided",
  court: "which court, and what it decided",
};

/** The step of this name, or undefined. */
export function orderStepNamed(name: string): OrderStepKind | undefined {
  return Object.keys(orderSteps).find((kind): kind is OrderStepKind => kind === name);
}

/** The schema of one step's form. */
export function orderStepSchema(kind: OrderStepKind, today: Temporal.PlainDate): z.ZodType<OrderStep> {
  const asked = Object.fromEntries(orderSteps[kind].asks.map((field) => [field, fields[field]]));
  return z
    .object({ ...asked, happenedOn: day("day on which it happened", { upTo: today }) })
    .transform(({ happenedOn, ...details }) => ({
      ...{ kind, happenedOn: happenedOn as Temporal.PlainDate },
      details: details as Record<string, string>,
    }));
}
