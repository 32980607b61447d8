import type { FastifyInstance, InjectOptions } from "fastify";
import { perform } from "../../src/context.ts";
import { apiClientOf } from "../../src/interface/clients/clients.store.ts";
import { admitClient, hashOfSecret, registerClient } from "../../src/interface/clients/keep-clients.ts";
import { type ClientRole, type ClientScope, scopeNames } from "../../src/interface/clients/scopes.ts";
import type { TestDatabase } from "./database.ts";

export type Called = {
  status: number;
  headers: Record<string, string | undefined>;
  type: string;
  // biome-ignore lint/suspicious/noExplicitAny: what an interface answers is looked at by the tests.
  body: any;
};

/** Another system that has a token of its own. */
export type CallingSystem = {
  id: number;
  personId: number;
  key: string;
  secret: string;
  token: string;
  call: (
    method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
    url: string,
    sent?: { body?: unknown; headers?: Record<string, string> },
  ) => Promise<Called>;
};

let count = 0;

/** A system that the data officer of an authority has registered and the named officer has let in, acting in this role. */
export async function callingSystem(
  db: TestDatabase,
  server: FastifyInstance,
  role: ClientRole,
  {
    scopes = scopeNames,
    school,
    authority = "Eastmere",
  }: { scopes?: readonly ClientScope[]; school?: string; authority?: string } = {},
): Promise<CallingSystem> {
  const { keepsight, owner, who } = db;
  count += 1;
  const secret = `keepsight_secret_${"x".repeat(30)}_${count}`;
  const { rows } = await owner.query(
    `select a.id as "authorityId", s.id as "schoolId", g.id as "agencyId" from authorities a
     left join schools s on s.name = $1 left join agencies g on g.authority_id = a.id and g.kind = $2 where a.name = $3`,
    [school ?? null, role, authority],
  );
  const order = {
    ...(rows[0] as { authorityId: number; schoolId: number | null; agencyId: number | null }),
    ...{ role, scopes, called: `Test ${count}`, expiresOn: Temporal.PlainDate.from("2027-03-31") },
  };
  const act = { act: "keep-clients", request: "test" } as const;
  const maker = await who(`data.${authority.toLowerCase()}`);
  const { id, key } = await perform(keepsight, { viewer: maker, ...act }, (context) =>
    registerClient(context, order, hashOfSecret(secret)),
  );
  await perform(
    keepsight,
    { viewer: await who(`named.${authority.toLowerCase()}`), ...act },
    async (context) => {
      const client = await apiClientOf(context.database, id);
      return client ? admitClient(context, client) : "none";
    },
  );
  const person = await owner.query("select person_id from api_clients where id = $1", [id]);
  const token = await tokenOf(server, key, secret);
  return {
    ...{ id, key, secret, token, personId: Number(person.rows[0].person_id) },
    call: (method, url, sent = {}) =>
      calledBy(server, {
        method,
        url,
        ...sent,
        headers: { authorization: `Bearer ${token}`, ...sent.headers },
      }),
  };
}

/** A token for a key and secret, as a client gets one. */
export async function tokenOf(server: FastifyInstance, key: string, secret: string): Promise<string> {
  const answer = await server.inject({
    ...{ method: "POST", url: "/api/v1/token" },
    payload: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: key,
      client_secret: secret,
    }).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
    remoteAddress: `10.7.${count >> 8}.${count & 255}`,
  });
  return answer.json().access_token;
}

/** One call, with a body as JSON unless it is text. */
export async function calledBy(
  server: FastifyInstance,
  {
    method,
    url,
    body,
    headers,
  }: { method: string; url: string; body?: unknown; headers: Record<string, string> },
): Promise<Called> {
  const kind = typeof body === "string" ? "text/csv" : "application/json";
  const answer = await server.inject({
    ...({ method, url } as InjectOptions),
    ...(body !== undefined && { payload: typeof body === "string" ? body : JSON.stringify(body) }),
    headers: { ...(body !== undefined && { "content-type": kind }), ...headers },
  });
  const type = String(answer.headers["content-type"] ?? "");
  return {
    ...{ status: answer.statusCode, headers: answer.headers as Called["headers"], type },
    body: answer.body && type.includes("json") ? answer.json() : answer.body,
  };
}
