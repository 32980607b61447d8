import type pg from "pg";

/** The two invented authorities with a few schools and one person per role in each, for tests. All synthetic. */
export async function seedPlaces(owner: pg.Client): Promise<void> {
  await owner.query(`
    insert into authorities (code, name, initials, procedure) values
      ('997', 'Eastmere', 'EM', 'norfolk'), ('998', 'Westholme', 'WH', 'oxfordshire');
    insert into areas (authority_id, name)
      select id, unnest(array['North', 'South']) from authorities;
    insert into schools (laestab, urn, name, phase, authority_id, area_id)
      select v.laestab, v.urn, v.name, v.phase, a.id, r.id from (values
        ('9972001', '900001', 'Ashfield Primary School', 'primary', 'Eastmere', 'North'),
        ('9972002', '900002', 'Larkmere Primary School', 'primary', 'Eastmere', 'South'),
        ('9974001', '900003', 'Saltmarsh High School', 'secondary', 'Eastmere', 'North'),
        ('9982001', '900101', 'Downland Primary School', 'primary', 'Westholme', 'North'),
        ('9984001', '900102', 'Ridgeway School', 'secondary', 'Westholme', 'South')
      ) v (laestab, urn, name, phase, authority, area)
      join authorities a on a.name = v.authority join areas r on r.authority_id = a.id and r.name = v.area;
    insert into terms (authority_id, starts_on, ends_on, kind)
      select id, t.starts::date, t.ends::date, 'term' from authorities, (values
        ('2025-09-03', '2025-10-24'), ('2025-11-03', '2025-12-19'), ('2026-01-05', '2026-02-13'), ('2026-02-23', '2026-03-27'),
        ('2026-04-13', '2026-05-22'), ('2026-06-01', '2026-07-21'), ('2026-09-03', '2026-10-23'), ('2026-11-02', '2026-12-18'),
        ('2027-01-04', '2027-02-12'), ('2027-02-22', '2027-03-24'), ('2027-04-12', '2027-05-28'), ('2027-06-07', '2027-07-21')) t (starts, ends);
    insert into agencies (authority_id, kind, name) select id, 'police', name || ' Police' from authorities;
  `);
  // One person per role and authority: cme.eastmere@..., school.eastmere@... (at the first school), area.eastmere@... (North).
  const people: [local: string, role: string, place: "authority" | "area" | "school" | "agency"][] = [
    ["cme", "cme-officer", "authority"],
    ["named", "named-officer", "authority"],
    ["auditor", "auditor", "authority"],
    ["data", "data-officer", "authority"],
    ["safeguarding", "safeguarding-lead", "authority"],
    ["admissions", "admissions-officer", "authority"],
    ["ehe", "ehe-officer", "authority"],
    ["exclusions", "exclusions-officer", "authority"],
    ["area", "area-attendance-officer", "area"],
    ["manager", "area-manager", "area"],
    ["lead", "area-lead", "area"],
    ["hub", "hub-worker", "area"],
    ["school", "school-attendance-officer", "school"],
    ["police", "police", "agency"],
  ];
  for (const authority of ["Eastmere", "Westholme"]) {
    for (const [local, role, place] of people) {
      await addPerson(owner, `${local}.${authority.toLowerCase()}`, role, authority, place, 0);
    }
    await addPerson(
      owner,
      `school2.${authority.toLowerCase()}`,
      "school-attendance-officer",
      authority,
      "school",
      1,
    );
    await addPerson(
      owner,
      `area2.${authority.toLowerCase()}`,
      "area-attendance-officer",
      authority,
      "area",
      1,
    );
  }
  await owner.query(`
    insert into posts (person_id, role, authority_id, from_on)
      select people.id, 'data-officer', authorities.id, '2020-01-01' from people, authorities where people.subject = 'keepsight'`);
}

async function addPerson(
  owner: pg.Client,
  local: string,
  role: string,
  authority: string,
  place: string,
  nth: number,
): Promise<void> {
  await owner.query(
    `with person as (insert into people (issuer, subject, name, email)
       values ('test', $1, initcap(replace($1, '.', ' ')), $1 || '@keepsight.example') returning id)
     insert into posts (person_id, role, authority_id, area_id, school_id, agency_id, from_on)
     select person.id, $2, a.id,
       case when $4 = 'area' then (select id from areas where authority_id = a.id order by name offset $5 limit 1) end,
       case when $4 = 'school' then (select id from schools where authority_id = a.id order by laestab offset $5 limit 1) end,
       case when $4 = 'agency' then (select id from agencies where authority_id = a.id limit 1) end,
       '2020-01-01'
     from person, authorities a where a.name = $3`,
    [local, role, authority, place, nth],
  );
}
