import type pg from "pg";
import { blockingKeysOf } from "../../src/matching/index.ts";

/** An invented child on a list: what is left out is empty or not known. */
export type Pupil = {
  authority?: string;
  school?: string;
  list?: string;
  forename: string;
  surname: string;
  middleNames?: string;
  otherSurname?: string;
  born?: string | null;
  sex?: string | null;
  upn?: string | null;
  formerUpn?: string | null;
  postcode?: string | null;
  address?: string;
  startsOn?: string | null;
  endsOn?: string | null;
  restricted?: boolean;
  /** The child the list entry belongs to: a new one when left out, none when null. */
  childId?: number | null;
};

/** Puts an invented child on a list, by default on the roll of Ashfield Primary School. Answers the child's id. */
export async function addPupil(owner: pg.Client, pupil: Pupil): Promise<number | null> {
  const { authority = "Eastmere", list = "school-roll", forename, surname } = pupil;
  const school = list === "school-roll" ? (pupil.school ?? "Ashfield Primary School") : pupil.school;
  const values = [
    authority,
    school ?? null,
    forename,
    surname,
    pupil.born ?? null,
    pupil.sex ?? null,
    pupil.upn ?? null,
    pupil.postcode ?? null,
    list === "school-roll" && !pupil.endsOn,
    pupil.restricted ?? false,
  ];
  const childId = pupil.childId === undefined ? await addChild(owner, values, pupil) : pupil.childId;
  const keys = blockingKeysOf({ forename, surname, otherSurname: pupil.otherSurname });
  await owner.query(
    `insert into list_entries (authority_id, school_id, list, row_key, child_id, forename, middle_names, surname,
       other_surname, date_of_birth, sex, upn, former_upn, address, postcode, starts_on, ends_on, forename_key,
       surname_key, other_surname_key, content_hash, first_import_id, last_import_id, first_seen_at, last_seen_at)
     select a.id, (select id from schools where name = $2), $3, gen_random_uuid(), $4, $5, $6, $7, $8, $9, $10, $11, $12,
       $13, $14, $15, $16, $17, $18, $19, '', 0, 0, '2026-11-02T08:00Z', '2026-11-20T08:00Z' from authorities a where a.name = $1`,
    [
      authority,
      school ?? null,
      list,
      childId,
      forename,
      pupil.middleNames ?? "",
      surname,
      pupil.otherSurname ?? "",
      pupil.born ?? null,
      pupil.sex ?? null,
      pupil.upn ?? null,
      pupil.formerUpn ?? null,
      pupil.address ?? "",
      pupil.postcode ?? null,
      pupil.startsOn ?? null,
      pupil.endsOn ?? null,
      keys.forenameKey,
      keys.surnameKey,
      keys.otherSurnameKey,
    ],
  );
  return childId;
}

async function addChild(owner: pg.Client, values: readonly unknown[], pupil: Pupil): Promise<number> {
  const added = await owner.query(
    `insert into children (authority_id, area_id, school_id, on_roll, forename, surname, date_of_birth, sex, upn, postcode,
       educated, restricted, made_at)
     select a.id, s.area_id, s.id, $9, $3, $4, $5, $6, $7, $8, case when $9 then 'on-roll' else 'unknown' end, $10,
       '2026-11-02T08:00Z'
     from authorities a left join schools s on s.name = $2 where a.name = $1 returning id`,
    [...values],
  );
  const childId = Number(added.rows[0]?.id);
  const made = `'2026-11-02T08:00Z', (select id from people where subject = 'keepsight')`;
  await owner.query(
    `insert into child_names (child_id, kind, forename, middle_names, surname, source, made_at, made_by)
     values ($1, 'legal', $2, $3, $4, 'school roll', ${made})`,
    [childId, pupil.forename, pupil.middleNames ?? "", pupil.surname],
  );
  if (pupil.otherSurname) {
    await owner.query(
      `insert into child_names (child_id, kind, forename, surname, source, made_at, made_by)
       values ($1, 'former', $2, $3, 'school roll', ${made})`,
      [childId, pupil.forename, pupil.otherSurname],
    );
  }
  if (pupil.address) {
    await owner.query(
      `insert into child_addresses (child_id, lines, postcode, source, made_at, made_by)
       values ($1, $2, $3, 'school roll', ${made})`,
      [childId, pupil.address, pupil.postcode ?? null],
    );
  }
  if (values[1]) {
    await owner.query(
      `insert into provisions (child_id, kind, school_id, from_on, until_on, source, made_at, made_by)
       values ($1, 'on-roll', (select id from schools where name = $2), $3, $4, 'school roll', ${made})`,
      [childId, values[1], pupil.startsOn ?? "2024-09-03", pupil.endsOn ?? null],
    );
  }
  return childId;
}
