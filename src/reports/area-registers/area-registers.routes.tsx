import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { authoritiesKnown, mayDo } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { NotFound } from "../../database/index.ts";
import { draftOf, forgetDraft } from "../../drafts/draft.ts";
import { dutiesMetBy } from "../../standing-duties/index.ts";
import { idAsked } from "../../web/asked.ts";
import { csvAnswer } from "../../web/csv-answer.ts";
import { type FormErrors, GovukBackLink, type Typed } from "../../web/design/index.ts";
import { AreaRegisterPage } from "./area-register.page.tsx";
import type { LetterKind } from "./area-register.ts";
import { newsTyped } from "./area-registers.form.ts";
import { AreaRegistersPage } from "./area-registers.page.tsx";
import { leadsOf, lettersSent, linesOf, registerNumbered, registersBefore } from "./area-registers.store.ts";
import { areaRegisterLines } from "./area-registers-csv.ts";
import { writeNews } from "./write-news.ts";

type OfRegister = FastifyRequest<{ Params: { register: string } }>;

const registersOnPage = 60;
const linesOnPage = 40;
const draft = "area-register";
const letterWords: Record<LetterKind, string> = {
  ready: "They were told on",
  "due-soon": "Reminded on",
  late: "Reminded that it is late on",
};

/** The monthly registers of the areas: what was sent, what came back, who has not answered. [H02] */
export function areaRegistersRoutes(server: FastifyInstance): void {
  const seeing = { config: { permission: "see-area-registers" as const } };

  server.get("/area-registers", seeing, async (request, reply) => {
    const { context, query } = request;
    const before = idAsked.parse((query as Record<string, unknown>)["before"]);
    const found = await registersBefore(context.database, before, registersOnPage + 1);
    const registers = found.slice(0, registersOnPage);
    const last = registers.at(-1);
    return reply.page({
      title: "Registers of the areas",
      wide: true,
      children: (
        <AreaRegistersPage
          registers={registers}
          moreAt={found.length > registersOnPage && last ? `/area-registers?before=${last.id}` : undefined}
        />
      ),
    });
  });

  server.get("/area-registers/:register", seeing, (request: OfRegister, reply) => show(request, reply));

  server.get("/area-registers/:register.csv", seeing, async (request: OfRegister, reply) => {
    const register = await registerAsked(request);
    const parts = areaRegisterLines(request.context, register);
    return csvAnswer(reply, request.context, { name: `register-of-area-${dayOf(register.madeAt)}`, parts });
  });

  server.post(
    "/area-registers/:register",
    { config: { permission: "add-note" } },
    async (request: OfRegister, reply) => {
      const { id } = await registerAsked(request);
      const typed = request.body as Typed;
      const read = newsTyped(typed);
      if ("errors" in read) return show(request, reply, { typed, errors: read.errors });
      const { written } = await request.perform("add-note", async (context) => {
        await forgetDraft(context, draft, String(id));
        return writeNews(context, id, read.values);
      });
      const waiting = isWaitingAsked(request) ? "&waiting=yes" : "";
      return reply.redirect(`/area-registers/${id}?written=${written}${waiting}`, 303);
    },
  );
}

const asked = ({ query }: FastifyRequest) => query as Record<string, unknown>;
const isWaitingAsked = (request: FastifyRequest) => asked(request)["waiting"] === "yes";

async function registerAsked(request: OfRegister) {
  const id = idAsked.parse(request.params.register);
  const register = id && (await registerNumbered(request.context.database, id));
  if (!register) throw new NotFound();
  return register;
}

async function show(
  request: OfRegister,
  reply: FastifyReply,
  sent?: { typed: Typed; errors: FormErrors },
): Promise<FastifyReply> {
  const { context, session } = request;
  const { database, viewer, now } = context;
  const register = await registerAsked(request);
  const { id, authorityId, areaId, dutyFactId } = register;
  const waitingOnly = isWaitingAsked(request);
  const after = idAsked.parse(asked(request)["after"]) ?? 0;
  const [found, letters, leads, [authority], kept] = await Promise.all([
    linesOf(database, id, { after, waiting: waitingOnly, count: linesOnPage + 1 }),
    lettersSent(database, [id]),
    leadsOf(database, areaId === null ? [] : [areaId], dayOf(now)),
    authoritiesKnown(database, [authorityId]),
    draftOf(context, draft, String(id)),
  ]);
  const duties = authority ? await dutiesMetBy(context, authority, "area-updates") : [];
  const lines = found.slice(0, linesOnPage);
  const last = lines.at(-1);
  await context.audit({
    ...{ act: "saw area register", subject: "list", authorityId },
    details: { register: id, rows: lines.length, cases: lines.map(({ caseId }) => caseId) },
  });
  return reply.page({
    title: "Register of an area",
    wide: true,
    status: sent ? 422 : 200,
    errors: sent?.errors,
    before: <GovukBackLink href="/area-registers" text="Registers of the areas" />,
    children: (
      <AreaRegisterPage
        {...{ register, lines, waitingOnly, now }}
        leads={leads.map(({ name }) => name)}
        told={(letters.get(id) ?? []).map(({ kind, madeAt }) => ({ words: letterWords[kind], at: madeAt }))}
        dueAt={duties.find(({ startedBy }) => startedBy === dutyFactId)?.dueAt}
        moreAt={
          found.length > linesOnPage && last
            ? `/area-registers/${id}?${waitingOnly ? "waiting=yes&" : ""}after=${last.id}`
            : undefined
        }
        mayWrite={mayDo(viewer, "add-note", { authorityId, areaId })}
        written={idAsked.parse(asked(request)["written"])}
        csrf={session?.csrfToken ?? ""}
        typed={sent?.typed ?? kept}
        errors={sent?.errors}
      />
    ),
  });
}
