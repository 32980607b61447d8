import { z } from "zod";
import { dayOf } from "../../calendar/index.ts";
import { registerPartAt } from "../../cases/index.ts";
import { Problem } from "../../web/problem.ts";
import { nextStep } from "./cases.ts";
import type { Operation } from "./operation.ts";
import { day, id, instant, listOf, pageOf, paging, reference, word } from "./shapes.ts";

const chosen = paging.extend({ state: z.enum(["open", "closed"]).default("open") });
const row = z.object({
  ...{ reference, childId: id, forename: z.string(), surname: z.string(), upn: z.string().nullable() },
  ...{
    dateOfBirth: day.nullable(),
    area: z.string().nullable(),
    school: z.string().nullable(),
    reason: word,
  },
  ...{
    missingSince: day.nullable(),
    openedAt: instant,
    owner: z.string().nullable(),
    nextStep: nextStep.nullable(),
  },
  ...{ outcome: word.nullable(), closedAt: instant.nullable() },
});

/** The register as it was known at the end of a day, or now. [H01] */
export const registerOperations: readonly Operation[] = [
  {
    ...{ name: "readRegister", method: "get", path: "/api/v1/registers/{day}", tag: "Registers" },
    summary: "Read the register as at a day",
    ...{ scope: "registers:read", acts: ["see-register"], query: chosen },
    answers: { status: 200, says: "A page of the register, by case", schema: listOf(row) },
    answer: async ({ context, client, params, query }) => {
      const { after, limit, state } = query as z.output<typeof chosen>;
      const { authorityId } = client;
      const at = momentOf(params["day"] ?? "", context.now);
      const found = await registerPartAt(
        context,
        { authorityId, at, closed: state === "closed" },
        { after: Number(after), rows: limit + 1 },
      );
      const page = pageOf(
        found.map(({ nextAsks: asks, nextClause: clause, nextRole: role, nextDueAt: dueAt, ...kase }) => ({
          ...kase,
          nextStep: asks === null ? null : { asks, clause, role, dueAt },
        })),
        limit,
        ({ caseId }) => caseId,
      );
      const cases = page.body.rows.map(({ caseId }) => caseId);
      await context.audit({
        act: "listed register",
        subject: "list",
        authorityId,
        details: { rows: cases.length, cases },
      });
      return page;
    },
  },
];

function momentOf(asked: string, now: Temporal.Instant): Temporal.Instant {
  const { success } = day.safeParse(asked);
  const end =
    success && Temporal.PlainDate.from(asked).add({ days: 1 }).toZonedDateTime("Europe/London").toInstant();
  if (!end || Temporal.PlainDate.compare(Temporal.PlainDate.from(asked), dayOf(now)) > 0)
    throw new Problem(
      422,
      "There is no register of this day",
      "Ask for today or a past day, such as 2026-10-01.",
    );
  return Temporal.Instant.compare(end, now) > 0 ? now : end;
}
