-- A case ends, too, where the child is not of compulsory school age, or has died (EA 1996 s436A): procedures 1 of Norfolk and of
-- Oxfordshire name both. The step that closes a case is worded for them all; what is owed already says the same.
update obligations set asks = 'The end of the case is proved; the CME officer closes it.'
where obligation = 'close-case'
  and asks = 'The child is on a roll, in suitable full-time education, registered as home educated, or has left; the CME officer closes the case.';
update cases set next_asks = 'The end of the case is proved; the CME officer closes it.'
where next_obligation = 'close-case'
  and next_asks = 'The child is on a roll, in suitable full-time education, registered as home educated, or has left; the CME officer closes the case.';

-- Comparisons leave out whoever has died.
create index on cases (child_id) where outcome = 'died';
