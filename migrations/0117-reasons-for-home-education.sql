-- Why parents educate a child at home, as they say it: the termly collection counts it (domain notes, section 6.2). They need not say.
alter table home_education_facts
  drop constraint home_education_facts_kind_check,
  add constraint home_education_facts_kind_check check (kind in ('home-education-notified', 'home-education-registered',
    'home-education-support-offered', 'support-answered', 'reason-given', 'home-education-reviewed', 'home-education-ended'));
