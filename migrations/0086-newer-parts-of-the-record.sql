-- What has come to lie in tables of its own since the list of a record's parts was written (G03): it is copied for the one who asks
-- and goes when the record goes.
insert into record_parts (place, part, called, reached) values
  (-25, 'webhook_deliveries', 'Other systems told', 'change_id in (select id from changes where case_id = any (($1).cases) or referral_id = any (($1).referrals))'),
  (-24, 'changes', 'Changes that other systems follow', 'case_id = any (($1).cases) or referral_id = any (($1).referrals)'),
  (-22, 'area_register_news', 'News on a monthly register', 'case_id = any (($1).cases)'),
  (-21, 'area_register_lines', 'Lines of monthly registers', 'case_id = any (($1).cases)'),
  (-20, 'visit_plans', 'Plans of visits', 'case_id = any (($1).cases)');
