import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { postsAllowing, type Viewer } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Keepsight } from "../context.ts";
import { NotAllowed, NotFound } from "../database/index.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import { type FormErrors, GovukBackLink, readForm, type Typed } from "../web/design/index.ts";
import { deletionsRoutes } from "./deletions.routes.tsx";
import { changeRule } from "./keep-record.ts";
import { recordKeptRoutes } from "./record-kept.routes.tsx";
import { retentionNames, ruleForm } from "./retention.form.ts";
import { RetentionPage } from "./retention.page.tsx";
import { type AfterDue, recordsDue, rulesOf } from "./retention.store.ts";
import { dueLines, placeOfDue } from "./retention-csv.ts";
import { RulePage } from "./rule.page.tsx";

type OfRule = FastifyRequest<{ Params: { rule: string } }>;

const onPage = 50;
const keeping = { config: { permission: "keep-retention" as const } };

/** How long records are kept: what is due, the rules, one record, proposals and certificates. */
export function retentionRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  server.get("/retention", keeping, async (request, reply) => {
    const { context } = request;
    const authorityId = authorityOf(context.viewer);
    const after = placeAsked((request.query as Record<string, unknown>)["after"]);
    const found = await recordsDue(context.database, authorityId, {
      ...{ today: dayOf(context.now), after, count: onPage + 1 },
    });
    const due = found.slice(0, onPage);
    const last = due.at(-1);
    await context.audit({
      ...{ act: "listed records due", subject: "list", authorityId },
      details: { rows: due.length, children: due.map(({ id }) => id) },
    });
    const next = last && placeOfDue(last);
    return reply.page({
      title: "How long records are kept",
      wide: true,
      children: (
        <RetentionPage
          due={due}
          moreAt={found.length > onPage && next ? `/retention?after=${next.born}_${next.id}` : undefined}
          rules={await rulesOf(context.database, authorityId)}
        />
      ),
    });
  });

  server.get("/retention.csv", keeping, ({ context }, reply) =>
    csvAnswer(reply, context, {
      name: "records-due",
      parts: dueLines(context, authorityOf(context.viewer), dayOf(context.now)),
    }),
  );

  server.get("/retention/rules/:rule", keeping, (request: OfRule, reply) => showRule(request, reply));

  server.post("/retention/rules/:rule", keeping, async (request: OfRule, reply) => {
    const read = readForm(ruleForm, request.body, retentionNames);
    if ("errors" in read) return showRule(request, reply, read.errors);
    const { rule } = request.params;
    await request.perform("keep-retention", (context) =>
      changeRule(context, authorityOf(context.viewer), { rule, ...read.values }),
    );
    return reply.redirect("/retention", 303);
  });

  recordKeptRoutes(server);
  deletionsRoutes(server, keepsight);
}

function authorityOf(viewer: Viewer): number {
  const [post] = postsAllowing(viewer, "keep-retention");
  if (!post) throw new NotAllowed("keep-retention");
  return post.authorityId;
}

async function showRule(request: OfRule, reply: FastifyReply, errors?: FormErrors) {
  const { context, params } = request;
  const rules = await rulesOf(context.database, authorityOf(context.viewer));
  const rule = rules.find((each) => each.rule === params.rule);
  if (!rule) throw new NotFound();
  return reply.page({
    title: `Rule: ${rule.called}`,
    status: errors ? 422 : 200,
    errors,
    before: <GovukBackLink href="/retention" text="How long records are kept" />,
    children: (
      <RulePage
        {...{ rule, errors }}
        csrf={request.session?.csrfToken ?? ""}
        typed={errors ? (request.body as Typed) : { years: rule.years, reading: rule.reading }}
      />
    ),
  });
}

/** Where the list goes on; whatever cannot be is as if it had not been asked. */
function placeAsked(key: unknown): AfterDue | undefined {
  const [, born, id] = /^(\d{4}-\d{2}-\d{2}|infinity)_(\d{1,15})$/.exec(String(key)) ?? [];
  if (born === undefined) return undefined;
  return { born: born === "infinity" ? born : Temporal.PlainDate.from(born).toString(), id: Number(id) };
}
