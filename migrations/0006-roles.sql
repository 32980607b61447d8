-- Who may do what (requirement G04). Data, so that an authority can be given its own split of work.

insert into roles (role, title, scope) values
  ('school-attendance-officer', 'School attendance officer', 'school'),
  ('pru-attendance-officer', 'Pupil referral unit attendance officer', 'school'),
  ('area-attendance-officer', 'Area attendance officer', 'area'),
  ('area-manager', 'Area manager', 'area'),
  ('hub-worker', 'Hub worker', 'area'),
  ('hub-lead', 'Hub lead', 'area'),
  ('area-lead', 'Area lead', 'area'),
  ('cme-officer', 'CME officer', 'authority'),
  ('admissions-officer', 'Admissions officer', 'authority'),
  ('ehe-officer', 'Elective home education officer', 'authority'),
  ('exclusions-officer', 'Exclusions officer', 'authority'),
  ('safeguarding-lead', 'Safeguarding lead', 'authority'),
  ('named-officer', 'Named officer', 'authority'),
  ('auditor', 'Auditor', 'authority'),
  ('data-officer', 'Data officer', 'authority'),
  ('social-worker', 'Social worker', 'sent'),
  ('police', 'Police', 'sent'),
  ('health', 'Health', 'sent'),
  ('housing', 'Housing', 'sent'),
  ('youth-offending', 'Youth justice service', 'sent'),
  ('post-16', '16+ service', 'sent'),
  ('other-authority', 'Another authority', 'sent');

insert into permissions (role, act)
select role, act from (values
  ('see-my-school', '{school-attendance-officer,pru-attendance-officer}'::text[]),
  ('make-referral', '{school-attendance-officer,pru-attendance-officer}'),
  ('answer-for-school', '{school-attendance-officer,pru-attendance-officer}'),
  ('import-roll', '{school-attendance-officer,pru-attendance-officer,data-officer}'),
  ('mend-rejected-row', '{school-attendance-officer,pru-attendance-officer,data-officer}'),
  ('see-my-work', '{area-attendance-officer,area-manager,hub-worker,hub-lead,area-lead,cme-officer,named-officer,safeguarding-lead}'),
  ('see-visits', '{area-attendance-officer,area-manager,hub-worker,hub-lead,area-lead,cme-officer}'),
  ('see-case', '{area-attendance-officer,area-manager,hub-worker,hub-lead,area-lead,cme-officer,admissions-officer,ehe-officer,exclusions-officer,safeguarding-lead,named-officer,auditor}'),
  ('see-child', '{school-attendance-officer,pru-attendance-officer,area-attendance-officer,area-manager,hub-worker,hub-lead,area-lead,cme-officer,admissions-officer,ehe-officer,exclusions-officer,safeguarding-lead,named-officer,auditor,data-officer}'),
  ('find-child', '{school-attendance-officer,pru-attendance-officer,area-attendance-officer,area-manager,hub-worker,hub-lead,area-lead,cme-officer,admissions-officer,ehe-officer,exclusions-officer,safeguarding-lead,named-officer,data-officer}'),
  ('see-register', '{area-manager,hub-lead,area-lead,cme-officer,safeguarding-lead,named-officer,auditor}'),
  ('open-case', '{cme-officer,named-officer}'),
  ('work-case', '{cme-officer,named-officer}'),
  ('do-step', '{area-attendance-officer,area-manager,hub-worker,hub-lead,area-lead,admissions-officer,ehe-officer,exclusions-officer,cme-officer,named-officer}'),
  ('record-visit', '{area-attendance-officer,area-manager,hub-worker,hub-lead,cme-officer}'),
  ('send-enquiry', '{cme-officer,named-officer,hub-worker,hub-lead}'),
  ('answer-enquiry', '{cme-officer,named-officer,other-authority}'),
  ('answer-for-agency', '{social-worker,police,health,housing,youth-offending,post-16}'),
  ('close-case', '{cme-officer,named-officer}'),
  ('add-note', '{area-attendance-officer,area-manager,hub-worker,hub-lead,area-lead,cme-officer,safeguarding-lead,named-officer}'),
  ('restrict-child', '{safeguarding-lead,named-officer}'),
  ('read-audit', '{named-officer,auditor,safeguarding-lead,cme-officer}'),
  ('read-whole-audit', '{auditor,named-officer}')
) as wanted (act, roles), unnest(wanted.roles) as role;

-- The program itself: what it does by itself is recorded under this name.
insert into people (issuer, subject, name, email) values ('keepsight', 'keepsight', 'Keepsight (the program)', 'keepsight@keepsight.invalid');
