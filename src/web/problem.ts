import type { FastifyReply } from "fastify";
import type { FormErrors } from "./design/form-errors.ts";

/** What one field of what was sent still wants. */
export type FieldProblem = { field: string; mend: string };

/** What an interface answers that refuses: what is wrong, and the mend (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly fields: readonly FieldProblem[];

  /** `mend` says in a sentence what the sender is to do; `fields` says it field by field. */
  constructor(status: number, title: string, mend: string, fields: readonly FieldProblem[] = []) {
    super(mend);
    this.status = status;
    this.title = title;
    this.fields = fields;
  }
}

/** Answers as application/problem+json. */
export function answerProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  const { status, title, message: detail, fields } = problem;
  if (status === 401) reply.header("www-authenticate", "Bearer");
  return reply
    .status(status)
    .type("application/problem+json")
    .send(JSON.stringify({ title, status, detail, ...(fields.length > 0 && { errors: fields }) }));
}

/** A form that still wants something, as a problem that names each field. */
export function wantsMore({ list }: FormErrors): Problem {
  const fields = new Map<string, string>();
  for (const { text, href } of list) {
    // A date's part is the id of its input: born-month stands for born.
    const field = (href ?? "").replace(/^#/, "").replace(/-(day|month|year)$/, "");
    if (!fields.has(field)) fields.set(field, text);
  }
  return new Problem(
    422,
    "What was sent still wants something",
    "Mend each field that is named, and send it again.",
    [...fields].map(([field, mend]) => ({ field, mend })),
  );
}
