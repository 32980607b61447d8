import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { postsAllowing } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import { placesAtHand } from "../cases/index.ts";
import type { ReadingContext } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { feedsOf } from "../feeds/index.ts";
import { idAsked } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { counted, type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import type { Comparison } from "./comparison.ts";
import { CountyPicturePage } from "./county-picture.page.tsx";
import { countyPicture } from "./county-picture.store.ts";
import { comparisonCalled, comparisons } from "./definitions/index.ts";
import {
  type FindingPlace,
  type FindingsAsked,
  findingCounts,
  findingsPage,
  standings,
} from "./findings.store.ts";
import { findingLines } from "./findings-csv.ts";
import { freshnessOf } from "./freshness.ts";
import { ListPage } from "./list.page.tsx";
import { addressOfList, ListsPage } from "./lists.page.tsx";
import { keptLooks, lookedAt } from "./looks.ts";
import { lastTotals, listCounts } from "./overview.store.ts";
import { settleForm, usualQuestion } from "./settle.form.tsx";
import { type Settled, settleFindings } from "./settle-findings.ts";

const rowsOnPage = 50;
const daysOfTrend = 30;
const seeing = { config: { permission: "see-comparisons" as const } };
const settling = { config: { permission: "settle-comparison" as const } };
type OfList = FastifyRequest<{ Params: { comparison: string } }>;

const query = z.object({
  standing: z.enum(standings).catch("open"),
  area: idAsked,
  school: idAsked,
  after: z
    .string()
    .regex(/^\d~[12]\d{3}-\d\d-\d\d~\d{1,9}$/)
    .refine((place) => z.iso.date().safeParse(place.split("~")[1]).success)
    .optional()
    .catch(undefined),
  done: z.coerce.number().int().min(0).max(10_000).optional().catch(undefined),
  left: z.coerce.number().int().min(0).max(10_000).optional().catch(undefined),
});
type Chosen = z.output<typeof query>;

/** The comparisons as cards, each as a work list and as a file, and what is done about those ticked. */
export function listsRoutes(server: FastifyInstance): void {
  server.get("/lists", seeing, async ({ context, cookies }, reply) => {
    const authorityId = authorityOf(context);
    const looked = keptLooks(cookies);
    const [counts, totals, feeds] = await Promise.all([
      listCounts(context.database, authorityId, looked),
      lastTotals(context.database, authorityId, daysOfTrend),
      feedsFor(context, authorityId),
    ]);
    await context.audit({ act: "saw lists", subject: "list", authorityId, details: { rows: counts.length } });
    const shown = comparisons.map((comparison) => {
      const { word } = comparison;
      const { open = 0, fresh = 0, probable = 0 } = counts.find((one) => one.comparison === word) ?? {};
      return {
        ...{ comparison, open, fresh, probable, looked: looked[word] },
        totals: totals.filter((one) => one.comparison === word),
        sources: freshnessOf(comparison.sources, feeds, context.now),
      };
    });
    return reply.page({ title: "Lists", wide: true, children: <ListsPage shown={shown} /> });
  });

  server.get("/county-picture", seeing, async ({ context }, reply) => {
    const authorityId = authorityOf(context);
    const picture = await countyPicture(context.database, authorityId);
    await context.audit({ act: "saw county picture", subject: "list", authorityId });
    return reply.page({
      title: "County picture",
      wide: true,
      before: <GovukBackLink text="Lists" href="/lists" />,
      children: <CountyPicturePage picture={picture} />,
    });
  });

  server.get("/lists/:comparison", seeing, async (request: OfList, reply) => {
    const comparison = comparisonOf(request);
    const kept = request.cookies[keptIn(comparison)];
    if (Object.keys(request.query as object).length === 0 && kept)
      return reply.redirect(`${addressOfList(comparison.word)}?${kept}`, 303);
    return showList(request, reply, comparison);
  });

  server.get("/lists/:comparison/findings.csv", seeing, async (request: OfList, reply) => {
    const comparison = comparisonOf(request);
    const { context } = request;
    const asked = askedBy(context, comparison, query.parse(request.query));
    return csvAnswer(reply, context, {
      name: `${comparison.word}-${dayOf(context.now)}`,
      parts: findingLines(context, comparison, asked),
    });
  });

  server.post("/lists/:comparison/settlements", settling, async (request: OfList, reply) => {
    const comparison = comparisonOf(request);
    const typed = request.body as Typed;
    const read = readForm(settleForm, typed);
    if ("errors" in read) return showList(request, reply, comparison, { typed, errors: read.errors });
    const { finding: ids, how, why = "", question = "" } = read.values;
    const settled = await request.perform("settle-comparison", (context) =>
      settleFindings(context, { how, ids, why, question }),
    );
    if (settled.reference) return reply.redirect(`/referrals/${settled.reference}`, 303);
    const { done, left } = settled;
    return reply.redirect(`${addressOfList(comparison.word)}?done=${done}&left=${left}`, 303);
  });
}

async function showList(
  { context, query: sent, session, cookies }: OfList,
  reply: FastifyReply,
  comparison: Comparison,
  refused?: { typed: Typed; errors: FormErrors },
) {
  const chosen = query.parse(sent);
  const asked = askedBy(context, comparison, chosen);
  const { database, viewer, now } = context;
  const [rows, counts, { areas }, feeds] = await Promise.all([
    findingsPage(database, asked, rowsOnPage + 1, placeIn(chosen.after)),
    findingCounts(database, asked),
    placesAtHand(context, asked.authorityId),
    feedsFor(context, asked.authorityId),
  ]);
  const shown = rows.slice(0, rowsOnPage);
  await context.audit({
    act: "saw comparison",
    subject: "list",
    authorityId: asked.authorityId,
    details: { rows: shown.length, findings: shown.map(({ id }) => id), comparison: comparison.word },
  });
  const at = (change: Record<string, string | undefined>) =>
    addressWith(comparison, { ...chosen, after: undefined, done: undefined, left: undefined, ...change });
  const last = rows.length > rowsOnPage ? shown.at(-1) : undefined;
  const looked = keptLooks(cookies);
  return lookedAt(reply, looked, comparison.word, now)
    .setCookie(keptIn(comparison), at({}).split("?")[1] ?? "", keptFor(comparison))
    .page({
      title: comparison.title,
      wide: true,
      before: <GovukBackLink text="Lists" href="/lists" />,
      ...(refused && { errors: refused.errors, status: 400 }),
      children: (
        <ListPage
          {...{ comparison, asked, rows: shown, counts, areas, now, at, viewer }}
          sources={freshnessOf(comparison.sources, feeds, now)}
          looked={looked[comparison.word]}
          next={last && at({ after: `${last.rank}~${last.since}~${last.id}` })}
          csrf={session?.csrfToken ?? ""}
          done={doneInWords(chosen)}
          typed={refused?.typed ?? { question: usualQuestion }}
          errors={refused?.errors}
        />
      ),
    });
}

function comparisonOf({ params }: OfList): Comparison {
  const comparison = comparisonCalled(params.comparison);
  if (!comparison) throw new NotFound();
  return comparison;
}

function authorityOf({ viewer }: ReadingContext): number {
  const [post] = postsAllowing(viewer, "see-comparisons");
  if (!post) throw new NotAllowed("see-comparisons");
  return post.authorityId;
}

/** When each list of the authority last came. */
async function feedsFor({ database }: ReadingContext, authorityId: number) {
  return (await feedsOf(database)).filter((feed) => feed.authorityId === authorityId);
}

function askedBy(context: ReadingContext, { word }: Comparison, chosen: Chosen): FindingsAsked {
  const { standing, area: areaId, school: schoolId } = chosen;
  return { authorityId: authorityOf(context), comparison: word, standing, areaId, schoolId };
}

function placeIn(after: string | undefined): FindingPlace | undefined {
  const [rank, since, id] = after?.split("~") ?? [];
  return since ? { rank: Number(rank), since: Temporal.PlainDate.from(since), id: Number(id) } : undefined;
}

function doneInWords({ done, left }: Chosen): string | undefined {
  if (done === undefined) return undefined;
  const stayed: Settled["left"] = left ?? 0;
  return `Recorded for ${counted(done, "child", "children")}.${stayed > 0 ? ` ${counted(stayed, "stays", "stay")} as before: in hand already, or without a school to ask.` : ""}`;
}

const keptIn = ({ word }: Comparison) => `list-${word}`;
const keptFor = ({ word }: Comparison) =>
  ({ path: addressOfList(word), httpOnly: true, sameSite: "lax", maxAge: 30 * 86_400 }) as const;

function addressWith(comparison: Comparison, chosen: Record<string, unknown>): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(chosen))
    if (value !== undefined && value !== "") parts.set(name, String(value));
  return `${addressOfList(comparison.word)}?${parts}`;
}
