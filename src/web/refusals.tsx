import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { ChangedBySomeoneElse, NotAllowed, NotFound } from "../database/index.ts";
import { SentWhileSignedOut } from "./unsent-forms.tsx";

/** Answers whatever was thrown, in plain words; what went wrong inside is logged by its reference and its kind alone. */
export async function answerFault(
  fault: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (fault instanceof SentWhileSignedOut) {
    if (request.headers["x-requested-with"] === "keepsight")
      return reply.status(401).send({ signedOut: true });
    return reply.redirect(`/sign-in?return=${encodeURIComponent(fault.returnTo)}`, 303);
  }
  if (fault === undefined || fault instanceof NotFound) {
    return reply.page({
      status: 404,
      title: "Page not found",
      children: (
        <>
          <h1 class="govuk-heading-l">Page not found</h1>
          <p class="govuk-body">
            If you typed the address, check it. If you followed a link, what it led to may have moved, or your
            role may not include it.
          </p>
          <p class="govuk-body">
            <a class="govuk-link" href="/">
              Go to your first page
            </a>
          </p>
        </>
      ),
    });
  }
  if (fault instanceof NotAllowed) {
    return reply.page({
      status: 403,
      title: "You cannot do this",
      children: (
        <>
          <h1 class="govuk-heading-l">You cannot do this</h1>
          <p class="govuk-body">
            None of your roles includes it. If it is part of your work, ask the named officer of your
            authority.
          </p>
          <p class="govuk-body">
            <a class="govuk-link" href="/">
              Go to your first page
            </a>
          </p>
        </>
      ),
    });
  }
  if (fault instanceof ChangedBySomeoneElse) {
    return reply.page({
      status: 409,
      title: "Someone else recorded something meanwhile",
      children: (
        <>
          <h1 class="govuk-heading-l">Someone else recorded something meanwhile</h1>
          <p class="govuk-body">
            Nothing of yours was saved over it. Go back, read what is new, and send your form again.
          </p>
        </>
      ),
    });
  }
  const { statusCode = 500, name, code } = fault as FastifyError;
  if (statusCode >= 500) request.log.error({ request: request.id, fault: name, code }, "A page failed");
  if (process.env.KEEPSIGHT_LOG === "debug") console.error(fault);
  return reply.page({
    status: statusCode,
    title:
      statusCode === 429
        ? "Too many requests"
        : statusCode < 500
          ? "That could not be read"
          : "Something went wrong",
    children: (
      <>
        <h1 class="govuk-heading-l">
          {statusCode === 429
            ? "Too many requests"
            : statusCode < 500
              ? "That could not be read"
              : "Something went wrong"}
        </h1>
        <p class="govuk-body">
          {statusCode === 429
            ? "Wait a minute and try again."
            : statusCode < 500
              ? "Go back, reload the page and try again."
              : "Nothing of what you sent was kept in part. Try again in a moment."}
        </p>
        <p class="govuk-body">
          If you report it, give this reference: <strong>{request.id}</strong>
        </p>
      </>
    ),
  });
}
