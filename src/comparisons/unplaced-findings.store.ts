import { type RawBuilder, sql } from "kysely";
import type { Compared } from "./compared-rows.store.ts";

/** How a child who is on no roll stands: see unplaced-children.store.ts. */
export type UnplacedState =
  | "elsewhere"
  | "at-home"
  | "not-yet"
  | "to-begin"
  | "did-not-start"
  | "waiting"
  | "moved-away"
  | "named-elsewhere"
  | "unsuitable-home"
  | "excluded"
  | "left"
  | "no-roll";

/**
 * The children on no roll who stand in one of these states, each with what all lists say. `since` and `school` are the
 * columns of unplaced_children that say since when, and which school can be asked.
 */
export function unplacedIn(
  states: readonly UnplacedState[],
  { today }: Compared,
  { since, school }: { since: readonly string[]; school: "left_school_id" | "offer_school_id" },
): RawBuilder<unknown> {
  const day = sql`${sql.lit(today.toString())}::date`;
  return sql`
    select u.subject, u.child_id, u.entry_id, null::bigint as case_id, u.${sql.raw(school)} as school_id, u.forename, u.surname, u.born as date_of_birth,
      case when p.subject is not null or u.state = 'named-elsewhere' then 4 when at_risk then 1 when compulsory then 2 else 3 end as rank,
      least(coalesce(${sql.raw(since.join(", "))}, ${day}), ${day}) as since,
      jsonb_strip_nulls(jsonb_build_object('leftSchool', l.name, 'leftOn', left_on, 'leavingReason', leaving_reason,
        'destination', coalesce(destination_name, destination), 'notArrived', nullif(not_arrived, false),
        'namedElsewhere', nullif(u.state = 'named-elsewhere', false),
        'healthLast', (health_last at time zone 'Europe/London')::date, 'appliedOn', applied_on, 'applicationStatus', application_status,
        'offerSchool', o.name, 'offerStartsOn', offer_starts_on, 'offerResponse', nullif(offer_response, ''), 'noticeFrom', notice_from,
        'noticeOn', notice_on, 'homeStatus', home_status, 'homeOn', home_on, 'namesakeAt', case when same_words then n.name end,
        'alikeAt', case when not same_words and likely_list = 'school-roll' then n.name end, 'alikeOn', case when likely_list <> 'school-roll' then likely_list end,
        'linkToConfirm', p.link_id, 'heldAt', w.name, 'policeOn', police_on,
        'beforeCompulsory', nullif(not compulsory, false))) as evidence,
      source_hash
    from unplaced_children u left join schools l on l.id = left_school_id left join schools o on o.id = offer_school_id
      left join probable_children p on p.subject = u.subject left join schools n on n.id = p.likely_school_id left join schools w on w.id = p.held_school_id
    where u.state in (${sql.join(states.map((state) => sql.lit(state)))})`;
}
