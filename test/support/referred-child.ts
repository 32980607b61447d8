import type pg from "pg";

export type ReferredChild = {
  childId: number;
  authorityId: number;
  areaId: number;
  schoolId: number;
  referral: {
    id: number;
    reference: string;
    form: "cme1";
    receivedAt: Temporal.Instant;
    urgent: false;
    concern: false;
  };
};

/**
 * A child in the first area (North) of an authority and a referral that waits for a decision, sent by the attendance
 * officer of the authority's first school. Everybody is invented.
 */
export async function referredChild(
  owner: pg.Client,
  {
    authority = "Eastmere",
    forename = "Rosa",
    surname = "Tarnwick",
    receivedAt = "2026-11-02T09:00:00Z",
  }: { authority?: string; forename?: string; surname?: string; receivedAt?: string } = {},
): Promise<ReferredChild> {
  const child = await owner.query(
    `insert into children (authority_id, area_id, school_id, forename, surname, date_of_birth, sex, made_at)
     select a.id, s.area_id, s.id, $2, $3, '2017-03-09', 'F', $4 from authorities a
     join schools s on s.authority_id = a.id where a.name = $1 order by s.laestab limit 1
     returning id, authority_id, area_id, school_id`,
    [authority, forename, surname, receivedAt],
  );
  const { id, authority_id, area_id, school_id } = child.rows[0];
  const referral = await owner.query(
    `insert into referrals (reference, form, authority_id, area_id, school_id, child_id, content, received_at, made_at, made_by)
     select next_reference($1, 'R'), 'cme1', $1, $2, $3, $4, '{}', $5, $5, id from people where subject = $6
     returning id, reference`,
    [authority_id, area_id, school_id, id, receivedAt, `school.${authority.toLowerCase()}`],
  );
  return {
    childId: Number(id),
    authorityId: authority_id,
    areaId: area_id,
    schoolId: school_id,
    referral: {
      id: Number(referral.rows[0].id),
      reference: referral.rows[0].reference,
      form: "cme1",
      receivedAt: Temporal.Instant.from(receivedAt),
      urgent: false,
      concern: false,
    },
  };
}
