-- Who is asked a question sees it without a look at its case, as 0019 has it; 0025 put the case first again, and My work of every
-- officer read all cases of the system for it: 4.6 of its 13 ms of SQL in a county with 7,281. What is allowed is the same.
alter policy seen on enquiries using (
  to_authority_id = any ((select viewer_speaks_for('answer-enquiry'))::int[])
  or exists (select from cases where cases.id = case_id)
  or case_id is null and authority_id = any ((select viewer_authorities('see-case'))::int[])
    and (finding_id is null or exists (select from comparison_findings where comparison_findings.id = finding_id))
  or to_school_id = any ((select viewer_schools('answer-for-school'))::int[])
  or to_agency_id = any ((select viewer_agencies('answer-for-agency'))::int[]));
