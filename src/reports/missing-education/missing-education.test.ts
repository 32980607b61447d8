import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CaseAtAddress, caseAtAddress } from "../../../test/support/case-at-address.ts";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { lookAt } from "../../../test/support/look-at.ts";
import { addPupil } from "../../../test/support/pupils.ts";
import { signedIn } from "../../../test/support/signed-in.ts";
import { type Site, startSite } from "../../../test/support/site.ts";

let db: TestDatabase;
let site: Site;
let both: CaseAtAddress;

beforeAll(async () => {
  db = await testDatabase();
  const { owner } = db;
  const named = (surname: string) => caseAtAddress(db, { forename: "Wren", surname });
  const open = await named("Openfield");
  both = await named("Bothwell");
  const closed = await named("Closely");
  await caseAtAddress(db, { forename: "Finch", surname: "Elsewhere", authority: "Westholme" });
  await owner.query("update cases set missing_since = '2026-09-01', reason = 'moved-abroad' where id = $1", [
    open.caseId,
  ]);
  await owner.query(
    `with turned as (insert into case_facts (case_id, kind, happened_at, details, made_at, made_by)
       select id, 'case-closed', '2026-11-16T10:00Z', '{"outcome": "on-roll"}', '2026-11-16T10:00Z', opened_by from cases where id = $1)
     update cases set open = false, outcome = 'on-roll', closed_at = '2026-11-16T10:00Z' where id = $1`,
    [closed.caseId],
  );
  await excluded("Permley", "permanent", "2026-11-02");
  await excluded("Movely", "managed-move", "2026-11-09");
  // Provision begins on the twentieth: missing before, and not from then on.
  const begun = await excluded("Begunly", "permanent", "2026-10-12");
  await owner.query(
    `insert into exclusion_facts (entry_id, authority_id, kind, happened_on, details, made_at, made_by)
     select id, authority_id, 'provision-shown', '2026-11-18', '{"provider": "A tuition centre", "from": "2026-11-20"}', '2026-11-18T10:00Z',
       (select id from people where email like 'exclusions.eastmere@%') from list_entries where id = $1`,
    [begun],
  );
  await excluded("Suspendly", "suspension", "2026-11-16");
  await excluded("Agedly", "permanent", "2026-11-02", { born: "2009-01-01" });
  await excluded("Bothwell", "permanent", "2026-11-04", { childId: both.childId });
  db.setNow("2026-11-23T12:00:00Z");
  site = await startSite(db);
});
afterAll(async () => {
  await site.close();
  await db.end();
});

async function excluded(
  surname: string,
  kind: string,
  startsOn: string,
  pupil: { born?: string; childId?: number } = {},
): Promise<number> {
  const entry = {
    authority: "Eastmere",
    school: "Saltmarsh High School",
    list: "exclusion",
    forename: "Rook",
    surname,
  };
  await addPupil(db.owner, { ...entry, born: "2014-03-01", startsOn, ...pupil });
  const { rows } = await db.owner.query(
    "update list_entries set other = jsonb_build_object('Kind', $2::text) where list = 'exclusion' and surname = $1 returning id",
    [surname, kind],
  );
  return Number(rows[0].id);
}
const as = (name: string) => signedIn(db, site.server, name);
async function fileOf(asked: string, name = "named.eastmere"): Promise<Record<string, string>[]> {
  const { body } = await (await as(name)).open(`/missing-education.csv?${asked}`);
  return parse(body, { columns: true, bom: true });
}
const surnamesOf = async (asked: string, name?: string) =>
  (await fileOf(asked, name)).map((row) => row["Surname"]).toSorted();

describe("all children missing education", () => {
  test("are those on the register and those excluded or moved with nothing new begun, each once [H05] [B07]", async () => {
    expect(await surnamesOf("as-at=2026-11-23")).toEqual(["Bothwell", "Movely", "Openfield", "Permley"]);
    const rows = await fileOf("as-at=2026-11-23");
    expect(rows.find((row) => row["Surname"] === "Bothwell")).toMatchObject({
      Reference: both.reference,
      Why: "Left a school, destination not known",
      Excluded: "Permanently excluded, nothing new begun",
      Length: "4 to 8 weeks",
    });
    expect(rows.find((row) => row["Surname"] === "Permley")).toMatchObject({
      ...{
        Reference: "",
        Why: "Permanently excluded, nothing new begun",
        "Year group": "8",
        Length: "2 to 4 weeks",
      },
    });
    // The longest missing first.
    expect(rows[0]?.["Surname"]).toBe("Openfield");
  });

  test("of a past day are those of that day: whose case was open then, and whose provision had not begun [H05]", async () => {
    expect(await surnamesOf("as-at=2026-11-12")).toEqual([
      ...["Begunly", "Bothwell", "Closely", "Movely", "Openfield", "Permley"],
    ]);
    expect(await surnamesOf("as-at=2026-11-19")).toEqual([
      "Begunly",
      "Bothwell",
      "Movely",
      "Openfield",
      "Permley",
    ]);
    expect(await surnamesOf("as-at=2026-11-20")).toEqual(["Bothwell", "Movely", "Openfield", "Permley"]);
    expect(await surnamesOf("as-at=2026-11-02")).toEqual(["Begunly", "Permley"]);
  });

  test("are narrowed by the address, which the page comes back to, and every number on it opens as many [H05]", async () => {
    const named = await as("named.eastmere");
    expect(await surnamesOf("group=permanent")).toEqual(["Bothwell", "Permley"]);
    expect(await surnamesOf("group=managed-move")).toEqual(["Movely"]);
    expect(await surnamesOf("reason=permanent")).toEqual(["Permley"]);
    const { body } = await named.open("/missing-education?as-at=2026-11-23&group=permanent");
    expect((await named.open("/missing-education")).location).toBe(
      "/missing-education?as-at=2026-11-23&group=permanent",
    );
    const whole = (await named.open("/missing-education?as-at=2026-11-23")).body;
    const links = [
      ...`${body}${whole}`.matchAll(/href="\/missing-education(\?[^"]+)">(?:<span[^>]*>)?(\d+)</g),
    ];
    expect(links.length).toBeGreaterThan(10);
    for (const [, query = "", number] of links)
      expect([query, (await fileOf(query.slice(1).replaceAll("&amp;", "&"))).length]).toEqual([
        query,
        Number(number),
      ]);
  });

  test("are shown to an area lead of the own area with a case alone, which the page says; to a school and another authority not [H05] [G04]", async () => {
    expect(await surnamesOf("as-at=2026-11-23", "lead.eastmere")).toEqual(["Bothwell", "Openfield"]);
    const { body } = await (await as("lead.eastmere")).open("/missing-education?as-at=2026-11-23");
    expect(body).toContain("here are only children with a case");
    expect(await surnamesOf("as-at=2026-11-23", "named.westholme")).toEqual(["Elsewhere"]);
    expect((await (await as("school.eastmere")).open("/missing-education")).status).toBe(403);
  });

  test("are read at a desk and on a phone [H05]", async () => {
    const { token } = await as("named.eastmere");
    await lookAt({
      ...{ address: site.address, token },
      pages: { "missing-education": "/missing-education?as-at=2026-11-23" },
    });
  }, 90_000);
});
