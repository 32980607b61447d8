-- Who is asked a question sees it without a look at its case. Asked about the case first, the list of questions on My work
-- read every case there is or was: 1.3 of its 2.4 ms in a county with 4,300. What is allowed is the same.
alter policy seen on enquiries using (
  to_authority_id = any ((select viewer_speaks_for('answer-enquiry'))::int[])
  or exists (select from cases where cases.id = case_id)
  or case_id is null and authority_id = any ((select viewer_authorities('see-case'))::int[])
  or to_school_id = any ((select viewer_schools('answer-for-school'))::int[])
  or to_agency_id = any ((select viewer_agencies('answer-for-agency'))::int[]));
