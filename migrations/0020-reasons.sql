-- Why a child is missing education is kept as its word on the list of reasons (src/children/reasons.ts). Cases opened by
-- decision kept the list's text instead, so that the same reason was counted twice.

create temporary table reason_words (word text, said text) on commit drop;
insert into reason_words values
  ('left-destination-unknown', 'Left a school, destination not known'),
  ('left-destination-unknown', 'left without a destination'),
  ('not-registered-at-five', 'Not registered at a school at five'),
  ('failed-transition', 'Did not start at the next school'),
  ('mid-year-move', 'Moving school in the middle of a year'),
  ('awaiting-application', 'Waiting for the outcome of an application'),
  ('place-not-accepted', 'Offered a place and not taken it up'),
  ('not-preferred-school', 'Did not get the school they asked for'),
  ('no-suitable-place', 'No suitable place can be found'),
  ('new-to-area', 'New to the area'),
  ('new-to-country', 'New to the country'),
  ('moved-within-country', 'Believed to have moved to another authority'),
  ('moved-abroad', 'Believed to have moved abroad'),
  ('excluded-formally', 'Excluded, new provision not started'),
  ('excluded-informally', 'Sent home without a formal exclusion'),
  ('off-rolled', 'Taken off a roll without a lawful ground'),
  ('withdrawn', 'Withdrawn by the parents'),
  ('home-education-unsuitable', 'Home education found not suitable'),
  ('home-education-unregistered', 'Said to be home educated, not registered'),
  ('unhappy-with-school', 'Unhappy with the school'),
  ('unhappy-with-support', 'Unhappy with support for special needs'),
  ('mental-health', 'Mental health'),
  ('physical-health', 'Physical health'),
  ('family-breakdown', 'Family breakdown'),
  ('homelessness', 'Homeless or in temporary accommodation'),
  ('long-absence', 'Long absence, or did not return from leave'),
  ('school-closed', 'The school closed'),
  ('contesting-order', 'Contesting a school attendance order'),
  ('other', 'Another reason'),
  ('not-known', 'Not known');

update cases set reason = word from reason_words where reason = said;

-- The fact stays what it was: only the spelling of the same reason changes, by the owner of the tables, in this one statement.
alter table case_facts disable trigger facts_stay;
update case_facts set details = details || jsonb_build_object('reason', word) from reason_words
  where kind = 'case-opened' and details ->> 'reason' = said;
alter table case_facts enable trigger facts_stay;

-- The pupils of a school, now or lately, for whom the authority is looking already: a school learns that of its own pupils,
-- and nothing else of the case.
create function pupils_sought(of_schools int[]) returns setof bigint language sql stable security definer set search_path = public, pg_temp as $$
  select cases.child_id from cases join children on children.id = cases.child_id
  where cases.open and not children.restricted and children.school_id = any (of_schools)
    and children.school_id = any (viewer_schools('see-my-school'))
$$;
