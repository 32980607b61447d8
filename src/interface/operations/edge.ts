import { NotFound } from "../../database/index.ts";
import { issuesAsProblem } from "../problem-of.ts";
import type { Answered, Operation } from "./operation.ts";

// What every caller of an operation meets, a system or a person who tries it.

/** The query as the operation's schema reads it. @throws Problem */
export function queryRead({ query }: Operation, given: unknown): Record<string, unknown> {
  if (!query) return {};
  const read = query.strict().safeParse(given);
  if (!read.success) throw issuesAsProblem(read.error.issues);
  return read.data;
}

/** The parts of the path. @throws NotFound for an id that is no number, which nothing can have. */
export function paramsRead(params: Record<string, string>): Record<string, string> {
  if (params["id"] !== undefined && !/^\d{1,15}$/.test(params["id"])) throw new NotFound();
  return params;
}

/** The body cut to what is described: nothing else leaves. */
export function bodyCut({ answers }: Operation, { body }: Answered): unknown {
  return answers.schema?.parse(JSON.parse(JSON.stringify(body)));
}
