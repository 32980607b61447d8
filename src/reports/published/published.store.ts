import { sql } from "kysely";
import type { Database } from "../../database/index.ts";
import type { Published, PublishedShares, PublishedTerm } from "./published.ts";
import type { PublishedFigures } from "./read-published.ts";

/** The latest that is held of England and of an authority's region, not after this term; undefined where nothing is. */
export async function publishedUpTo(
  database: Database,
  { code, term }: { code: string; term: PublishedTerm },
): Promise<Published | undefined> {
  const { rows } = await sql<
    PublishedTerm & { place: string; topic: string; breakdown: string; percent: number }
  >`
    with latest as (select year, term from published_figures
      where place = 'England' and (year, term) <= (${term.year}, ${term.term}) order by year desc, term desc limit 1)
    select place, year, term, topic, breakdown, percent from published_figures join latest using (year, term)
    where place = 'England' or place = (select region from authority_regions where code = ${code})`.execute(
    database,
  );
  const [first] = rows;
  if (!first) return undefined;
  const sharesOf = (place: string): PublishedShares => {
    const own = rows.filter((row) => row.place === place);
    return new Map(
      [...Map.groupBy(own, ({ topic }) => topic)].map(([topic, parts]) => [
        topic,
        new Map(parts.map(({ breakdown, percent }) => [breakdown, percent])),
      ]),
    );
  };
  const region = rows.find(({ place }) => place !== "England")?.place;
  return {
    asOf: { year: first.year, term: first.term },
    england: sharesOf("England"),
    region: region === undefined ? undefined : { name: region, shares: sharesOf(region) },
  };
}

/** Keeps what a file said, in the place of what an earlier one said of the same terms. */
export async function keepPublished(
  database: Database,
  { figures, regions }: PublishedFigures,
): Promise<void> {
  await database.transaction().execute(async (within) => {
    await sql`
      insert into published_figures (year, term, place, topic, breakdown, percent)
      select year, term, place, topic, breakdown, percent from json_to_recordset(${JSON.stringify(figures)}::json)
        as f (year int, term int, place text, topic text, breakdown text, percent int)
      on conflict (place, year, term, topic, breakdown) do update set percent = excluded.percent`.execute(
      within,
    );
    await sql`
      insert into authority_regions (code, region)
      select code, region from json_to_recordset(${JSON.stringify([...regions].map(([code, region]) => ({ code, region })))}::json)
        as r (code text, region text)
      on conflict (code) do update set region = excluded.region`.execute(within);
  });
}
