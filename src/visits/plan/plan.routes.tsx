import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo, postsAllowing } from "../../access/index.ts";
import type { Keepsight } from "../../context.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { dayAsked, idAsked } from "../../web/asked.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import {
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  londonDay,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import { visitsOnPage, visitsOwed } from "../my-visits.store.ts";
import { picturesFrom } from "./pictures-from.ts";
import { offPlanForm, planAsked, planAt, planForm, visitsAsked } from "./plan.form.ts";
import { PlanPage } from "./plan.page.tsx";
import { areasToPlan, schoolsAround, visitorsIn } from "./plan.store.ts";
import { planLines } from "./plan-csv.ts";
import { type Going, type NotPlanned, planVisits } from "./plan-visits.ts";
import { RoundPage } from "./round.page.tsx";
import { inRoundOrder } from "./round-order.ts";

type Sent = { typed: Typed; errors: FormErrors };

/** More calls than anybody makes in a day. */
const mostCalls = 60;

const why: Record<NotPlanned["because"], string> = {
  held: "is held: nobody goes there now. Leave it out",
  "nothing-owed": "has no visit owed any more. Leave it out",
  "not-theirs": "is in an area where this person does not visit. Choose somebody else, or leave it out",
};

/** The plan of visits, as a list beside a map, and the round of one person on one day. [E02] */
export function visitPlanRoutes(server: FastifyInstance, { settings }: Pick<Keepsight, "settings">): void {
  const { mapTiles: tiles } = settings;
  const seeing = { config: { permission: "see-visits" as const } };

  server.get("/visit-plan", seeing, (request, reply) => showPlan(request, reply, tiles));

  server.get("/visit-plan.csv", seeing, async (request, reply) => {
    const { context } = request;
    const parts = planLines(context, visitsAsked(planAsked.parse(request.query)));
    return csvAnswer(reply, context, { name: `visits-${londonDay(context.now)}`, parts });
  });

  server.post("/visit-plan/visits", { config: { permission: "plan-visits" } }, async (request, reply) => {
    const typed = request.body as Typed;
    const off = typed["off"] === "yes";
    const read = readPlan(typed, off ? undefined : londonDay(request.context.now));
    if ("errors" in read) return showPlan(request, reply, tiles, { typed, errors: read.errors });
    const { references, going } = read;
    const outcome = await request.perform("plan-visits", (context) => planVisits(context, references, going));
    if ("refused" in outcome) {
      const says = outcome.refused.map(({ reference, because }) => `${reference} ${why[because]}.`).join(" ");
      return showPlan(request, reply, tiles, { typed, errors: errorsBeside({ case: says }) });
    }
    const asked = planAsked.parse(request.query);
    return reply.redirect(planAt({ ...asked, done: off ? "off" : "planned" }), 303);
  });

  server.get("/visit-plan/round", seeing, (request, reply) => showRound(request, reply, tiles));
}

const done: Record<string, string> = {
  planned: "The visits are planned.",
  off: "The visits are off the plan. They are still owed.",
};

/** What is planned by the form; without a day the visits leave the plan. */
function readPlan(
  typed: Typed,
  today: Temporal.PlainDate | undefined,
): { references: string[]; going: Going | undefined } | { errors: FormErrors } {
  if (!today) {
    const read = readForm(offPlanForm, typed);
    return "errors" in read ? read : { references: read.values.case, going: undefined };
  }
  const read = readForm(planForm(today), typed);
  if ("errors" in read) return read;
  const { case: references, person: personId, day: on } = read.values;
  return { references, going: { personId, on } };
}

type MapTiles = Keepsight["settings"]["mapTiles"];

async function showPlan(request: FastifyRequest, reply: FastifyReply, tiles: MapTiles, sent?: Sent) {
  const { context } = request;
  const { database, viewer, now } = context;
  const asked = planAsked.parse(request.query);
  const { authorityId, areaIds } = placesOf(request);
  const areas = await areasToPlan(database, authorityId, areaIds);
  const around = areas.filter(({ id }) => asked.area === undefined || id === asked.area);
  const [found, visitors, outlines] = await Promise.all([
    visitsOwed(database, visitsAsked(asked)),
    visitorsIn(database, authorityId),
    schoolsAround(
      database,
      around.map(({ id }) => id),
    ),
  ]);
  const visits = found.slice(0, visitsOnPage);
  const last = visits.at(-1);
  await context.audit({
    act: "saw visit plan",
    subject: "list",
    details: { rows: visits.length, cases: visits.map(({ caseId }) => caseId) },
  });
  picturesFrom(reply, tiles);
  return reply.page({
    title: "Visit plan",
    wide: true,
    status: sent ? 422 : 200,
    errors: sent?.errors,
    children: (
      <PlanPage
        {...{ visits, asked, areas, outlines, tiles, now, typed: sent?.typed, errors: sent?.errors }}
        visitors={visitors.filter((each) => visitsIn(each, areaIds))}
        today={londonDay(now)}
        moreAt={found.length > visitsOnPage && last ? planAt({ ...asked, after: last }) : undefined}
        done={done[String((request.query as Record<string, unknown>)["done"])]}
        mayPlan={mayDo(viewer, "plan-visits")}
        csrf={request.session?.csrfToken ?? ""}
      />
    ),
  });
}

async function showRound(request: FastifyRequest, reply: FastifyReply, tiles: MapTiles) {
  const { context } = request;
  const query = request.query as Record<string, unknown>;
  const on = dayAsked.parse(query["on"]) ?? londonDay(context.now);
  const asked = idAsked.parse(query["of"]);
  const of = asked ?? context.viewer.personId;
  const { authorityId } = placesOf(request);
  const who = (await visitorsIn(context.database, authorityId)).find(({ id }) => id === of);
  // Whoever sees visits and makes none has no round of their own.
  if (!who && asked === undefined) return reply.redirect("/visit-plan", 303);
  if (!who) throw new NotFound();
  const visits = inRoundOrder(await visitsOwed(context.database, { of, on }, mostCalls));
  await context.audit({
    act: "saw round of visits",
    subject: "list",
    details: { rows: visits.length, cases: visits.map(({ caseId }) => caseId) },
  });
  picturesFrom(reply, tiles);
  return reply.page({
    title: `Round of ${on}`,
    before: <GovukBackLink text="Visit plan" href="/visit-plan" />,
    children: <RoundPage {...{ visits, on, tiles, now: context.now, name: who.name }} />,
  });
}

/** The authority whose visits the viewer sees, and the areas if they see no more. */
function placesOf({ context }: FastifyRequest): { authorityId: number; areaIds: number[] | undefined } {
  const posts = postsAllowing(context.viewer, "see-visits");
  const [first] = posts;
  if (!first) throw new NotAllowed("see-visits");
  const areaIds = posts.flatMap(({ areaId }) => areaId ?? []);
  return {
    authorityId: first.authorityId,
    areaIds: posts.some(({ areaId }) => areaId === null) ? undefined : areaIds,
  };
}

function visitsIn(
  { areaIds: theirs }: { areaIds: number[] | null },
  ours: readonly number[] | undefined,
): boolean {
  return !ours || !theirs || theirs.some((area) => ours.includes(area));
}
