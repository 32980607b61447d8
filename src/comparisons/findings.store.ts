import { type RawBuilder, sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { ComparisonWord, Evidence } from "./comparison.ts";

/** The rank of whom another record probably shows in education: see probable-children.store.ts. */
const probableRank = sql.lit(4);

/** How a finding stands: see comparison_standing. What is open is apart from who is probably in education. */
export const standings = ["open", "probable", "asked", "case", "settled"] as const;
export type Standing = (typeof standings)[number];

/** A child whom a comparison lists, as the viewer may see them. */
export type Finding = {
  id: number;
  authorityId: number;
  comparison: ComparisonWord;
  childId: number | null;
  entryId: number | null;
  areaId: number | null;
  schoolId: number | null;
  school: string | null;
  forename: string;
  surname: string;
  dateOfBirth: Temporal.PlainDate | null;
  rank: number;
  since: Temporal.PlainDate;
  evidence: Evidence;
  firstListedAt: Temporal.Instant;
  standing: Standing;
  /** The hash of what it stands on, in hexadecimal digits. */
  sources: string;
  /** The last thing that was done about it. */
  done: Done | null;
};

/** What was done about a finding, by whom and when; the reference of the question or referral, and what a school answered. */
export type Done = {
  how: "fine" | "asked" | "referred";
  why: string;
  by: string;
  at: string;
  enquiry: string | null;
  answer: string | null;
  /** Until when an answer is due, where the authority's procedure sets a time. */
  answerDueAt: string | null;
  referral: string | null;
  caseReference: string | null;
};

/** Which findings of a comparison are asked for. */
export type FindingsAsked = {
  authorityId: number;
  comparison: ComparisonWord;
  standing: Standing;
  areaId?: number | undefined;
  schoolId?: number | undefined;
};

export type FindingPlace = { rank: number; since: Temporal.PlainDate; id: number };

const standsAs = sql`case when f.standing = 'open' and f.rank = ${probableRank} then 'probable' else f.standing end`;
const columns = sql`f.id, f.authority_id as "authorityId", f.comparison, f.child_id as "childId", f.entry_id as "entryId", f.area_id as "areaId",
  f.school_id as "schoolId", s.name as school, f.forename, f.surname, f.date_of_birth as "dateOfBirth", f.rank, f.since, f.evidence,
  f.first_listed_at as "firstListedAt", ${standsAs} as standing, encode(f.source_hash, 'hex') as sources,
  (select json_build_object('how', d.how, 'why', d.why, 'by', p.name, 'at', d.made_at, 'enquiry', e.reference, 'answerDueAt', e.due_at, 'referral', r.reference,
      'caseReference', k.reference, 'answer', (select a.answer from enquiry_answers a where a.enquiry_id = e.id order by a.id desc limit 1))
    from comparison_settlements d join people p on p.id = d.made_by left join enquiries e on e.id = d.enquiry_id
      left join referrals r on r.id = d.referral_id left join cases k on k.id = r.case_id
    where d.finding_id = f.id order by d.id desc limit 1) as done`;

function narrowed({
  authorityId,
  comparison,
  standing,
  areaId,
  schoolId,
}: FindingsAsked): RawBuilder<unknown> {
  const stands =
    standing === "open" || standing === "probable"
      ? sql`f.standing = 'open' and f.rank ${sql.raw(standing === "open" ? "<" : "=")} ${probableRank}`
      : sql`f.standing = ${sql.lit(standing)}`;
  return sql`f.authority_id = ${authorityId} and f.comparison = ${comparison} and f.listed and ${stands}
    ${areaId === undefined ? sql`` : sql`and f.area_id = ${areaId}`} ${schoolId === undefined ? sql`` : sql`and f.school_id = ${schoolId}`}`;
}

/** A page of what a comparison lists: those at risk first, then those who have been missing longest. */
export async function findingsPage(
  database: Database,
  asked: FindingsAsked,
  count: number,
  after?: FindingPlace,
): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select ${columns} from comparison_findings f left join schools s on s.id = f.school_id
    where ${narrowed(asked)} ${after ? sql`and (f.rank, f.since, f.id) > (${after.rank}::smallint, ${after.since}::date, ${after.id}::bigint)` : sql``}
    order by f.rank, f.since, f.id limit ${sql.lit(count)}`.execute(database);
  return rows;
}

/** The findings of these numbers that are listed still and that the viewer may see. */
export async function findingsNumbered(database: Database, ids: readonly number[]): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select ${columns} from comparison_findings f left join schools s on s.id = f.school_id
    where f.id = any (${ids}::bigint[]) and f.listed order by f.id`.execute(database);
  return rows;
}

