import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { mayDo } from "../access/index.ts";
import { CalendarTooShort, NoTermDates } from "../calendar/index.ts";
import { ChangedBySomeoneElse, NotAllowed, NotFound, RecordedAlready } from "../database/index.ts";
import { faultPage, notAllowedPage, notFoundPage, notOwedPage, type Shown } from "./design/index.ts";
import { isInBackground, SentWhileSignedOut } from "./unsent-forms.tsx";

/** Answers whatever was thrown, in plain words. What went wrong inside is logged by its reference and kind alone. */
export async function answerFault(
  fault: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (fault instanceof SentWhileSignedOut) return sendToSignIn(fault, request, reply);
  if (fault === undefined || fault instanceof NotFound) return reply.page({ status: 404, ...notFoundPage() });
  if (fault instanceof NotAllowed) {
    const doesSteps = fault.act === "do-step" && request.context && mayDo(request.context.viewer, "do-step");
    return reply.page({ status: 403, ...(doesSteps ? notOwedPage() : notAllowedPage()) });
  }
  if (fault instanceof ChangedBySomeoneElse) return reply.page({ status: 409, ...changedPage() });
  if (fault instanceof RecordedAlready) return reply.page(recordedAlreadyPage(fault.at ?? recordOf(request)));
  if (fault instanceof CalendarTooShort || fault instanceof NoTermDates)
    return reply.page({ status: 409, ...beyondCalendarPage(fault, request) });
  const { code, name, statusCode = unwritable.has(code ?? "") ? 400 : 500 } = fault as FastifyError;
  if (statusCode < 500) return reply.page({ status: statusCode, ...unreadPage(statusCode) });
  request.log.error({ request: request.id, fault: name, code, at: whereIn(fault) }, "A page failed");
  return reply.page({ status: statusCode, ...faultPage(request.id) });
}

/** Answers an address that no page can have, before any page is looked for; it is not said back. */
export function unreadAddress(_fault: FastifyError, _request: FastifyRequest, reply: FastifyReply): void {
  reply
    .status(400)
    .headers({
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
    })
    .type("text/plain; charset=utf-8")
    .send("This address cannot be read. Check it, or go to the first page.");
}

/** A text with a character that no database keeps (U+0000): no keyboard types it, so it was made up. */
const unwritable: ReadonlySet<string> = new Set(["22021", "22P05"]);

function sendToSignIn(fault: SentWhileSignedOut, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  // A draft that saves itself asks in the background: it is told, and the page says so.
  if (isInBackground(request)) return reply.status(401).send({ signedOut: true });
  if (request.session?.expired === false) return reply.redirect(fault.returnTo, 303);
  return reply.redirect(`/sign-in?return=${encodeURIComponent(fault.returnTo)}`, 303);
}

/** The places in our code that a fault passed through. Its message may hold what was typed: never logged. */
function whereIn(fault: unknown): string[] {
  const lines = fault instanceof Error ? (fault.stack ?? "").split("\n") : [];
  return lines
    .filter((line) => line.startsWith("    at "))
    .slice(0, 5)
    .map((line) => line.trim());
}

function changedPage(): Shown {
  return saying(
    "Someone else recorded something meanwhile",
    "Nothing of yours was saved over it. Go back, read what is new, and send your form again.",
  );
}

/** The case or child that a form is about. */
function recordOf({ url }: FastifyRequest): string {
  return /^\/(cases|children)\/[^/?]+/.exec(url)?.[0] ?? "/";
}

function recordedAlreadyPage(at: string): Shown {
  const title = "This is recorded already";
  return {
    title,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">You sent the same words from the same page before. They are kept once.</p>
        <p class="govuk-body">If it happened a second time, go back and say what was different.</p>
        <p class="govuk-body">
          <a href={at}>{at === "/" ? "Go to your first page" : "Read what is recorded"}</a>
        </p>
      </>
    ),
  };
}

/** A deadline would fall where no calendar reaches: it is never guessed, so nothing that needs it can be kept or shown. */
function beyondCalendarPage(
  fault: CalendarTooShort | NoTermDates,
  { context, method }: FastifyRequest,
): Shown {
  const title = "A deadline cannot be worked out yet";
  const missing =
    fault instanceof CalendarTooShort
      ? fault.message
      : "No term dates are known of this school or its council, so school days cannot be counted.";
  return {
    title,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{missing}</p>
        {method === "POST" && (
          <p class="govuk-body">
            Nothing was saved. Go back: what you typed is still there, to be sent once the dates are in.
          </p>
        )}
        {context && mayDo(context.viewer, "import-terms") ? (
          <p class="govuk-body">
            <a href="/terms">Add term dates</a>
          </p>
        ) : (
          <p class="govuk-body">
            Ask your council's data officer, or the school, to add them on the page Term dates.
          </p>
        )}
      </>
    ),
  };
}

function unreadPage(statusCode: number): Shown {
  return statusCode === 429
    ? saying("Too many requests", "Wait a minute and try again.")
    : saying("That could not be read", "Go back, load the page again and send it once more.");
}

function saying(title: string, words: string): Shown {
  return {
    title,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">{words}</p>
      </>
    ),
  };
}
