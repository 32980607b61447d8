import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import {
  bannerOf,
  caseByReference,
  holdBanner,
  holdOf,
  type Kase,
  mayCorrect,
  placeOf,
} from "../cases/index.ts";
import { NotFound } from "../database/index.ts";
import { draftsOf } from "../drafts/index.ts";
import { heldInstead, unlessOvertaken } from "../visits/index.ts";
import { idAsked } from "../web/asked.ts";
import { csvAnswer } from "../web/csv-answer.ts";
import {
  carried,
  errorsBeside,
  type FormErrors,
  GovukBackLink,
  htmlOf,
  readForm,
  type Typed,
} from "../web/design/index.ts";
import { serviceNames, serviceSchema } from "./letter.form.ts";
import { LetterPage, NoPdf } from "./letter.page.tsx";
import { letterPdf } from "./letter-pdf.ts";
import { LettersPage, type Unfinished } from "./letters.page.tsx";
import { type Letter, letterReferenced, lettersOf, lettersOnPage } from "./letters.store.ts";
import { letterLines } from "./letters-csv.ts";
import { PrintedLetters } from "./printed-letters.tsx";
import { caseToWriteOf } from "./recipients.store.ts";
import { recordService } from "./record-service.ts";
import { auditLetter } from "./send-letter.ts";
import { shippedTemplates } from "./shipped-templates.store.ts";

type OfCase = FastifyRequest<{ Params: { reference: string }; Querystring: Record<string, string> }>;
export type OfLetter = FastifyRequest<{
  Params: { reference: string; letter: string };
  Querystring: Record<string, string>;
}>;

const seeing = { config: { permission: "see-case" as const } };

/** The letters of a case, each as it was sent, on paper, and what became of it. */
export function lettersRoutes(server: FastifyInstance): void {
  server.get("/cases/:reference/letters", seeing, showLetters);

  server.get("/cases/:reference/letters.csv", seeing, async (request: OfCase, reply) => {
    const { context } = request;
    const kase = await caseByReference(context, request.params.reference);
    return csvAnswer(reply, context, {
      name: `letters-${kase.reference}`,
      parts: letterLines(context, kase.authorityId, async (last) => {
        const found = await lettersOf(context.database, kase.id, last?.id);
        return { letters: found.slice(0, lettersOnPage), more: found.length > lettersOnPage };
      }),
    });
  });

  server.get("/cases/:reference/letters/:letter", seeing, (request: OfLetter, reply) =>
    showLetter(request, reply),
  );

  server.get("/cases/:reference/letters/:letter/print", seeing, async (request: OfLetter, reply) => {
    const { context } = request;
    const { kase, letter } = await letterAsked(request, "saw letter to print");
    const at = `/cases/${kase.reference}/letters/${letter.reference}`;
    const held = await heldInstead(request, kase, "Print this letter");
    if (held) return reply.page(held);
    return onPaper(reply, context, {
      title: `Letter ${letter.reference}`,
      letters: [letter].filter(mayBePrinted),
      backTo: { href: at, text: "Back to the letter" },
    });
  });

  server.get("/cases/:reference/letters/:letter/pdf", seeing, async (request: OfLetter, reply) => {
    const { context } = request;
    const { kase, letter } = await letterAsked(request, "took letter as PDF");
    const backTo = {
      href: `/cases/${kase.reference}/letters/${letter.reference}`,
      text: "Back to the letter",
    };
    const title = `Letter ${letter.reference}`;
    const held = await heldInstead(request, kase, "Download this letter");
    if (held) return reply.page(held);
    if (!mayBePrinted(letter)) return onPaper(reply, context, { title, letters: [], backTo });
    const made = await letterPdf(letter);
    if ("shapeless" in made)
      return reply.page({
        ...{ status: 422, title, before: <GovukBackLink {...backTo} /> },
        children: <NoPdf printAt={`${backTo.href}/print`} shapeless={made.shapeless} />,
      });
    await context.recorded();
    return reply
      .type("application/pdf")
      .header("cache-control", "no-store")
      .header("content-disposition", `attachment; filename="letter-${letter.reference}.pdf"`)
      .send(made.pdf);
  });

  server.post(
    "/cases/:reference/letters/:letter/service",
    { config: { permission: "write-letter" } },
    async (request: OfLetter, reply) => {
      const { params } = request;
      const typed = request.body as Typed;
      const read = readForm(serviceSchema(dayOf(request.context.now)), typed, serviceNames);
      if ("errors" in read) return showLetter(request, reply, typed, read.errors);
      const seen = Number(carried(typed).seen) || undefined;
      const recording = request.perform("write-letter", async (context) => ({
        word: await recordService(context, params, { ...read.values, seen }),
      }));
      const outcome = await unlessOvertaken(request.context, recording);
      if ("overtaken" in outcome) return showLetter(request, reply, typed, outcome.overtaken);
      if (outcome.word !== "recorded")
        return showLetter(request, reply, typed, errorsBeside(refusals[outcome.word]));
      return reply.redirect(`/cases/${params.reference}/letters/${params.letter}?done=service`, 303);
    },
  );
}

