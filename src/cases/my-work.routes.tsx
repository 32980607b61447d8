import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { mayDo, postsAllowing } from "../access/index.ts";
import { dayOf, dueMomentOf } from "../calendar/index.ts";
import type { ReadingContext } from "../context.ts";
import { type ProcedureAct, procedureActs } from "../procedures/index.ts";
import { largestId } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { actAddress } from "./act-address.ts";
import { factInWords } from "./fact-words.ts";
import { lateTold } from "./late-told.ts";
import { MyWorkPage } from "./my-work.page.tsx";
import { type OwedStep, stepsOwed, type WorkFilter, type WorkPlace, workOverview } from "./my-work.store.ts";
import { groupsBegin, inWorkOrder, type WorkSource, type WorkStep } from "./my-work.ts";
import { myWorkLines } from "./my-work-csv.ts";
import { mostOutside, stepsOutsideCases } from "./steps-outside-cases.ts";

const stepsOnPage = 25;
const keptIn = "my-work";
const initialsIn = "initials";
const kept = { path: "/", httpOnly: true, sameSite: "lax", maxAge: 90 * 86_400 } as const;
/** Of these only the most pressing stand in the list; their own pages have all. */
const mostPressingOnly = [
  { act: "open-case", words: "referrals", href: "/referrals" },
  { act: "answer-enquiry", words: "questions", href: "/questions" },
] as const;
const nothing = {
  areas: [],
  owners: [],
  overdue: 0,
  today: 0,
  urgent: 0,
  lateWithOthers: 0,
  open: 0,
  forgotten: 0,
};

const id = z.coerce.number().int().min(0).max(largestId).optional().catch(undefined);
const acts = Object.keys(procedureActs) as [ProcedureAct, ...ProcedureAct[]];
const query = z.object({
  area: z.preprocess(emptyIsNone, id),
  owner: z.preprocess(emptyIsNone, id),
  act: z.enum(acts).optional().catch(undefined),
  after: z.string().optional().catch(undefined),
});

function emptyIsNone(value: unknown): unknown {
  return value === "" ? undefined : value;
}

/** My work: the list with which a working day begins, and the same as a file; `sources` add what other slices know of. */
export function myWorkRoutes(server: FastifyInstance, sources: readonly WorkSource[]): void {
  server.get(
    "/my-work.csv",
    { config: { permission: "see-my-work" } },
    async ({ context, query: asked }, reply) => {
      const { area, owner, act } = query.parse(asked);
      return csvAnswer(reply, context, {
        name: `my-work-${dayOf(context.now)}`,
        parts: myWorkLines(context, { areaId: area, ownerId: owner, act }, sources),
      });
    },
  );

  server.get("/my-work", { config: { permission: "see-my-work" } }, async (request, reply) => {
    const asked = request.query as Record<string, string | undefined>;
    const before = request.cookies[keptIn];
    if (asked["initials"] !== undefined) {
      return reply
        .setCookie(initialsIn, asked["initials"] === "on" ? "on" : "off", kept)
        .redirect(addressWith(query.parse(asked), {}), 303);
    }
    if (Object.keys(asked).length === 0 && before) return reply.redirect(`/my-work?${before}`, 303);
    const chosen = query.parse(asked);
    const filter = { areaId: chosen.area, ownerId: chosen.owner, act: chosen.act };
    const shown = await workShown(request, filter, placeIn(chosen.after), sources);
    const at = (change: Record<string, string | undefined>) =>
      addressWith({ ...chosen, after: undefined }, change);
    return reply.setCookie(keptIn, at({}).split("?")[1] ?? "", { ...kept, path: "/my-work" }).page({
      title: "My work",
      wide: true,
      children: (
        <MyWorkPage
          {...shown}
          filter={filter}
          initialsOnly={request.cookies[initialsIn] === "on"}
          at={at}
          next={shown.last && addressWith({ ...chosen, after: shown.last }, {})}
        />
      ),
    });
  });
}

