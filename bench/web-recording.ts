import type pg from "pg";
import type { OpenKeepsight } from "../src/cli/open-keepsight.ts";
import type * as DatabaseOf from "../src/database/index.ts";
import type * as Web from "../src/web/server.ts";
import { built } from "./built.ts";
import type { Visit } from "./web-load.ts";

const { connectionPool } = await built<typeof DatabaseOf>("database/index");
const { webServer } = await built<typeof Web>("web/server");

/** What the program did for one request of a person: the SQL that ran under their name, and what was answered. */
export type RecordedRequest = {
  personId: string;
  queries: { text: string; values: unknown[] }[];
  status: number;
  body: string;
  location: string | undefined;
  /** The key under which the page keeps something new. */
  key: string | undefined;
};

/**
 * Asks each visit once of the program in this process and writes down what it sent to the database for the person, by
 * a hook on each connection. What the program does under its own name, sessions and the audit log, is left out.
 * Answers the recorded requests and, for each visit, the same visit of the floor.
 */
export async function recordVisits(
  { keepsight }: OpenKeepsight,
  visits: readonly Visit[],
): Promise<{ recorded: RecordedRequest[]; floor: Visit[] }> {
  const pool = connectionPool(keepsight.pool.options.connectionString ?? "", 4);
  let ran: RecordedRequest["queries"] = [];
  let personId = "";
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...asked: unknown[]) => unknown;
    let viewer = "";
    client.query = ((asked: pg.QueryConfig, ...rest: unknown[]) => {
      const { text, values = [] } = asked;
      if (text.includes("set_config('keepsight.person'")) viewer = String(values[0]);
      else if (viewer !== "") {
        ran.push({ text, values });
        personId = viewer;
      }
      return query(asked, ...rest);
    }) as typeof client.query;
  });
  const server = await webServer({ ...keepsight, pool });
  // A program that has run for a minute has term dates, places and the steps of an old day at hand; the floor asks no more than it.
  for (const visit of visits)
    for (const { method, path, headers } of visit)
      if (method === "GET" && path) await server.inject({ method, url: path, headers });
  const recorded: RecordedRequest[] = [];
  const floor: Visit[] = [];
  for (const visit of visits) {
    let location: string | undefined;
    const steps: Visit[number][] = [];
    for (const { method, path = location ?? "/", headers, body } of visit) {
      ran = [];
      const answer = await server.inject({ method, url: path, headers, ...(body && { payload: body }) });
      location = answer.headers.location;
      const key = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(location ?? path)?.[0];
      steps.push({ method, path: `/${recorded.length}`, headers: {}, ...(body && { body }) });
      const next = location && `/${recorded.length + 1}`;
      recorded.push({
        personId,
        queries: ran,
        status: answer.statusCode,
        body: answer.body,
        location: next,
        key,
      });
    }
    floor.push(steps);
  }
  await server.close();
  await pool.end();
  return { recorded, floor };
}
