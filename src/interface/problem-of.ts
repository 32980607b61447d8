import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import { CalendarTooShort, NoTermDates } from "../calendar/index.ts";
import { ChangedBySomeoneElse, NotAllowed, NotFound } from "../database/index.ts";
import { UnreadableFile } from "../feeds/index.ts";
import { Problem } from "../web/problem.ts";

/** What a schema refused, as a problem that names each field. */
export function issuesAsProblem(issues: readonly z.core.$ZodIssue[]): Problem {
  const fields = issues.map(({ path, message, ...issue }) => ({
    field: [...path, ...("keys" in issue ? issue.keys : [])].join(".") || "body",
    mend: message,
  }));
  return new Problem(
    422,
    "What was sent cannot be used",
    "Mend each field that is named, and send it again.",
    fields,
  );
}

const byStatus: Record<number, [title: string, mend: string]> = {
  413: ["The body is too large", "Send less at once: a list in parts."],
  415: ["The body is of another kind", "Send JSON as application/json, and a list as text/csv."],
  429: ["Too many requests", "Wait as long as Retry-After says, and send it again."],
};

/** Whatever was thrown, as a problem with its mend. What went wrong inside is logged by its reference and kind alone. */
export function problemOf(fault: unknown, request: FastifyRequest): Problem {
  if (fault instanceof Problem) return fault;
  if (fault instanceof NotFound)
    return new Problem(404, "There is no such record", "Check the address: this client knows of none.");
  if (fault instanceof NotAllowed)
    return new Problem(403, "This client's role may not do this", "Ask for a client with a role that may.");
  if (fault instanceof ChangedBySomeoneElse)
    return new Problem(
      412,
      "Somebody recorded something meanwhile",
      "Read the case again, and send its new ETag.",
    );
  if (fault instanceof UnreadableFile) return new Problem(422, "This file cannot be read", fault.message);
  if (fault instanceof CalendarTooShort || fault instanceof NoTermDates)
    return new Problem(
      409,
      "A deadline cannot be worked out yet",
      "Ask the data officer to add the term dates.",
    );
  const { statusCode, name, code } = fault as { statusCode?: number; name?: string; code?: string };
  // 22021 and 22P05: a character that no database keeps.
  const status = statusCode ?? (code === "22021" || code === "22P05" ? 400 : 500);
  const [title, mend] = byStatus[status] ?? ["This request cannot be read", "Check it and send it again."];
  if (status < 500) return new Problem(status, title, mend);
  request.log.error({ request: request.id, fault: name, code }, "The interface failed");
  return new Problem(
    500,
    "Something went wrong here",
    "Send the same again later, with the same Idempotency-Key.",
  );
}
