import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Authority, authoritiesKnown, mayDo, postsAllowing } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import type { Keepsight } from "../../context.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { isOwedNow } from "../../procedures/index.ts";
import { addressOfDuty, dutiesMetBy } from "../../standing-duties/index.ts";
import { csvHead, csvLine } from "../../web/csv.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  readForm,
  type Typed,
} from "../../web/design/index.ts";
import { inOneSentence, reviewOf, waitsToClose } from "../review/review.ts";
import { stillWaiting } from "../review/waits.ts";
import { annualTexts } from "./annual.store.ts";
import { annualDocument, reportTitle } from "./annual-document.ts";
import { AnnualReportPage, notes } from "./annual-report.page.tsx";
import { isBlank, mayTellOpened } from "./annual-report.ts";
import { AnnualTextsPage } from "./annual-texts.page.tsx";
import { daysOf, isUnderWay, keyOf, lastSchoolYear, yearsOffered } from "./annual-year.ts";
import { odtType } from "./odt.ts";
import { workOutAnnualReport } from "./work-out-annual-report.ts";
import { writeAnnualTexts } from "./write-annual-texts.ts";

const query = z.object({ year: z.string().optional().catch(undefined) });
const wording = z.string().max(20_000).default("");
const textsForm = z.object({ introduction: wording, "what-we-did": wording, "what-we-ask": wording });
const lastSeen = z.coerce.number().int().min(0).catch(-1);
const overtaken =
  "Somebody else has written since you opened this page. Their words stand below: put yours with them";

/** The annual report to management and the safeguarding board: as a page, as files, and the words that people write in it. [H04] */
export function annualReportRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  const reading = { config: { permission: "see-overview" as const } };
  const editing = { config: { permission: "edit-annual-report" as const } };

  server.get("/annual-report", reading, async (request, reply) => {
    const { context } = request;
    const { today, authority, year, texts, numbers, before, sections } = await reported(keepsight, request);
    const mayTell = mayTellOpened(numbers);
    const { from, to } = daysOf(year);
    const days = { from, to: isUnderWay(year, today) ? today : to };
    const waits = waitsToClose(numbers.opened);
    return reply.page({
      title: reportTitle,
      children: (
        <AnnualReportPage
          {...{ authority, year, today, sections, texts, blank: isBlank(numbers) }}
          hasBefore={before !== undefined}
          sentence={mayTell ? inOneSentence(reviewOf(numbers.opened, "reason").all, days) : undefined}
          curve={stillWaiting(waits)}
          longest={waits.reduce((most, { days }) => Math.max(most, days), 0)}
          mayEdit={mayDo(context.viewer, "edit-annual-report", { authorityId: authority.id })}
          duty={await dutyOf(request, authority)}
        />
      ),
    });
  });

  server.get("/annual-report.odt", reading, async (request, reply) => {
    const { context } = request;
    const { authority, year, today, texts, sections } = await reported(keepsight, request);
    const file = annualDocument({
      ...{ authority: authority.name, year, today, texts, sections, notes, madeAt: context.now },
    });
    await context.recorded();
    return reply
      .type(odtType)
      .header("cache-control", "no-store")
      .header("content-disposition", `attachment; filename="annual-report-${keyOf(year)}.odt"`)
      .send(Buffer.from(file));
  });

  server.get("/annual-report.csv", reading, async (request, reply) => {
    const { year, sections } = await reported(keepsight, request);
    const lines = sections.flatMap(({ title, columns, rows }) =>
      rows.flatMap(([called = "", ...cells]) =>
        cells.map((cell, at) => csvLine([title, called, columns[at + 1], cell])),
      ),
    );
    return csvAnswer(reply, request.context, {
      name: `annual-report-${keyOf(year)}`,
      parts: [csvHead(["Table", "Row", "Column", "Number"]), ...lines],
    });
  });

  server.get("/annual-report/texts", editing, (request, reply) => showTexts(request, reply));

  server.post("/annual-report/texts", editing, async (request, reply) => {
    const typed = request.body as Typed;
    const read = readForm(textsForm, typed);
    if ("errors" in read) return showTexts(request, reply, { typed, errors: read.errors });
    const { authorityId, year } = askedBy(request, "edit-annual-report");
    const seen = lastSeen.parse(carried(typed).seen);
    const answer = await request.perform("edit-annual-report", (context) =>
      writeAnnualTexts(context, { authorityId, year: keyOf(year), seen }, read.values),
    );
    if (answer === "written") return reply.redirect(`/annual-report?year=${keyOf(year)}`, 303);
    return showTexts(request, reply, { typed, errors: errorsBeside({ introduction: overtaken }) });
  });
}

/** The authority and the year of an address. A year that is not offered is as if none had been asked for. */
function askedBy({ context, query: given }: FastifyRequest, act: "see-overview" | "edit-annual-report") {
  const [post] = postsAllowing(context.viewer, act);
  if (!post) throw new NotAllowed(act);
  const today = dayOf(context.now);
  const asked = query.parse(given).year;
  const year = yearsOffered(today).find((each) => keyOf(each) === asked) ?? lastSchoolYear(today);
  return { authorityId: post.authorityId, today, year };
}

async function reported(keepsight: Keepsight, request: FastifyRequest) {
  const { context } = request;
  const { authorityId, today, year } = askedBy(request, "see-overview");
  const [worked, texts, [authority]] = await Promise.all([
    workOutAnnualReport(keepsight, { authorityId, year, now: context.now }),
    annualTexts(context.database, authorityId, keyOf(year)),
    authoritiesKnown(context.database, [authorityId]),
  ]);
  if (!authority) throw new NotFound();
  await context.audit({
    ...{ act: "saw annual report", subject: "list", authorityId, details: { year: keyOf(year) } },
  });
  return { ...worked, today, year, texts, authority };
}

/** The duty that the report meets: where it is recorded, and when it is due next. */
async function dutyOf({ context }: FastifyRequest, authority: Authority) {
  if (!mayDo(context.viewer, "see-standing-duties", { authorityId: authority.id })) return undefined;
  const duties = await dutiesMetBy(context, authority, "annual-report");
  if (duties.length === 0) return undefined;
  const owed = duties.find(isOwedNow);
  return { href: addressOfDuty(authority, "annual-report"), dueOn: owed && dayOf(owed.dueAt) };
}

async function showTexts(
  request: FastifyRequest,
  reply: FastifyReply,
  sent?: { typed: Typed; errors: FormErrors },
): Promise<FastifyReply> {
  const { context, session } = request;
  const { authorityId, year } = askedBy(request, "edit-annual-report");
  return reply.page({
    title: "Text of the annual report",
    status: sent ? 422 : 200,
    errors: sent?.errors,
    before: <GovukBackLink text={reportTitle} href={`/annual-report?year=${keyOf(year)}`} />,
    children: (
      <AnnualTextsPage
        {...{ year, typed: sent?.typed, errors: sent?.errors, csrf: session?.csrfToken ?? "" }}
        texts={await annualTexts(context.database, authorityId, keyOf(year))}
      />
    ),
  });
}
