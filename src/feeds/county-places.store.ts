import { join } from "node:path";
import { sql } from "kysely";
import { type Database, inTransaction } from "../database/index.ts";
import { csvRecords } from "./csv-records.ts";
import { lookAtFile } from "./look-at-file.ts";

/** What the invented authorities' own files do not say: the letters of their references and the colour of their header. */
const faces: Record<string, { initials: string; colour: string }> = {
  "997": { initials: "EM", colour: "#1d4f5c" },
  "998": { initials: "WH", colour: "#5b2a5e" },
};

type Cells = Record<string, string>;

/**
 * Brings the places of an invented county into the record: authorities.csv, areas.csv, schools.csv and term-dates.csv
 * of `folder`. Again, it changes what has changed and nothing else. `owner` is the owner's database: no role may make
 * an authority. The program itself gets the post from which it imports for both.
 */
export async function importCountyPlaces(owner: Database, folder: string): Promise<void> {
  const authorities = await rowsIn(join(folder, "authorities.csv"));
  const areas = await rowsIn(join(folder, "areas.csv"));
  const schools = await rowsIn(join(folder, "schools.csv"));
  const terms = await rowsIn(join(folder, "term-dates.csv"));
  await inTransaction(owner, async (transaction) => {
    await putAuthorities(authorities.map((row) => ({ ...row, ...faceOf(row) }))).execute(transaction);
    await putAreas(areas).execute(transaction);
    await putSchools(schools).execute(transaction);
    await putTerms(terms).execute(transaction);
    await givePosts.execute(transaction);
  });
}

/** A county has a few hundred places at most: they may all be in memory. */
async function rowsIn(path: string): Promise<Cells[]> {
  const { encoding } = await lookAtFile(path);
  const records = await Array.fromAsync(csvRecords(path, encoding));
  const [header = [], ...rows] = records;
  return rows.map((row) => Object.fromEntries(header.map((name, place) => [name, row[place] ?? ""])));
}

function faceOf({ LACode = "", Name = "" }: Cells): { initials: string; colour: string } {
  return faces[LACode] ?? { initials: Name.slice(0, 2).toUpperCase(), colour: "#1d4f5c" };
}

const putAuthorities = (rows: Cells[]) => sql`
  insert into authorities (code, name, initials, colour, procedure)
  select "LACode", "Name", initials, colour, "Procedure"
  from json_to_recordset(${JSON.stringify(rows)}::json) as given ("LACode" text, "Name" text, initials text, colour text, "Procedure" text)
  on conflict (code) do update set name = excluded.name, procedure = excluded.procedure`;

const putAreas = (rows: Cells[]) => sql`
  insert into areas (authority_id, name)
  select authorities.id, "Area" from json_to_recordset(${JSON.stringify(rows)}::json) as given ("LACode" text, "Area" text)
  join authorities on code = "LACode"
  on conflict (authority_id, name) do nothing`;

const putSchools = (rows: Cells[]) => sql`
  insert into schools (laestab, urn, name, phase, authority_id, area_id, address, postcode)
  select "LAESTAB", "URN", "Name", "Phase", authorities.id, areas.id, concat_ws(', ', "AddressLine1", "Town"), "Postcode"
  from json_to_recordset(${JSON.stringify(rows)}::json) as given ("LAESTAB" text, "URN" text, "Name" text, "Phase" text, "LACode" text, "Area" text,
    "AddressLine1" text, "Town" text, "Postcode" text)
  join authorities on code = "LACode" left join areas on authority_id = authorities.id and areas.name = "Area"
  on conflict (laestab) do update set urn = excluded.urn, name = excluded.name, phase = excluded.phase,
    area_id = excluded.area_id, address = excluded.address, postcode = excluded.postcode`;

/** A code of three digits is an authority's, of seven a school's. */
const putTerms = (rows: Cells[]) => sql`
  insert into terms (authority_id, school_id, starts_on, ends_on, kind)
  select coalesce(schools.authority_id, authorities.id), schools.id, "Starts", "Ends", "Kind"
  from json_to_recordset(${JSON.stringify(rows)}::json) as given ("Code" text, "Starts" date, "Ends" date, "Kind" text)
  left join schools on laestab = "Code" left join authorities on code = "Code"
  where schools.id is not null or authorities.id is not null
  on conflict (authority_id, coalesce(school_id, 0), starts_on, kind) do update set ends_on = excluded.ends_on`;

const givePosts = sql`
  insert into posts (person_id, role, authority_id, from_on)
  select people.id, 'data-officer', authorities.id, '2020-01-01' from people, authorities
  where issuer = 'keepsight' and subject = 'keepsight'
    and not exists (select from posts where person_id = people.id and role = 'data-officer' and authority_id = authorities.id)`;
