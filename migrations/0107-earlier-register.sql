-- A row of the register that a council kept before becomes one referral, however often its file is sent.
create unique index one_referral_an_earlier_row on referrals (authority_id, (content -> 'answers' ->> 'earlierRegister'))
  where content -> 'answers' ->> 'earlierRegister' is not null;
