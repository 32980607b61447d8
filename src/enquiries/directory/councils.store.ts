import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import { signsIn } from "./directory.store.ts";

/** Another council, and who is asked there about a child missing education. */
export type Council = {
  id: number;
  code: string;
  name: string;
  askFor: string | null;
  email: string | null;
  phone: string | null;
  ended: boolean;
  signsIn: boolean;
};

export type CouncilsAsked = {
  authorityId: number;
  /** Those alone that cannot be asked: nobody signs in, and no e-mail address is known. */
  unreached: boolean;
  /** After which name to go on. */
  after?: string | undefined;
  count: number;
};

const councils = (authorityId: number) => sql`(
  select other.id, other.code, other.name, d.ask_for as "askFor", d.email, d.phone, coalesce(d.ended, false) as ended,
    ${signsIn(sql`posts.authority_id = other.id`, "answer-enquiry")} as "signsIn"
  from authorities other left join directory d on d.authority_id = ${authorityId} and d.other_authority_id = other.id
  where other.id <> ${authorityId}) as councils`;
const unreached = sql`not "signsIn" and (ended or email is null)`;

/** A part of the list of every other council by name, whether or not anybody is known there. [G06] */
export async function councilsOf(database: Database, asked: CouncilsAsked): Promise<Council[]> {
  const { authorityId, after, count } = asked;
  const { rows } = await sql<Council>`select * from ${councils(authorityId)}
    where ${asked.unreached ? unreached : sql`true`} and ${after === undefined ? sql`true` : sql`name > ${after}`}
    order by name limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** How many other councils there are, and how many of them cannot be asked. [G06] */
export async function councilsCounted(
  database: Database,
  authorityId: number,
): Promise<{ all: number; unreached: number }> {
  const { rows } = await sql<{ all: number; unreached: number }>`
    select count(*)::int as all, (count(*) filter (where ${unreached}))::int as unreached
    from ${councils(authorityId)}`.execute(database);
  return rows[0] ?? { all: 0, unreached: 0 };
}
