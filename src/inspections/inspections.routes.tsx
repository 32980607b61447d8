import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { dayOf } from "../calendar/index.ts";
import { NotFound } from "../database/index.ts";
import { dayAsked, idAsked } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { errorsBeside, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import { followUpForm, followUpNames, foundForm, foundNames, planForm } from "./inspections.form.ts";
import { InspectionsPage } from "./inspections.page.tsx";
import { type After, inspectionsOf, schoolStandings } from "./inspections.store.ts";
import { inspectionLines } from "./inspections-csv.ts";
import {
  followUpInspection,
  planInspection,
  recordInspection,
  schoolInspected,
  whereInspected,
} from "./keep-inspections.ts";
import { type Filled, SchoolInspectionsPage } from "./school-inspections.page.tsx";

type OfSchool = FastifyRequest<{ Params: { code: string } }>;
type OfInspection = FastifyRequest<{ Params: { code: string; inspection: string } }>;

const onPage = 50;
const settled = errorsBeside({ "": "Somebody has settled this inspection meanwhile." });

/** The inspection of school registers: by school, planned, recorded, followed up. [E13] */
export function inspectionsRoutes(server: FastifyInstance): void {
  const config = { permission: "inspect-registers" } as const;

  server.get("/inspections", { config }, async (request, reply) => {
    const { context } = request;
    const after = placeAsked((request.query as Record<string, unknown>)["after"]);
    const found = await schoolStandings(context.database, whereInspected(context.viewer), {
      ...{ after, atMost: onPage + 1 },
    });
    const schools = found.slice(0, onPage);
    const last = schools.at(-1);
    await context.audit({ act: "listed inspections", subject: "list", details: { rows: schools.length } });
    return reply.page({
      title: "Inspection of school registers",
      wide: true,
      children: (
        <InspectionsPage
          {...{ schools, today: dayOf(context.now) }}
          moreAt={
            found.length > onPage && last
              ? `/inspections?after=${last.inspectedOn?.toString() ?? ""}_${last.schoolId}`
              : undefined
          }
        />
      ),
    });
  });

  server.get("/inspections.csv", { config }, ({ context }, reply) =>
    csvAnswer(reply, context, { name: "inspections", parts: inspectionLines(context) }),
  );

  server.get("/inspections/:code", { config }, (request: OfSchool, reply) => show(request, reply));

  server.post("/inspections/:code", { config }, async (request: OfSchool, reply) => {
    const { code } = request.params;
    const typed = request.body as Typed;
    const read = readForm(foundForm(dayOf(request.context.now)), typed, foundNames);
    if ("errors" in read) return show(request, reply, { form: "found", typed, errors: read.errors });
    await request.perform("inspect-registers", (context) => recordInspection(context, code, read.values));
    return reply.redirect(`/inspections/${code}`, 303);
  });

  server.post("/inspections/:code/plans", { config }, async (request: OfSchool, reply) => {
    const { code } = request.params;
    const typed = request.body as Typed;
    const read = readForm(planForm, typed);
    if ("errors" in read) return show(request, reply, { form: "plan", typed, errors: read.errors });
    await request.perform("inspect-registers", (context) =>
      planInspection(context, code, read.values.plannedOn),
    );
    return reply.redirect(`/inspections/${code}`, 303);
  });

  server.post(
    "/inspections/:code/follow-ups/:inspection",
    { config },
    async (request: OfInspection, reply) => {
      const { code, inspection } = request.params;
      const inspectionId = idAsked.parse(inspection);
      if (inspectionId === undefined) throw new NotFound();
      const typed = request.body as Typed;
      const read = readForm(followUpForm(dayOf(request.context.now)), typed, followUpNames);
      if ("errors" in read) return show(request, reply, { form: "follow-up", typed, errors: read.errors });
      const { word } = await request.perform("inspect-registers", async (context) => ({
        word: await followUpInspection(context, { code, inspectionId }, read.values),
      }));
      if (word === "settled-already")
        return show(request, reply, { form: "follow-up", typed, errors: settled });
      return reply.redirect(`/inspections/${code}`, 303);
    },
  );
}

async function show(request: OfSchool, reply: FastifyReply, filled?: Filled) {
  const { context, params } = request;
  const school = await schoolInspected(context, params.code);
  await context.audit({ act: "saw inspections", subject: "school", subjectId: school.schoolId });
  return reply.page({
    title: `Registers of ${school.school}`,
    status: filled ? 422 : 200,
    errors: filled?.errors,
    before: <GovukBackLink href="/inspections" text="All schools" />,
    children: (
      <SchoolInspectionsPage
        {...{ school, filled, today: dayOf(context.now), csrf: request.session?.csrfToken ?? "" }}
        inspections={await inspectionsOf(context.database, school.schoolId)}
      />
    ),
  });
}

/** Where the list goes on; whatever cannot be is as if it had not been asked. */
function placeAsked(key: unknown): After | undefined {
  const [day, place] = String(key).split("_");
  const [inspectedOn, schoolId] = [dayAsked.parse(day), idAsked.parse(place)];
  if (schoolId === undefined || (day !== "" && !inspectedOn)) return undefined;
  return { inspectedOn: inspectedOn?.toString() ?? "", schoolId };
}
