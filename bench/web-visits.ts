import { createHash, randomBytes } from "node:crypto";
import type pg from "pg";
import type * as Session from "../src/access/sign-in/session.ts";
import { built } from "./built.ts";
import type { Visit } from "./web-load.ts";

const { csrfTokenOf } = await built<typeof Session>("access/sign-in/session");

/** Roles that open every page of the bench. */
const roles = ["cme-officer", "named-officer", "area-lead", "area-manager", "safeguarding-lead"];
/** Of many authorities some people ask, from all over. */
const mostPeople = 24;
/** Cases that each person opens and children whom each looks for. */
const ofEach = 12;

export type PageVisits = { page: string; limit: number; visits: Visit[] };

/** What the bench asks for, page by page, each by several people in turn; `limit` is the most milliseconds for 95 in 100. */
export async function visitsOf(owner: pg.Client): Promise<PageVisits[]> {
  const { rows: people } = await owner.query(
    `select * from (select distinct on (p.id) p.id, posts.authority_id, posts.area_id
       from people p join posts on posts.person_id = p.id where posts.role = any ($1) order by p.id) as each
     order by md5(id::text) limit $2`,
    [roles, mostPeople],
  );
  const visits: Record<string, Visit[]> = { "My work": [], Register: [], Case: [], "Find a child": [] };
  for (const person of people) {
    const headers = await signedIn(owner, Number(person.id));
    visits["My work"]?.push([{ method: "GET", path: "/my-work", headers }]);
    visits["Register"]?.push([{ method: "GET", path: "/register", headers }]);
    const place = [person.authority_id, person.area_id, ofEach];
    const cases = await owner.query(
      `select reference from cases where open and authority_id = $1 and ($2::int is null or area_id = $2)
       order by md5(reference) limit $3`,
      place,
    );
    for (const { reference } of cases.rows) {
      visits["Case"]?.push([{ method: "GET", path: `/cases/${reference}`, headers }]);
    }
    const children = await owner.query(
      `select forename, surname, to_char(date_of_birth, 'DD/MM/YYYY') as born, upn from children
       where authority_id = $1 and ($2::int is null or area_id = $2) and id % 997 = 1 order by id limit $3`,
      place,
    );
    for (const [nth, child] of children.rows.entries()) {
      const { forename, surname, born, upn } = child;
      const ways = [`${forename} ${surname}`, `${surname} ${forename} ${born}`, upn, surname];
      const sent = { ...headers, "content-type": "application/x-www-form-urlencoded" };
      const body = new URLSearchParams({ sought: ways[nth % ways.length] }).toString();
      visits["Find a child"]?.push([
        { method: "POST", path: "/children", headers: sent, body },
        { method: "GET", headers },
      ]);
    }
  }
  return Object.entries(visits).map(([page, asked]) => ({
    page,
    limit: page === "Find a child" ? 25 : 15,
    // Neighbours in the list are asked for at the same moment: let them be of different people.
    visits: asked
      .map((visit, nth) => ({ visit, place: nth % ofEach }))
      .sort((a, b) => a.place - b.place)
      .map(({ visit }) => visit),
  }));
}

/** A session of that person, as signing in starts one: answers the headers that every request of theirs carries. */
export async function signedIn(owner: pg.Client, personId: number): Promise<Record<string, string>> {
  const token = randomBytes(24).toString("base64url");
  await owner.query(
    `insert into sessions (token_hash, person_id, csrf_secret, started_at, last_seen_at) values ($1, $2, $3, now(), now())`,
    [createHash("sha256").update(token).digest(), personId, token],
  );
  return { cookie: `keepsight=${token}`, "x-csrf-token": csrfTokenOf(token) };
}
