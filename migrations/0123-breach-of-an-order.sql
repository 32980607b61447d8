-- What the authority decided on the breach of an order, and that proceedings began: steps that procedures know.
alter table order_steps drop constraint order_steps_kind_check;
alter table order_steps add constraint order_steps_kind_check check (kind in ('started', 'notice-served', 'school-notice-served',
  'shown-suitable', 'order-made', 'breach', 'breach-weighed', 'proceedings', 'court', 'ended'));
