import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing, roles } from "../../access/index.ts";
import type { ReadingContext } from "../../context.ts";
import { NotAllowed } from "../../database/index.ts";
import { dayAsked, idAsked, largestId, wordsAsked } from "../../web/asked.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import { londonDay } from "../../web/design/index.ts";
import { placesAtHand } from "./places-at-hand.ts";
import { RegisterPage } from "./register.page.tsx";
import { casesOfLeavers, type RegisterAsked, registerCounts, registerPage } from "./register.store.ts";
import { lengths, type RegisterFilter, type RegisterRow, states } from "./register.ts";
import { countsAt, leftBy, type PastStanding, registerAt, rowsOf, worstFirst } from "./register-at.ts";
import { registerLines } from "./register-csv.ts";

const rowsOnPage = 50;
const keptIn = "register";

const query = z.object({
  area: idAsked,
  school: idAsked,
  reason: wordsAsked,
  length: z
    .enum(lengths.map(({ id }) => id))
    .optional()
    .catch(undefined),
  state: z
    .enum(states.map(({ id }) => id))
    .optional()
    .catch(undefined),
  owner: z
    .union([z.literal("left"), z.coerce.number().int().min(0).max(largestId)])
    .optional()
    .catch(undefined),
  role: z.enum(roles).optional().catch(undefined),
  closed: z.literal("yes").optional().catch(undefined),
  after: z
    .string()
    .regex(/^[12]\d{3}-[^~]+~\d{1,9}$/)
    .refine((place) => z.iso.datetime().safeParse(place.split("~")[0]).success)
    .optional()
    .catch(undefined),
  "as-at": dayAsked,
});

/** The register: today's, a past day's, and either as a file. */
export function registerPageRoutes(server: FastifyInstance): void {
  server.get("/register", { config: { permission: "see-register" } }, async (request, reply) => {
    const kept = request.cookies[keptIn];
    if (Object.keys(request.query as object).length === 0 && kept) return reply.redirect(`/register?${kept}`);
    const { chosen, asked, past } = askedBy(request);
    return past
      ? showPast(request.context, reply, asked, chosen, past)
      : showToday(request.context, reply, asked, chosen);
  });

  server.get("/register.csv", { config: { permission: "see-register" } }, async (request, reply) => {
    const { asked, past } = askedBy(request);
    const parts = registerLines(request.context, asked, past);
    return csvAnswer(reply, request.context, { name: `register-${asked.today}`, parts });
  });
}

function askedBy(request: FastifyRequest): {
  chosen: z.output<typeof query>;
  asked: RegisterAsked;
  past: Temporal.Instant | undefined;
} {
  const { viewer, now } = request.context;
  const [post] = postsAllowing(viewer, "see-register");
  if (!post) throw new NotAllowed("see-register");
  const chosen = query.parse(request.query);
  const filter: RegisterFilter = {
    areaId: chosen.area,
    schoolId: chosen.school,
    reason: chosen.reason,
    length: chosen.length,
    state: chosen.state,
    ownerId: chosen.owner,
    role: chosen.role,
    closed: chosen.closed === "yes",
  };
  const today = londonDay(now);
  const day = chosen["as-at"];
  const isPast = day !== undefined && Temporal.PlainDate.compare(day, today) < 0;
  const past = isPast ? day.add({ days: 1 }).toZonedDateTime("Europe/London").toInstant() : undefined;
  const { authorityId } = post;
  // A past day is read at its last moment: what was due on it was not late yet.
  const then = past && { now: past.subtract({ milliseconds: 1 }), today: day ?? today };
  return { chosen, asked: { authorityId, filter, ...(then ?? { now, today }) }, past };
}

async function showToday(
  context: ReadingContext,
  reply: FastifyReply,
  asked: RegisterAsked,
  chosen: z.output<typeof query>,
) {
  const [dueAt, id] = chosen.after?.split("~") ?? [];
  const after = dueAt && id ? { dueAt: Temporal.Instant.from(dueAt), id: Number(id) } : undefined;
  const [rows, ofLeavers, counts, places] = await Promise.all([
    registerPage(context.database, asked, rowsOnPage + 1, after),
    casesOfLeavers(context.database, asked.authorityId),
    registerCounts(context.database, asked),
    placesAtHand(context, asked.authorityId),
  ]);
  const shown = rows.slice(0, rowsOnPage);
  await recordSeen(context, asked.authorityId, shown);
  const last = shown.at(-1);
  const lastDue = asked.filter.closed ? last?.closedAt : last?.nextDueAt;
  const at = (change: Record<string, string | undefined>) =>
    addressWith(chosen, { after: undefined, ...change });
  const next =
    rows.length > rowsOnPage && last && lastDue
      ? addressWith(chosen, { after: `${lastDue}~${last.caseId}` })
      : undefined;
  return reply
    .setCookie(keptIn, at({}).split("?")[1] ?? "", {
      path: "/register",
      httpOnly: true,
      sameSite: "lax",
      maxAge: 30 * 86_400,
    })
    .page({
      title: "Register",
      wide: true,
      children: (
        <RegisterPage
          {...{ rows: shown, counts, ofLeavers, filter: asked.filter, ...places, now: asked.now, at, next }}
        />
      ),
    });
}

async function showPast(
  context: ReadingContext,
  reply: FastifyReply,
  asked: RegisterAsked,
  chosen: z.output<typeof query>,
  past: Temporal.Instant,
) {
  const { authorityId, filter, now, today } = asked;
  const closed = filter.closed === true;
  const all: PastStanding[] = [];
  for await (const some of registerAt(context, { authorityId, at: past, closed })) all.push(...some);
  const inAnyState = all.filter(leftBy({ ...filter, state: undefined }, asked));
  const rows = worstFirst(inAnyState.filter(leftBy(filter, asked)), closed);
  const [, id] = chosen.after?.split("~") ?? [];
  const from = rows.findIndex(({ caseId }) => caseId === Number(id)) + 1;
  const onPage = rows.slice(from, from + rowsOnPage);
  const last = onPage.at(-1);
  const [shown, places] = await Promise.all([
    rowsOf(context, onPage, past),
    placesAtHand(context, authorityId),
  ]);
  await recordSeen(context, authorityId, shown);
  return reply.page({
    title: "Register",
    wide: true,
    asAt: { day: today, todayAt: addressWith(chosen, { after: undefined, "as-at": undefined }) },
    children: (
      <RegisterPage
        {...{ rows: shown, counts: countsAt(inAnyState, asked), filter, ...places, now, asAt: today }}
        at={(change) => addressWith(chosen, { after: undefined, ...change })}
        next={
          last && rows.length > from + rowsOnPage
            ? addressWith(chosen, { after: `${last.nextDueAt ?? last.closedAt ?? past}~${last.caseId}` })
            : undefined
        }
      />
    ),
  });
}

function recordSeen(
  context: ReadingContext,
  authorityId: number,
  rows: readonly RegisterRow[],
): Promise<void> {
  return context.audit({
    act: "saw register",
    subject: "list",
    authorityId,
    details: { rows: rows.length, cases: rows.map(({ caseId }) => caseId) },
  });
}

function addressWith(chosen: z.output<typeof query>, change: Record<string, string | undefined>): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries({ closed: undefined, ...chosen, ...change })) {
    if (value !== undefined && value !== "") parts.set(name, String(value));
  }
  if (parts.size === 0) parts.set("closed", "");
  return `/register?${parts}`;
}
