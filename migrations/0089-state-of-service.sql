-- What whoever runs Keepsight must hear of before a council does: counts and times, no record. Read by /metrics (src/operating).
create index on emails (authority_id, settled_at) where state in ('queued', 'failed');

create function state_of_service() returns jsonb language plpgsql stable security definer set search_path = public, pg_temp as $$
declare sealed_until xid8;
begin
  select coalesce((select until_transaction from audit_seals order by id desc limit 1), '0'::xid8) into sealed_until;
  return jsonb_build_object(
    'unsealedSeconds', (select coalesce(extract(epoch from now() - min(at)), 0) from audit_entries where written_by >= sealed_until),
    'queues', (select coalesce(jsonb_agg(jsonb_build_object('queue', name, 'waiting', waiting, 'failed', failed, 'oldestSeconds', oldest)), '[]') from (
      select name, count(*) filter (where state < 'active' and start_after <= now()) as waiting,
        count(*) filter (where state = 'failed' and completed_on > now() - interval '1 day') as failed,
        coalesce(extract(epoch from now() - min(start_after) filter (where state < 'active' and start_after <= now())), 0) as oldest
      from pgboss.job where name not like '\_\_pgboss\_\_%' group by name) queue),
    'authorities', (select coalesce(jsonb_agg(jsonb_build_object(
      'name', a.name,
      'openCases', (select count(*) from cases c where c.authority_id = a.id and c.open),
      'withoutNextStep', (select count(*) from cases c where c.authority_id = a.id and c.open and c.next_obligation is null),
      'overdue', (select count(*) from obligations o where o.authority_id = a.id and o.due_at < now() and o.state in ('waiting', 'open', 'due-soon', 'overdue')),
      'emailsWaiting', (select count(*) from emails e where e.authority_id = a.id and e.state = 'queued'),
      'emailsFailed', (select count(*) from emails e where e.authority_id = a.id and e.state = 'failed' and e.settled_at > now() - interval '1 day'),
      'termsUntil', (select max(t.ends_on) from terms t where t.authority_id = a.id and t.school_id is null and t.kind = 'term'),
      'feeds', (select coalesce(jsonb_agg(jsonb_build_object('list', came.list, 'lastAt', came.last_at, 'expected',
          (select r.expected from feed_rhythms r where r.authority_id = a.id and r.list = came.list order by r.id desc limit 1))), '[]')
        from (select i.list, max(i.finished_at) as last_at from imports i
          where (i.authority_id = a.id or i.authority_id is null) and i.state = 'done' group by i.list) came)
      ) order by a.id), '[]') from authorities a));
end $$;
revoke all on function state_of_service() from public;
grant execute on function state_of_service() to keepsight_app;