async function workShown(
  { context }: FastifyRequest,
  filter: WorkFilter,
  after: WorkPlace | undefined,
  sources: readonly WorkSource[],
) {
  const { database, viewer, now } = context;
  const posts = postsAllowing(viewer, "see-my-work");
  const order = inWorkOrder(groupsBegin(now));
  const [owed, overview = nothing, outside, told] = await Promise.all([
    stepsOwed(database, { posts, now, filter, after, count: stepsOnPage + 1 }),
    workOverview(database, posts, { now, endOfToday: dueMomentOf(dayOf(now)) }),
    stepsOutsideCases(context, filter, sources),
    lateTold(context, filter),
  ]);
  const onPage = owed.slice(0, stepsOnPage);
  const last = owed.length > stepsOnPage ? onPage.at(-1) : undefined;
  // What belongs to no case stands where it falls due among the steps of cases, on this page or another.
  const outsideHere = outside.filter(
    (step) => (!after || order(step, after) > 0) && (!last || order(step, last) <= 0),
  );
  const besides = [...outsideHere.map(({ childId }) => childId ?? null), ...(after ? [] : told.children)];
  await recordSeen(
    context,
    onPage,
    besides.filter((childId) => childId !== null),
  );
  const isTold = new Set(told.steps.map(({ key }) => key));
  const ours = outside.filter(({ mine, held }) => mine && !held);
  const ownOnly = !mayDo(viewer, "see-others-work");
  const late = (step: WorkStep) => Temporal.Instant.compare(step.dueAt, now) < 0;
  const today = (step: WorkStep) => !late(step) && dayOf(step.dueAt).equals(dayOf(now));
  const cut = mostPressingOnly.filter(
    ({ act }) => ours.filter((step) => step.act === act).length >= mostOutside,
  );
  return {
    steps: [
      ...(after ? [] : told.steps),
      ...[...outsideHere, ...onPage.map(stepOf)].filter(({ key }) => !isTold.has(key)),
    ].sort(order),
    cut,
    overview: {
      ...overview,
      atLeast: cut.length > 0,
      overdue: overview.overdue + ours.filter(late).length,
      today: overview.today + ours.filter(today).length,
      // Who does not see what others owe is not told how late it is.
      lateWithOthers: ownOnly ? 0 : overview.lateWithOthers,
    },
    ownOnly,
    now,
    last: placeInWords(last),
  };
}

async function recordSeen(
  { audit, viewer }: ReadingContext,
  steps: readonly OwedStep[],
  told: readonly number[],
): Promise<void> {
  const authorityId = viewer.posts[0]?.authorityId;
  await audit({
    act: "listed my work",
    subject: "list",
    ...(authorityId !== undefined && { authorityId }),
    details: {
      rows: steps.length + told.length,
      children: [...new Set([...steps.map(({ childId }) => childId), ...told])],
    },
  });
}

function stepOf(step: OwedStep): WorkStep {
  return {
    ...step,
    key: `${step.caseId}-${step.obligation}-${step.startedBy}`,
    todo: procedureActs[step.act].verb,
    href: actAddress(step.act, step.reference),
    recordAt: `/cases/${step.reference}`,
    latest: step.latest.map(({ happenedAt, ...fact }) => {
      const { title, says } = factInWords(fact as Parameters<typeof factInWords>[0]);
      const at = Temporal.Instant.from(happenedAt);
      return { happenedAt: at, words: says ? `${title}. ${says}` : title };
    }),
  };
}

const place = z.tuple([
  z.enum(["mine", "others"]),
  z.enum(["urgent", "ordinary"]),
  z.string(),
  z.coerce.number().int(),
  z.string(),
  z.coerce.number().int(),
]);

function placeInWords(step: OwedStep | undefined): string | undefined {
  return (
    step &&
    [
      ...[step.mine ? "mine" : "others", step.urgent ? "urgent" : "ordinary"],
      ...[step.dueAt, step.caseId, step.obligation, step.startedBy],
    ].join("~")
  );
}

function placeIn(words: string | undefined): WorkPlace | undefined {
  const read = place.safeParse(words?.split("~"));
  if (!read.success) return undefined;
  const [whose, urgency, dueAt, caseId, obligation, startedBy] = read.data;
  const [mine, urgent] = [whose === "mine", urgency === "urgent"];
  try {
    return { mine, urgent, dueAt: Temporal.Instant.from(dueAt), caseId, obligation, startedBy };
  } catch {
    // An address that somebody changed by hand shows the first page.
    return undefined;
  }
}

function addressWith(chosen: Record<string, unknown>, change: Record<string, string | undefined>): string {
  const words = Object.entries({ ...chosen, ...change }).flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, String(value)]],
  );
  return `/my-work?${new URLSearchParams(words)}`;
}
