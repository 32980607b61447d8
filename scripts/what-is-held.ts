import type pg from "pg";
import { usualBasis, type Way, ways } from "../src/disclosures/disclosure.ts";
import { disclosable, leastDisclosed } from "../src/enquiries/enquiry.ts";

/** What the acts let somebody see of children, in the order of the page. */
const sights = {
  "see-child": "A child's record",
  "see-case": "Cases and their chronology",
  "see-register": "The register",
  "see-visits": "Visits and their risks",
  "see-support": "Who helps the child",
  "see-home-education": "Home education",
  "see-exclusions": "Exclusions",
  "see-removals": "Removals from rolls",
  "see-my-school": "The own school's pupils, and what became of its reports",
  "answer-for-agency": "What the agency was asked",
  "answer-enquiry": "What the authority was asked",
  "break-glass": "A restricted record, for hours, with a reason that is read afterwards",
  "read-audit": "Who did or saw what",
} as const;

/**
 * `docs/privacy/what-is-held.md`: what is held of a child, who may see it, how long it is kept and to whom it can leave, from a migrated
 * database and from the program's own words, so that a council's records of processing never say something else than the program does.
 */
export async function whatIsHeld(owner: pg.Client): Promise<string> {
  const parts = await owner.query<{ called: string; columns: string }>(
    `select called, string_agg(distinct replace(column_name, '_', ' '), ', ' order by replace(column_name, '_', ' ')) as columns
     from record_parts join information_schema.columns c on c.table_name = part and c.table_schema = 'public'
     where column_name not in ('id', 'made_at', 'made_by', 'replaces') and column_name not like '%\\_id' and column_name <> 'id'
     group by called order by called`,
  );
  const rules = await owner.query<{ called: string; years: number; counts_from: string; source: string }>(
    "select called, years, counts_from, source from retention_rules where authority_id is null order by id",
  );
  const seen = await owner.query<{ act: string; who: string }>(
    `select act, string_agg(title, ', ' order by title) as who from permissions join roles using (role)
     where act = any ($1) group by act`,
    [Object.keys(sights)],
  );
  const whoMay = new Map(seen.rows.map(({ act, who }) => [act, who]));
  const least = new Set<string>(leastDisclosed);
  return [
    "# What is held, who may see it, and where it can go",
    "",
    "Written by `npm run tables` from the database's own tables, roles and rules. Do not edit: your records of processing and your impact",
    "assessment refer to it.",
    "",
    "## What is held of a child",
    "",
    "| part of the record | what it says |",
    "|---|---|",
    ...parts.rows.map(({ called, columns }) => `| ${called} | ${columns} |`),
    "",
    "## Which role may see what",
    "",
    "Only where the post is: an authority, an area, a school or an agency. A restricted child is not found without leave.",
    "",
    "| what | who |",
    "|---|---|",
    ...Object.entries(sights).map(([act, says]) => `| ${says} | ${whoMay.get(act) ?? "nobody"} |`),
    "",
    "## How long it is kept",
    "",
    "As it comes; an authority can set its own years with its own reading, and two people delete.",
    "",
    "| what | for | source |",
    "|---|---|---|",
    ...rules.rows.map(
      ({ called, years, counts_from, source }) =>
        `| ${called} | ${years} years after ${counts_from.replaceAll("-", " ")} | ${source} |`,
    ),
    "",
    "## To whom it can leave",
    "",
    "Each of these is kept with what left, to whom, when and on what basis, and stands on the child's page *Sharing*.",
    "",
    "| way | usual basis |",
    "|---|---|",
    ...(Object.keys(ways) as Way[]).map((way) => `| ${ways[way]} | ${usualBasis[way]} |`),
    "",
    "A question to another agency holds, unless an officer chooses more:",
    "",
    ...Object.entries(disclosable).map(
      ([field, says]) => `- ${says}${least.has(field) ? "" : ": only where chosen"}`,
    ),
    "",
  ].join("\n");
}
