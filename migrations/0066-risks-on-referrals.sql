-- The risks of a visit are weighed before anybody goes to a family whose referral was passed on, too: no case is open there, and
-- the child may be on no record. Whoever goes to that door next is told as well.
alter table visit_risk_assessments
  alter column case_id drop not null,
  alter column child_id drop not null,
  alter column fact_id drop not null,
  add column referral_id bigint references referrals,
  add check (num_nonnulls(case_id, referral_id) = 1),
  add check (case_id is null or (child_id is not null and fact_id is not null));
create index on visit_risk_assessments (referral_id) where referral_id is not null;

create policy seen_on_referral on visit_risk_assessments for select to keepsight_app using (
  referral_id is not null and exists (select from referrals where referrals.id = referral_id
    and (authority_id = any ((select viewer_authorities('see-case'))::int[]) or area_id = any ((select viewer_areas('see-case'))::int[]))));
create policy made_on_referral on visit_risk_assessments for insert to keepsight_app with check (
  referral_id is not null and made_by = (select viewer_id()) and exists (select from referrals where referrals.id = referral_id
    and (authority_id = any ((select viewer_authorities('do-step'))::int[]) or area_id = any ((select viewer_areas('do-step'))::int[]))));