/** A finding about which a school was asked and is silent. */
export type UnansweredFinding = {
  id: number;
  comparison: ComparisonWord;
  leftOn: Temporal.PlainDate | null;
};

/** The findings about which a school was asked last, and has not answered by the moment when its answer was due. */
export async function unansweredFindings(
  database: Database,
  {
    authorityId,
    comparisons,
    now,
  }: { authorityId: number; comparisons: readonly ComparisonWord[]; now: Temporal.Instant },
): Promise<UnansweredFinding[]> {
  const { rows } = await sql<UnansweredFinding>`
    select f.id, f.comparison, (f.evidence ->> 'leftOn')::date as "leftOn"
    from comparison_findings f
    cross join lateral (select how, enquiry_id from comparison_settlements s where s.finding_id = f.id order by s.id desc limit 1) last
    join enquiries e on e.id = last.enquiry_id
    where f.authority_id = ${authorityId} and f.comparison = any (${comparisons}::text[]) and f.standing = 'asked' and f.listed
      and last.how = 'asked' and e.answered_at is null and e.due_at < ${now} order by f.id`.execute(database);
  return rows;
}

export type FindingCounts = {
  standings: Record<Standing, number>;
  schools: { id: number; name: string; count: number }[];
};

/** How many findings of a comparison stand how, by area and school if asked; and of those of one standing, by school. */
export async function findingCounts(database: Database, asked: FindingsAsked): Promise<FindingCounts> {
  const { authorityId, comparison, areaId, schoolId, standing } = asked;
  const { rows } = await sql<{
    standing: Standing;
    schoolId: number | null;
    school: string | null;
    count: number;
  }>`
    select ${standsAs} as standing, f.school_id as "schoolId", s.name as school, count(*)::int as count
    from comparison_findings f left join schools s on s.id = f.school_id
    where f.authority_id = ${authorityId} and f.comparison = ${comparison} and f.listed
      ${areaId === undefined ? sql`` : sql`and f.area_id = ${areaId}`}
    group by 1, f.school_id, s.name`.execute(database);
  const of = (wanted: Standing) =>
    rows
      .filter((row) => row.standing === wanted && (schoolId === undefined || row.schoolId === schoolId))
      .reduce((sum, { count }) => sum + count, 0);
  return {
    standings: {
      ...{ open: of("open"), probable: of("probable"), asked: of("asked") },
      ...{ case: of("case"), settled: of("settled") },
    },
    schools: rows
      .flatMap(({ standing: stands, schoolId: id, school: name, count }) =>
        stands === standing && id !== null && name !== null ? [{ id, name, count }] : [],
      )
      .sort((one, other) => one.name.localeCompare(other.name, "en-GB")),
  };
}

/** What was done about a finding, on the sources as they are now. */
export async function insertSettlement(
  database: Database,
  settlement: {
    findingId: number;
    sources: string;
    how: Done["how"];
    why?: string;
    enquiryId?: number;
    referralId?: number;
    at: Temporal.Instant;
    by: number;
  },
): Promise<void> {
  await database
    .insertInto("comparison_settlements")
    .values({
      finding_id: settlement.findingId,
      how: settlement.how,
      why: settlement.why ?? "",
      source_hash: Buffer.from(settlement.sources, "hex"),
      enquiry_id: settlement.enquiryId ?? null,
      referral_id: settlement.referralId ?? null,
      made_at: settlement.at,
      made_by: settlement.by,
    })
    .execute();
}

/** What the row of a list by which a child was found says besides the name, for a referral. */
export async function entryToRefer(
  database: Database,
  entryId: number,
): Promise<{ sex: string | null; upn: string | null; postcode: string | null; address: string } | undefined> {
  return database
    .selectFrom("list_entries")
    .where("id", "=", entryId)
    .select(["sex", "upn", "postcode", "address"])
    .executeTakeFirst();
}