const refusals = {
  "not-yet": { happenedOn: "The day must be today or in the past" },
  "before-sent": { happenedOn: "The day must not be before the letter was sent" },
  closed: { "": "This case is closed, so no notice counts in it. Reopen it first" },
  held: { "": "Nobody approaches this family now. Add a note on the case and tell the safeguarding lead" },
  "not-sent": { "": "It is recorded that this letter was never sent" },
} as const;

const done: Readonly<Record<string, string>> = {
  sent: "The letter is kept as it was sent. Print it, or take it with you.",
  service: "It is recorded what became of the letter.",
  corrected: "The letter is put right, and what was recorded stays readable in the chronology.",
};

/** If a letter may go on paper now: nobody is kept from the family, and nothing in it has been hidden since; one that never went does not go. [E04, G04] */
export function mayBePrinted({ held, addressHidden, bodyHidden, notSentBecause }: Letter): boolean {
  return !held && !addressHidden && !bodyHidden && notSentBecause === null;
}

/** Letters as a page of nothing but paper, once it is in the audit log who saw them. */
export async function onPaper(
  reply: FastifyReply,
  context: OfCase["context"],
  printed: Parameters<typeof PrintedLetters>[0],
): Promise<FastifyReply> {
  const html = htmlOf(<PrintedLetters {...printed} />);
  await context.recorded();
  return reply.type("text/html; charset=utf-8").send(html);
}

/** A letter of a case, which is recorded as seen. Throws NotFound. */
export async function letterAsked(request: OfLetter, act: string): Promise<{ kase: Kase; letter: Letter }> {
  const { context, params } = request;
  const kase = await caseByReference(context, params.reference);
  const letter = await letterReferenced(context.database, kase.id, params.letter);
  if (!letter) throw new NotFound();
  await auditLetter(context, kase, act, letter.id);
  return { kase, letter };
}

async function showLetters(request: OfCase, reply: FastifyReply): Promise<FastifyReply> {
  const { context } = request;
  const { database, viewer } = context;
  const kase = await caseByReference(context, request.params.reference);
  await auditLetter(context, kase, "saw letters");
  const before = idAsked.parse(request.query["before"]);
  const mayWrite = mayDo(viewer, "write-letter", placeOf(kase));
  const [found, hold, unfinished] = await Promise.all([
    lettersOf(database, kase.id, before),
    holdOf(context, kase),
    mayWrite ? unfinishedIn(request, kase) : [],
  ]);
  const letters = found.slice(0, lettersOnPage);
  const at = `/cases/${kase.reference}/letters`;
  return reply.page({
    title: `Letters, ${kase.reference}`,
    wide: true,
    held: await bannerOf(context, kase, hold),
    before: <GovukBackLink text="Back to the case" href={`/cases/${kase.reference}`} />,
    children: (
      <LettersPage
        {...{ kase, viewer, hold, letters, mayWrite, unfinished }}
        moreAt={found.length > lettersOnPage ? `${at}?before=${letters.at(-1)?.id}` : undefined}
      />
    ),
  });
}

async function unfinishedIn({ context }: OfCase, kase: Kase): Promise<Unfinished[]> {
  const drafts = (await draftsOf(context, "letter")).filter(({ subject }) =>
    subject.startsWith(`${kase.reference}~`),
  );
  if (drafts.length === 0) return [];
  const record = await caseToWriteOf(context.database, kase.id, context.viewer.personId);
  const named = [
    ...(record?.carers ?? []).map(({ id, name }) => ({ key: `carer-${id}`, name })),
    ...(record?.referrers ?? []).map(({ id, name }) => ({ key: `referrer-${id}`, name })),
  ];
  return drafts.flatMap(({ subject, savedAt }) => {
    const [, template = "", to = ""] = subject.split("~");
    const title = shippedTemplates.get(template)?.title;
    const words = new URLSearchParams({ template, to });
    return title
      ? {
          title,
          to: named.find(({ key }) => key === to)?.name ?? "",
          savedAt,
          href: `/cases/${kase.reference}/letters/new?${words}`,
        }
      : [];
  });
}

async function showLetter(
  request: OfLetter,
  reply: FastifyReply,
  typed: Typed = { happenedOn: dayOf(request.context.now) },
  errors?: FormErrors,
): Promise<FastifyReply> {
  const { context } = request;
  const { kase, letter } = await letterAsked(request, "saw letter");
  const mayWrite = mayDo(context.viewer, "write-letter", placeOf(kase));
  return reply.page({
    status: errors ? 422 : 200,
    title: `Letter ${letter.reference}`,
    errors,
    held: await holdBanner(context, kase),
    before: <GovukBackLink text="Back to the letters" href={`/cases/${kase.reference}/letters`} />,
    children: (
      <LetterPage
        letter={letter}
        done={done[String(request.query["done"])]}
        mayCorrect={mayCorrect(context.viewer, kase, { madeBy: letter.madeById }, "write-letter")}
        service={
          mayWrite && letter.notSentBecause === null
            ? { csrf: request.session?.csrfToken ?? "", seen: kase.lastFactId, typed, errors }
            : undefined
        }
      />
    ),
  });
}
