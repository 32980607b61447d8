import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { authoritiesKnown, postsAllowing } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import type { Keepsight } from "../../context.ts";
import { NotAllowed, NotFound } from "../../database/index.ts";
import { censusDaysIn, dutiesMetBy } from "../../standing-duties/index.ts";
import { dayAsked, idAsked, wordsAsked } from "../../web/asked.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import { carried, errorsBeside, type FormErrors, readForm, type Typed } from "../../web/design/index.ts";
import { amissIn, standsIn, wantsMending } from "./census-return.ts";
import { type Named, namedCases, namedHomeEducations } from "./counted.store.ts";
import { GovernmentReturnPage } from "./government-return.page.tsx";
import { signOff } from "./sign-off.ts";
import { signedReturns } from "./signed-returns.store.ts";
import { workOutReturn } from "./work-out-return.ts";

const copiesShown = 12;
const query = z.object({
  census: dayAsked,
  signed: idAsked,
  in: z.enum(["cme", "ehe"]).optional().catch(undefined),
  topic: wordsAsked,
  is: wordsAsked,
});
const note = z.object({ note: z.string().max(2000).default("") });
const refusals = {
  changed: "The numbers changed since the page was shown. Look at them again, then sign off",
  "too-early": "The census day has not come",
} as const;

/** The department's termly collection, made from today's records and kept as it was signed off. */
export function governmentReturnRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  const making = { config: { permission: "make-government-return" as const } };

  server.get("/government-return", making, (request, reply) => show(keepsight, request, reply));

  server.get("/government-return.csv", making, async (request, reply) => {
    const { authorityId, asked, censusOn, today } = askedBy(request);
    const { context } = request;
    if (asked.signed !== undefined) {
      const copies = await signedReturns(context.database, authorityId, 1_000);
      const copy = copies.find(({ id }) => id === asked.signed);
      if (!copy) throw new NotFound();
      return csvAnswer(reply, context, { name: `return-${copy.censusOn}-signed`, parts: [copy.file] });
    }
    const { file } = await workOutReturn(keepsight, { authorityId, censusOn, today });
    return csvAnswer(reply, context, { name: `return-${censusOn}`, parts: [file] });
  });

  server.post("/government-return", making, async (request, reply) => {
    const typed = request.body as Typed;
    const read = readForm(note, typed);
    if ("errors" in read) return show(keepsight, request, reply, { typed, errors: read.errors });
    const { authorityId, censusOn, today } = askedBy(request);
    const made = await workOutReturn(keepsight, { authorityId, censusOn, today });
    const answer = await request.perform("make-government-return", (context) =>
      signOff(
        context,
        { ...made, ...read.values, authorityId, censusOn },
        { seen: carried(typed).seen, today },
      ),
    );
    if (answer === "signed") return reply.redirect(`/government-return?census=${censusOn}`, 303);
    return show(keepsight, request, reply, { typed, errors: errorsBeside({ note: refusals[answer] }) });
  });
}

function askedBy({ context, query: given }: FastifyRequest) {
  const [post] = postsAllowing(context.viewer, "make-government-return");
  if (!post) throw new NotAllowed("make-government-return");
  const asked = query.parse(given);
  const today = dayOf(context.now);
  const all = [today.year - 2, today.year - 1, today.year, today.year + 1].flatMap(censusDaysIn);
  const next = all.findIndex((day) => Temporal.PlainDate.compare(day, today) > 0);
  const censusDays = all.slice(0, next + 1).reverse();
  const censusOn = censusDays.find((day) => asked.census?.equals(day)) ?? all[next - 1] ?? today;
  return { authorityId: post.authorityId, asked, today, censusDays, censusOn };
}

async function show(
  keepsight: Keepsight,
  request: FastifyRequest,
  reply: FastifyReply,
  sent?: { typed: Typed; errors: FormErrors },
): Promise<FastifyReply> {
  const { context, session } = request;
  const { authorityId, asked, today, censusDays, censusOn } = askedBy(request);
  const dutiesMet = async () => {
    const [known] = await authoritiesKnown(context.database, [authorityId]);
    return known ? dutiesMetBy(context, known, "return-to-government") : [];
  };
  const [made, signed, duties] = await Promise.all([
    workOutReturn(keepsight, { authorityId, censusOn, today }),
    signedReturns(context.database, authorityId, copiesShown),
    dutiesMet(),
  ]);
  const { authority, placed, lines, notEntered, sha256 } = made;
  const { in: collection, topic, is: breakdown } = asked;
  const opened = collection && topic && breakdown ? { collection, topic, breakdown } : undefined;
  const isOpened = opened ? standsIn(opened) : () => false;
  // Only these are named on the page.
  const shown = placed.filter((each) => wantsMending(each).length > 0 || isOpened(each));
  const ids = (of: string) => shown.flatMap(({ child }) => (child.collection === of ? [child.id] : []));
  const keyed = (of: string, all: Named[]) => all.map((each) => [`${of}${each.id}`, each] as const);
  const [cases, home] = await Promise.all([
    namedCases(context.database, ids("cme")),
    namedHomeEducations(context.database, ids("ehe")),
  ]);
  const named = new Map([...keyed("cme", cases), ...keyed("ehe", home)]);
  const last = signed.find((each) => Temporal.PlainDate.compare(each.censusOn, censusOn) < 0);
  await context.audit({
    ...{ act: "saw government return", subject: "list", authorityId },
    details: { rows: named.size, census: censusOn.toString() },
  });
  return reply.page({
    title: "Return to the Department for Education",
    wide: true,
    status: sent ? 422 : 200,
    errors: sent?.errors,
    children: (
      <GovernmentReturnPage
        {...{ authority, censusOn, censusDays, today, lines, placed, last, signed, named, sha256 }}
        dueOn={
          duties
            .map(({ startedAt, dueAt }) => ({ on: dayOf(startedAt), due: dayOf(dueAt) }))
            .find(({ on }) => on.equals(censusOn))?.due
        }
        amiss={amissIn(lines, placed, last?.lines, notEntered)}
        opened={opened}
        csrf={session?.csrfToken ?? ""}
        typed={sent?.typed}
        errors={sent?.errors}
      />
    ),
  });
}
