import type pg from "pg";
import type { Visit } from "./web-load.ts";
import { signedIn } from "./web-visits.ts";

/** A kind of visit, and the most milliseconds for 95 in 100 where an aim is stated. */
export const kinds = {
  "My work": 15,
  "My visits": 15,
  "My school": 15,
  Overview: 15,
  Register: 15,
  Case: 15,
  "A child": 15,
  "Find a child": 25,
  "Record a note": undefined,
} as const;
export type Kind = keyof typeof kinds;

/** Of 100 people so many have this role, and of 100 visits of theirs so many are of each kind. */
const mix: readonly { role: string; people: number; visits: Partial<Record<Kind, number>> }[] = [
  {
    role: "cme-officer",
    people: 16,
    visits: { "My work": 25, Case: 25, "Find a child": 20, Register: 10, "A child": 10, "Record a note": 10 },
  },
  {
    role: "area-attendance-officer",
    people: 28,
    visits: { "My visits": 35, "My work": 15, Case: 25, "A child": 15, "Record a note": 10 },
  },
  { role: "school-attendance-officer", people: 44, visits: { "My school": 100 } },
  {
    role: "area-manager",
    people: 12,
    visits: { Overview: 30, Register: 25, "My work": 15, Case: 20, "A child": 10 },
  },
];
/** Cases that one person works on, and children whom they look for. */
const ofEach = 12;

/** One who is signed in: what they ask for next, anew each time, for a form that is sent twice counts once. */
export type Person = { next: () => { kind: Kind; visit: Visit } };

/**
 * So many people of the bench, each with a post of their own and a session, spread over the places where the county's
 * people of that role are; made once in a folder that is kept. All are invented.
 */
export async function signedInPeople(owner: pg.Client, count: number): Promise<Person[]> {
  const people: Person[] = [];
  for (const { role, people: inHundred, visits } of mix) {
    const ofRole = Math.round((count * inHundred) / 100);
    for (const post of await posts(owner, role, ofRole)) people.push(await person(owner, post, visits));
  }
  return people;
}

type Post = { personId: number; authorityId: number; areaId: number | null };

async function posts(owner: pg.Client, role: string, count: number): Promise<Post[]> {
  await owner.query(
    `with place as (
       select row_number() over (order by md5(id::text)) - 1 as nth, count(*) over () as places, * from (
         select min(id) as id, role, authority_id, area_id, school_id from posts
         where role = $1 and (until_on is null or until_on >= current_date) group by role, authority_id, area_id, school_id) distinct_place
     ), person as (
       insert into people (issuer, subject, name, email)
       select 'bench', $1 || '-' || n, 'Load ' || n, 'load-' || $1 || '-' || n || '@keepsight.example' from generate_series(1, $2::int) n
       on conflict do nothing returning id, substring(subject from '[0-9]+$')::int as n)
     insert into posts (person_id, role, authority_id, area_id, school_id, from_on)
     select person.id, role, authority_id, area_id, school_id, '2020-01-01' from person join place on nth = person.n % places`,
    [role, count],
  );
  const { rows } = await owner.query(
    `select p.id as "personId", posts.authority_id as "authorityId", posts.area_id as "areaId" from people p
     join posts on posts.person_id = p.id where p.issuer = 'bench' and posts.role = $1 order by p.id limit $2`,
    [role, count],
  );
  return rows;
}

async function person(
  owner: pg.Client,
  { personId, authorityId, areaId }: Post,
  shares: Partial<Record<Kind, number>>,
): Promise<Person> {
  const headers = await signedIn(owner, Number(personId));
  const sent = { ...headers, "content-type": "application/x-www-form-urlencoded" };
  const place = [authorityId, areaId, ofEach, personId];
  const cases = await owner.query(
    `select reference, child_id from cases where open and authority_id = $1 and ($2::int is null or area_id = $2)
     order by md5(reference || $4) limit $3`,
    place,
  );
  const children = await owner.query(
    `select forename || ' ' || surname as sought from children where authority_id = $1 and ($2::int is null or area_id = $2)
     and id % 97 = $4::bigint % 97 limit $3`,
    place,
  );
  const page = (path: string): Visit => [{ method: "GET", path, headers }];
  const asks: Record<Kind, () => Visit> = {
    "My work": () => page("/my-work"),
    "My visits": () => page("/my-visits"),
    "My school": () => page("/my-school"),
    Overview: () => page("/overview"),
    Register: () => page("/register"),
    Case: () => page(`/cases/${oneOf(cases.rows).reference}`),
    "A child": () => page(`/children/${oneOf(cases.rows).child_id}`),
    "Find a child": () => [
      { method: "POST", path: "/children", headers: sent, body: form(oneOf(children.rows)) },
      { method: "GET", headers },
    ],
    "Record a note": () => {
      const path = `/cases/${oneOf(cases.rows).reference}/notes`;
      const body = form({ note: "Rang the number on the roll: no answer.", _once: crypto.randomUUID() });
      return [
        { method: "GET", path, headers },
        { method: "POST", path, headers: sent, body },
        { method: "GET", headers },
      ];
    },
  };
  // Whoever has no open case in their area looks at their own page instead.
  const kindsOf = (Object.keys(shares) as Kind[]).flatMap((kind) => Array(shares[kind]).fill(kind) as Kind[]);
  const possible = cases.rows.length > 0 ? kindsOf : kindsOf.filter((kind) => !aboutCases.includes(kind));
  return {
    next: () => {
      const kind = oneOf(possible);
      return { kind, visit: asks[kind]() };
    },
  };
}

const aboutCases: readonly Kind[] = ["Case", "A child", "Record a note"];

function oneOf<T>(these: readonly T[]): T {
  const one = these[Math.floor(Math.random() * these.length)];
  if (one === undefined) throw new Error("The county of the bench has nothing of this kind.");
  return one;
}

function form(fields: Record<string, string>): string {
  return new URLSearchParams(fields).toString();
}
