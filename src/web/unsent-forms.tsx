import type { FastifyInstance, FastifyRequest } from "fastify";
import { csrfTokenMatches, isOfFormerSession, type Session } from "../access/sign-in/index.ts";
import type { Keepsight } from "../context.ts";
import { databaseFor, NotFound } from "../database/index.ts";
import { Form, GovukButton, hidden } from "./design/index.ts";

/**
 * A page was asked for, or a form sent, without a living session, or a form from a page of the session before. `returnTo`
 * is where to go after signing in, or at once.
 */
export class SentWhileSignedOut extends Error {
  readonly returnTo: string;
  constructor(returnTo: string) {
    super("Signed out");
    this.returnTo = returnTo;
  }
}

/** If the request only asks: a browser may repeat it, and it carries no form. */
export function isReading({ method }: FastifyRequest): boolean {
  return method === "GET" || method === "HEAD";
}

const sentAgain = "_sent-again";

type UnsentForm = Record<string, string | string[]>;

/** The token that a form was sent with. */
export function tokenGiven({ headers, body }: FastifyRequest): string {
  const given = headers["x-csrf-token"] ?? (body as UnsentForm | undefined)?.[hidden.csrf];
  return typeof given === "string" ? given : "";
}

/** If a page's script asks, and nobody waits for an answer to read: no other site's form can send this header. */
export function isInBackground({ headers }: FastifyRequest): boolean {
  return headers["x-requested-with"] === "keepsight";
}

/**
 * Keeps a form that was sent with a session that had run out, or from a page of its person's session before, for its
 * person alone, and answers the page that offers to send it after signing in again. Nothing typed is lost.
 */
export async function keepUnsentForm(
  keepsight: Keepsight,
  request: FastifyRequest,
  session: Session | undefined,
): Promise<string> {
  const body = request.body as UnsentForm | undefined;
  if (isReading(request)) return request.url;
  const given = tokenGiven(request);
  if (!body || given === "") return "/";
  const path = request.url.split("?")[0] ?? "/";
  const waitsAt = `/unsent?form=${encodeURIComponent(path)}`;
  // Whoever signed out in another tab has no session by which to know whose form it is: that page says that it was not kept.
  if (!session) return waitsAt;
  if (!csrfTokenMatches(session, given) && !(await isOfFormerSession(keepsight, session, given)))
    return waitsAt;
  const { [hidden.csrf]: _token, ...content } = body;
  await databaseFor(keepsight.pool, session.viewer.personId)
    .insertInto("drafts")
    .values({
      person_id: session.viewer.personId,
      form: "unsent",
      subject: path,
      content: JSON.stringify(content),
      saved_at: keepsight.now(),
    })
    .onConflict((conflict) =>
      conflict
        .columns(["person_id", "form", "subject"])
        .doUpdateSet({ content: JSON.stringify(content), saved_at: keepsight.now() }),
    )
    .execute();
  return waitsAt;
}

/** Forgets the kept copy of a form that has come back to the server in a living session. */
export async function forgetUnsentForm(request: FastifyRequest): Promise<void> {
  if ((request.body as UnsentForm | undefined)?.[sentAgain] === undefined) return;
  const path = request.url.split("?")[0] ?? "/";
  await request.context.database
    .deleteFrom("drafts")
    .where("form", "=", "unsent")
    .where("subject", "=", path)
    .execute();
}

/** A form came when nobody was signed in any more: it must not look as if it had been saved. */
function notKept() {
  const title = "Your form was not saved";
  return {
    title,
    children: (
      <>
        <h1 class="govuk-heading-l">{title}</h1>
        <p class="govuk-body">
          You were signed out before you sent it, perhaps in another tab, so nothing of it was kept. Go back
          in your browser: what you typed may still be there. Copy it, load the page again and send it once
          more.
        </p>
      </>
    ),
  };
}

/** The page that offers an unsent form again. */
export function unsentFormRoutes(server: FastifyInstance): void {
  server.get("/unsent", { config: { permission: "signed-in" } }, async (request, reply) => {
    const path = String((request.query as Record<string, unknown>)["form"] ?? "");
    const { database } = request.context;
    const draft = await database
      .selectFrom("drafts")
      .where("form", "=", "unsent")
      .where("subject", "=", path)
      .select("content")
      .executeTakeFirst();
    if (!path.startsWith("/") || path.startsWith("//")) throw new NotFound();
    if (!draft) return reply.page({ status: 404, ...notKept() });
    const content = draft.content as UnsentForm;
    const once = content[hidden.once];
    const fields = Object.entries(content).filter(([name]) => name !== hidden.once);
    return reply.page({
      title: "Send your form",
      children: (
        <>
          <h1 class="govuk-heading-l">You were signed out before this was sent</h1>
          <p class="govuk-body">Nothing you typed is lost. Send it now, or go back to change it first.</p>
          <Form
            action={path}
            csrf={request.session?.csrfToken ?? ""}
            once={typeof once === "string" ? once : undefined}
          >
            <input type="hidden" name={sentAgain} value="yes" />
            {fields.flatMap(([name, value]) =>
              [value].flat().map((one) => <input type="hidden" name={name} value={one} />),
            )}
            <GovukButton text="Send it now" />
          </Form>
        </>
      ),
    });
  });
}
