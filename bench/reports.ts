import { parseArgs } from "node:util";
import type pg from "pg";
import { countyOptions, loadedCounty } from "./web-county.ts";
import { measurePages } from "./web-rounds.ts";
import { type PageVisits, signedIn } from "./web-visits.ts";

/**
 * The register of a day gone by, the termly return, the annual report and the other reports, beside the bare SQL of each. Few
 * people ask for one, so two a second are timed.
 */
const { values } = parseArgs({
  options: {
    ...countyOptions,
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "10" },
  },
});
/** Each report's address, and who may open it. None has an aim in milliseconds but that a person does not wait: a second. */
const someTimeAgo = Temporal.Now.plainDateISO("Europe/London").subtract({ months: 2 });
const reports: Readonly<Record<string, { path: string; act: string }>> = {
  "Register as at": { path: `/register?as-at=${someTimeAgo}`, act: "see-register" },
  Return: { path: "/government-return", act: "make-government-return" },
  "Annual report": { path: "/annual-report", act: "see-overview" },
  "All missing": { path: "/missing-education", act: "see-register" },
  Review: { path: "/review", act: "see-overview" },
  Unfound: { path: "/unfound", act: "see-register" },
};
const opened = await loadedCounty(values);
try {
  const [rounds, seconds] = [values.rounds, values.seconds].map(Number) as [number, number];
  await measurePages(opened, visitsOf, { rounds, seconds, people: 2, perSecond: 2 });
} finally {
  await opened.close();
}

async function visitsOf(owner: pg.Client): Promise<PageVisits[]> {
  const pages: PageVisits[] = [];
  for (const [page, { path, act }] of Object.entries(reports)) {
    const { rows } = await owner.query(
      `select distinct on (posts.authority_id) posts.person_id from posts join permissions using (role)
       where act = $1 and area_id is null and school_id is null and agency_id is null and not of_system
       order by posts.authority_id, posts.person_id limit 8`,
      [act],
    );
    const visits = rows.map(async ({ person_id }) => [
      { method: "GET" as const, path, headers: await signedIn(owner, Number(person_id)) },
    ]);
    pages.push({ page, limit: 1000, visits: await Promise.all(visits) });
  }
  return pages;
}
