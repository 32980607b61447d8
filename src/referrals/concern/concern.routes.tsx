import { createHash, randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { authoritiesKnown, programsOwnPerson, viewerOf } from "../../access/index.ts";
import { type Keepsight, perform, type ReadingContext, readingContext } from "../../context.ts";
import { databaseFor, NotFound } from "../../database/index.ts";
import { type Draft, draftOf, forgetDraft, keepDraft, keepDraftForHours } from "../../drafts/index.ts";
import { type FormErrors, GovukBackLink, typedInto } from "../../web/design/index.ts";
import { nobodyKnown } from "../described/content-described.ts";
import { type About, type FormDefinition, readStep, type Step, sectionsOf } from "../form-definition.ts";
import { StepPage } from "../form-step.page.tsx";
import { draftFormOf, draftSubject } from "../referral-draft.ts";
import { concernForm } from "./concern.form.ts";
import { ConcernCheckPage, ConcernFrame, ConcernSentPage, ConcernStartPage } from "./concern.page.tsx";
import { concernWords as words } from "./concern-words.ts";
import { formIn, type Language, languageCalled } from "./languages.ts";
import { sendConcern } from "./send-concern.ts";

const cookie = "keepsight-concern";
const keptHours = 2;
/** Nobody reads six pages and writes an answer faster: who does is a program. */
const leastSeconds = 8;
/** No letter of a worried neighbour is longer. Bytes. */
const largestForm = 32_000;
const began = "began";

/**
 * A concern of anybody, without an account. What is typed is kept under the program's own name, for two hours and only for the
 * browser that holds the cookie's secret. [D08]
 */
export function concernRoutes(server: FastifyInstance, keepsight: Keepsight): void {
  const config = { permission: "anyone" } as const;
  // An hour's worth of concerns from one place: a sixtieth of what a person at work may ask in a minute, and ten at most times.
  const hourly = Math.max(1, Math.round(keepsight.settings.requestsAMinute / 60));
  const limited = { ...config, rateLimit: { max: hourly, timeWindow: 3_600_000 } };
  const bodyLimit = largestForm;

  server.get("/concern", { config }, (request, reply) => {
    const language = languageCalled((request.query as Record<string, unknown>)["lang"]);
    const over = (request.query as Record<string, unknown>)["over"] !== undefined;
    const title = concernForm([]).title;
    return show(reply, language, <ConcernStartPage {...{ title, language, over }} />);
  });

  server.post("/concern", { config: limited, bodyLimit }, async (request, reply) => {
    const context = await programReads(keepsight, request);
    const token = randomBytes(24).toString("base64url");
    const { code } = languageCalled((request.body as Draft | undefined)?.["lang"]);
    await keepDraftForHours(context, keptHours, "concern", draftSubject(keyOf(token), began), {
      lang: code,
      at: context.now.toString(),
    });
    reply.setCookie(cookie, token, {
      ...{ path: "/concern", httpOnly: true, sameSite: "strict", maxAge: keptHours * 3600 },
      secure: keepsight.settings.address?.startsWith("https:") ?? false,
    });
    return reply.redirect(addressIn(code, "danger"), 303);
  });

  server.get("/concern/check", { config }, async (request, reply) => {
    const told = await toldSoFar(keepsight, request);
    if (!told) return beginAgain(request, reply);
    return showCheck(reply, told, false);
  });

  server.post("/concern/check", { config: limited, bodyLimit }, async (request, reply) => {
    const told = await toldSoFar(keepsight, request);
    if (!told) return beginAgain(request, reply);
    const { context, definition, councils, key, language, since } = told;
    const { answers, unfinished } = told.draft;
    const [first] = unfinished;
    if (first) return reply.redirect(addressIn(language.code, first.step.slug), 303);
    if (context.now.since(since).total("seconds") < leastSeconds) return showCheck(reply, told, true);
    const council = councils.find(({ code }) => code === answers["council"]) ?? councils[0];
    if (!council) throw new NotFound();
    const call = { viewer: context.viewer, act: "take-in-concern", request: request.id } as const;
    const { reference } = await perform(keepsight, call, async (acting) => {
      const sent = await sendConcern(acting, { definition, answers, authorityId: council.id });
      for (const slug of [began, ...definition.steps.map((step) => step.slug)])
        await forgetDraft(acting, "concern", draftSubject(key, slug));
      return sent;
    });
    reply.clearCookie(cookie, { path: "/concern" });
    return show(reply, language, <ConcernSentPage language={language} reference={reference} />);
  });

  server.get("/concern/:step", { config }, async (request, reply) => {
    const told = await toldSoFar(keepsight, request);
    if (!told) return beginAgain(request, reply);
    const step = stepAsked(request, told.definition);
    return showStep(request, reply, told, told.draft.typed.get(step.slug));
  });

  server.post("/concern/:step", { config, bodyLimit }, async (request, reply) => {
    const told = await toldSoFar(keepsight, request);
    if (!told) return beginAgain(request, reply);
    const { context, key, inWords, language } = told;
    const step = stepAsked(request, inWords);
    const typed = typedInto(request.body);
    await keepDraft(context, "concern", draftSubject(key, step.slug), typed);
    const read = readStep(step, nobodyKnown, typed, context.now);
    if ("errors" in read) return showStep(request, reply, told, typed, read.errors);
    const next = isChecking(request) ? undefined : inWords.steps[inWords.steps.indexOf(step) + 1];
    return reply.redirect(addressIn(language.code, next?.slug ?? "check"), 303);
  });
}

/** A page of the form; its language goes along, so that it can still be spoken once the form is forgotten. */
function addressIn(language: string, slug: string, more: Record<string, string> = {}): string {
  const words = new URLSearchParams({ ...(language !== "en" && { lang: language }), ...more }).toString();
  return [`/concern${slug && `/${slug}`}`, words].filter(Boolean).join("?");
}

/** Where nothing is kept any more, the first page says so. */
function beginAgain(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { code } = languageCalled((request.query as Record<string, unknown>)["lang"]);
  return reply.redirect(addressIn(code, "", { over: "yes" }), 303);
}

/** Until when what was typed is kept, by London's clock in figures, which every language reads. */
function keptUntil(since: Temporal.Instant): string {
  const until = since.add({ hours: keptHours }).toZonedDateTimeISO("Europe/London");
  return until.toPlainTime().toString({ smallestUnit: "minute" });
}

/** The word that only screen readers say before an error stands in the language too. */
function errorsIn({ say }: Language, errors: FormErrors | undefined): FormErrors | undefined {
  if (!errors) return undefined;
  const beside = Object.entries(errors.beside).map(([field, error]) => [
    field,
    error && { ...error, visuallyHiddenText: say(words.error) },
  ]);
  return { ...errors, beside: Object.fromEntries(beside) };
}

type Told = NonNullable<Awaited<ReturnType<typeof toldSoFar>>>;

/** What the browser with this cookie has told so far; undefined where there is none, or it is forgotten. */
async function toldSoFar(keepsight: Keepsight, request: FastifyRequest) {
  const token = request.cookies[cookie];
  if (!token) return undefined;
  const context = await programReads(keepsight, request);
  const key = keyOf(token);
  const begun = await draftOf(context, "concern", draftSubject(key, began));
  if (!begun) return undefined;
  const since = Temporal.Instant.from(String(begun["at"]));
  if (context.now.since(since).total("hours") > keptHours) return undefined;
  const councils = await authoritiesKnown(context.database);
  const definition = concernForm(councils);
  const about = { about: key, child: nobodyKnown };
  const draft = await draftFormOf(context, definition, about);
  if (!draft) return undefined;
  const language = languageCalled(begun["lang"]);
  return {
    context,
    key,
    since,
    councils,
    definition,
    draft,
    language,
    inWords: formIn(language, definition),
  };
}

async function programReads(keepsight: Keepsight, request: FastifyRequest): Promise<ReadingContext> {
  const database = databaseFor(keepsight.pool, undefined);
  const program = await viewerOf(database, await programsOwnPerson(database));
  if (!program) throw new Error("The program has no person of its own. Run: npx keepsight migrate");
  return readingContext(keepsight, program, request.id);
}

/** What a browser's secret is kept as: whoever reads the table cannot go on with a form. */
function keyOf(token: string): string {
  return createHash("sha256").update(token).digest("hex").slice(0, 32);
}

function stepAsked(request: FastifyRequest, { steps }: FormDefinition<About>): Step<About> {
  const { step: slug } = request.params as { step?: string };
  const step = steps.find((each) => each.slug === slug);
  if (!step) throw new NotFound();
  return step;
}

function isChecking(request: FastifyRequest): boolean {
  return (request.query as Record<string, unknown>)["checking"] !== undefined;
}

function show(
  reply: FastifyReply,
  { code, direction, say }: Language,
  children: preact.ComponentChild,
  more: { errors?: FormErrors | undefined; before?: preact.ComponentChild } = {},
) {
  return reply.page({
    title: "Tell us about a child who is not in school",
    status: more.errors ? 422 : 200,
    ...more,
    ...(code !== "en" && { language: { code, direction, problem: say(words.problem) } }),
    children,
  });
}

function showCheck(reply: FastifyReply, { language, inWords, draft, since }: Told, again: boolean) {
  const sections = sectionsOf(inWords, nobodyKnown, draft.answers);
  return show(
    reply,
    language,
    <ConcernCheckPage {...{ language, sections, again }} until={keptUntil(since)} />,
  );
}

function showStep(
  request: FastifyRequest,
  reply: FastifyReply,
  { language, inWords, since }: Told,
  typed?: Draft,
  errors?: FormErrors,
) {
  const { say } = language;
  const step = stepAsked(request, inWords);
  const at = inWords.steps.indexOf(step);
  const before = inWords.steps[at - 1];
  return show(
    reply,
    language,
    <ConcernFrame language={language}>
      <StepPage
        step={step}
        child={nobodyKnown}
        typed={typed}
        errors={errorsIn(language, errors)}
        csrf=""
        action={addressIn(language.code, step.slug, isChecking(request) ? { checking: "yes" } : {})}
        draftAt={undefined}
        place={say(words.place, { at: at + 1, of: inWords.steps.length })}
        button={say(words.next)}
        optional={say(words.optional)}
        besides={say(words.until, { time: keptUntil(since) })}
      />
    </ConcernFrame>,
    {
      errors,
      before: (
        <GovukBackLink
          text={say(words.back)}
          href={addressIn(language.code, isChecking(request) ? "check" : (before?.slug ?? ""))}
        />
      ),
    },
  );
}
