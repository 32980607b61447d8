import { createHash, randomBytes } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { TestDatabase } from "./database.ts";

export type Answer = { status: number; body: string; location: string | undefined };

/** What is typed, by the field's name; several where boxes of one name are ticked. */
type Fields = Record<string, string | readonly string[]>;

/** Somebody who is signed in, without a browser: cookies are kept, redirects are not followed. */
export type SignedIn = {
  open: (path: string) => Promise<Answer>;
  /** Fills in the form of a page and sends it: what the page carries unseen goes along. */
  send: (page: string, fields: Fields, form?: { action?: string }) => Promise<Answer>;
  /** Sends these fields and nothing else. */
  post: (path: string, fields: Fields) => Promise<Answer>;
  /** The session's cookie, for a browser. */
  token: string;
};

/** Signs in the person of places.ts with this name before the @, past the sign-in pages. */
export async function signedIn(
  database: TestDatabase,
  server: FastifyInstance,
  name: string,
): Promise<SignedIn> {
  const viewer = await database.who(name);
  const token = randomBytes(24).toString("base64url");
  await database.owner.query(
    `insert into sessions (token_hash, person_id, csrf_secret, started_at, last_seen_at) values ($1, $2, 'secret', $3, $3)`,
    [createHash("sha256").update(token).digest(), viewer.personId, database.keepsight.now().toString()],
  );
  const cookies: Record<string, string> = { keepsight: token };

  async function ask(method: "GET" | "POST", url: string, fields?: Fields): Promise<Answer> {
    const answer = await server.inject({
      method,
      url,
      cookies,
      ...(fields && {
        payload: new URLSearchParams(
          Object.entries(fields).flatMap(([field, typed]) =>
            [typed].flat().map((each) => [field, String(each)]),
          ),
        ).toString(),
        headers: { "content-type": "application/x-www-form-urlencoded" },
      }),
    });
    for (const { name: cookie, value } of answer.cookies) cookies[cookie] = value;
    return { status: answer.statusCode, body: answer.body, location: answer.headers.location };
  }

  const open = (path: string) => ask("GET", path);
  return {
    open,
    post: (path, fields) => ask("POST", path, fields),
    send: async (page, fields, { action = page } = {}) => {
      const { body } = await open(page);
      return ask("POST", action, { ...unseenIn(body, action), ...fields });
    },
    token,
  };
}

/** The hidden fields of the form with this action, or of the first form with a token. */
export function unseenIn(body: string, action: string): Record<string, string> {
  const forms = body.split("<form").slice(1);
  const form = forms.find((each) => each.includes(`action="${action}"`)) ?? "";
  const inputs =
    form.split("</form>")[0]?.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g) ?? [];
  return Object.fromEntries([...inputs].map(([, name = "", value = ""]) => [name, value]));
}
