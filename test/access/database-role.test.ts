import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate } from "../../src/database/index.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { whoMayWhat } from "./who-may-what.ts";

let database: TestDatabase;
let application: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  // As every start does: what a database takes on from the server it is made in is closed.
  application = new pg.Client({ connectionString: await migrate(database.ownerUrl) });
  await application.connect();
});
afterAll(async () => {
  await application.end();
  await database.end();
});

const asOwner = async (text: string) => (await database.owner.query(text)).rows;
const inApplication = async (text: string) => (await application.query(text)).rows;

describe("the application's database role", () => {
  test("is no superuser, creates nothing, and bypasses no row-level security [G04]", async () => {
    const roles = await inApplication(
      `select rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls from pg_roles
       where pg_has_role(current_user, oid, 'member')`,
    );
    expect(roles.length).toBeGreaterThan(1);
    for (const role of roles) expect(Object.values(role)).toEqual([false, false, false, false, false]);
  });

  test("owns nothing and is a member of no role but its own group [G04]", async () => {
    const mine = "in (select oid from pg_roles where rolname like 'keepsight_app%')";
    expect(
      await asOwner(`select relname from pg_class where relowner ${mine}
        union all select proname from pg_proc where proowner ${mine}
        union all select nspname from pg_namespace where nspowner ${mine}`),
    ).toEqual([]);
    expect(
      await inApplication(`select rolname from pg_roles where pg_has_role(current_user, oid, 'member')
        and rolname <> current_user`),
    ).toEqual([{ rolname: "keepsight_app" }]);
  });

  test.each([
    ["become the owner", "set role keepsight"],
    ["read its own password", "select * from application_login"],
    ["rewrite which migrations have run", "delete from migrations"],
    ["make a table", "create table mine (id int)"],
    ["make a temporary table", "create temporary table mine (id int)"],
    ["make a function", "create function mine() returns int language sql return 1"],
    ["make a schema", "create schema mine"],
    ["turn row-level security off", "alter table children disable row level security"],
    ["drop a policy", "drop policy seen on children"],
    ["turn the triggers off that keep facts", "alter table case_facts disable trigger all"],
    ["replicate past the triggers", "set session_replication_role = replica"],
    [
      "hang a trigger of its own on a table",
      "create trigger mine before insert on cases execute function refuse_change()",
    ],
    ["write into a file of the server", "copy children to '/tmp/children.csv'"],
    ["run a program on the server", "copy children from program 'true'"],
    ["read a file of the server", "select pg_read_file('/etc/passwd')"],
    ["unseal the audit log", "insert into audit_seals default values"],
    ["lower the count of references", "update reference_counters set last_number = 0"],
    ["make a picture of children anew by itself", "select picture_children_again('{1}', current_date)"],
  ])("may not %s [G03] [G04]", async (_what, statement) => {
    await expect(application.query(statement)).rejects.toMatchObject({ code: "42501" });
  });

  test("gets an error, not every row, when it sets row_security off [G04]", async () => {
    await application.query("begin; set local row_security = off");
    await expect(application.query("select * from children")).rejects.toMatchObject({ code: "42501" });
    await application.query("rollback");
  });

  test("learns no name from the planner's statistics [G04]", async () => {
    await database.owner.query(`insert into children (authority_id, forename, surname, made_at)
      select authorities.id, 'Rowan', 'Fenwater', now() from authorities, generate_series(1, 200); analyze children`);
    expect(
      await asOwner("select 1 from pg_stats where tablename = 'children' and attname = 'surname'"),
    ).toHaveLength(1);
    expect(
      await inApplication("select * from pg_stats where tablename in ('children', 'list_entries')"),
    ).toEqual([]);
  });

  test("lets no login of another database of the same server in [G04]", async () => {
    const elsewhere = new URL(database.applicationUrl);
    await database.owner.query(
      "create role keepsight_app_elsewhere login in role keepsight_app password 'elsewhere'",
    );
    elsewhere.username = "keepsight_app_elsewhere";
    elsewhere.password = "elsewhere";
    const stranger = new pg.Client({ connectionString: elsewhere.href });
    await expect(stranger.connect()).rejects.toMatchObject({ code: "42501" });
    await database.owner.query("drop role keepsight_app_elsewhere");
  });

  test("truncates no table [G03]", async () => {
    for (const { name } of await tables()) {
      await expect(application.query(`truncate ${name}`), name).rejects.toMatchObject({ code: "42501" });
    }
  });

  test("sees nothing of anybody when nobody is named as the one who acts [G04]", async () => {
    await application.query("select set_config('keepsight.person', '', false)");
    for (const table of new Set(
      whoMayWhat.filter(({ see }) => see !== "everybody").map((line) => line.table),
    )) {
      expect(await inApplication(`select from ${table}`), table).toEqual([]);
    }
  });
});

const tables = (): Promise<{ name: string; secured: boolean; about: boolean }[]> =>
  asOwner(`select relname as name, relrowsecurity as secured,
      relname = 'children' or exists (select from pg_attribute where attrelid = pg_class.oid
        and attname in ('child_id', 'case_id', 'referral_id', 'enquiry_id', 'import_id', 'letter_id', 'person_id', 'decided_child_id')) as about
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by relname`) as never;

/** Tables of the machinery, which no line of who-may-what.ts is about, and why not. */
const machinery: Record<string, string> = {
  application_login: "the role's own password: nobody but the owner reads it",
  migrations: "nobody but the owner reads it",
  rules_worked_by: "digests of rules; nobody but the owner reads it",
  reference_counters: "reached through next_reference alone",
  audit_shift: "a number: where the log's count begins on this server; read by all, written by the owner",
  record_parts: "in which tables a record lies, without a row of any; read by all, written by migrations",
  postcode_positions: "where postcodes lie: public, about nobody, and written by the owner",
  published_figures: "shares that the department publishes: public, of places, and written by the owner",
  authority_regions: "which region an authority lies in: public, and written by the owner",
  audit_seals: "digests, without a name; written by the owner",
  api_tokens: "hashes of tokens, reached through two functions alone; holds no child",
  sign_in_groups:
    "what sign-in said of groups, written by one function and read by none but those of the owner",
  provider_trust:
    "whom each sign-in provider speaks for: no person; written by the owner at each start, read by functions of the owner's alone",
  sign_ins: "sign-ins under way, before anybody is known",
  sessions: "looked up by a token's hash before anybody is known; holds no child",
};

test("every table is in the table of who may what, or is machinery with a reason [G04]", async () => {
  const known = new Set([...whoMayWhat.map(({ table }) => table), ...Object.keys(machinery)]);
  expect((await tables()).map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
});

test("every table about a child or a person has row-level security [G04]", async () => {
  const open = (await tables()).filter(({ about, secured }) => about && !secured);
  // Who holds which post is no secret, and the application cannot change it.
  expect(open.map(({ name }) => name)).toEqual(["posts", "sessions"]);
});

/** Functions that run with the owner's rights, each with the reason why it must. A new one is reviewed and added here. */
const reviewed: Record<string, string> = {
  state_of_service:
    "whoever runs the service sees counts and times of all authorities, and no record; /metrics asks for a key",
  viewer_authorities: "policies ask where the viewer holds a post; answers ids of places alone",
  viewer_areas: "as viewer_authorities",
  viewer_schools: "as viewer_authorities",
  viewer_agencies: "as viewer_authorities",
  viewer_speaks_for: "as viewer_authorities",
  viewer_leave:
    "policies ask for which restricted children the viewer has leave or broke the glass, without asking the policies again",
  viewer_standing_leave:
    "as viewer_leave, without broken glass: by that nobody gives leave or lifts a restriction",
  has_died_for_any:
    "who would write to the family about home education or an exclusion must know, and need not see the case; asked through has_died, of a child whom they see",
  is_family_barred_for_any:
    "who goes to a door must be warned for the sake of a child whose record they may not see; answers yes or no of a child whom they see",
  break_glass:
    "the one way to a restricted record without leave: only for a role that may, in its authority, with a reason, for hours",
  restricted_records_at_risk:
    "those who answer for broken glass see which restricted records nobody keeps, by reference and keeper alone, in their authority",
  give_lost_leave:
    "the one way to leave where nobody with leave can give it: to who may restrict and broke the glass, by another who answers for it",
  returns_to_interview:
    "social workers see no list and no case: answers who is back, in the viewer's own authority alone and of no restricted child without leave",
  viewer_may_know_of:
    "a match reaches across two authorities: answers yes or no about a restriction, by the child's number",
  lost_pupil_is_of_child:
    "a trigger: a file's child follows from its UPN, also where its sender may not see the child",
  lost_pupil_moved: "policies of files cannot look at steps, which look at files; answers a step's word",
  match_is_open: "the side that needs a file sees no ledger of the side that keeps it; answers yes or no",
  lost_pupil_arrived:
    "as lost_pupil_moved: whether a file stands handed over and has arrived; answers yes or no",
  delete_lost_pupil_file:
    "the one way by which a file of the store goes: only for who keeps that store, and only one that has arrived",
  lost_pupil_may_leave:
    "the second lock on a file's way to another system: answers yes or no, of flags and addresses that its sender need not see",
  make_exchange_keys:
    "secrets are written and never read: only in an authority whose partners the viewer keeps",
  use_exchange_keys: "as make_exchange_keys",
  end_exchange_keys: "as make_exchange_keys; looks whether anything waits that these keys alone open",
  confirm_exchange_partner:
    "who confirms a partner is the viewer and nobody else: only in an authority whose partners the viewer keeps, and not by its maker",
  move_exchange_parcel:
    "a parcel is changed by what a person decides and nothing else: only for who keeps the store and may know of its file",
  end_exchange_partner: "as confirm_exchange_partner",
  files_handed_to_viewer: "as lost_pupil_moved: which files stand handed over to the viewer's schools",
  viewer_is_the_program: "policies ask if it is the program that writes; answers yes or no about oneself",
  next_reference: "the counters belong to nobody; refuses authorities in which the viewer has no post",
  row_of_own_school_was_refused:
    "whether a row of the viewer's own schools waits in a file, asked before one is merged under it; answers yes or no",
  list_of_row_to_correct:
    "a school mends its own row of a file that the council brought and that it may not see; answers which list it is of, for rows of the viewer's schools alone",
  keep_school_feeds:
    "nobody writes when a school sent; only for a file of the viewer's own, and the schools that the file is of",
  email_secrets:
    "the links and codes of e-mails that were not sent, for the outbox of a demonstration; only of the viewer's own authority",
  may_pass_on:
    "a policy of enquiries cannot look at enquiries; answers yes or no about one that was asked of the viewer's authority",
  check_references: "a trigger: what a row refers to is there, also where the writer may not see it",
  check_fact_references: "as check_references",
  restrict_as_child: "a trigger: copies the restriction from a child whom the writer may not see",
  restrict_as_case: "as restrict_as_child",
  restrict_what_belongs: "a trigger: a child's restriction reaches rows of people who cannot see the child",
  take_obligations_along: "a trigger: what is owed goes with its case, also out of the writer's sight",
  procedure_text_follows: "a trigger: no text follows a decision, also one that the writer may not see",
  procedure_decision_holds: "a trigger: only what is proved, by another than its writers, is put in force",
  places_not_to_import: "called by the three below; answers yes or no; not by the application",
  refuse_foreign_rows: "called by the two that merge; not by the application",
  picture_children_again: "called by merge_roll_rows; not by the application",
  letter_may_go:
    "a trigger: no letter says a hidden address or goes while a family is held, whatever the writer may see",
  hold_is_lifted_by_lead: "a trigger: asks who may lift a hold, wherever the child is",
  hold_agrees: "a trigger: a flag and the facts agree, also those that the writer may not see",
  removal_advised:
    "tells a school the day on which the case of its own pupil lets it remove the name; the case it may not see",
  restrict_removals: "as restrict_what_belongs, for removals and returns",
  pupils_sought:
    "tells a school which of its own pupils has an open case, whose row it may not see; ids alone",
  calendar_of:
    "whose calendar a secret link is: asked before anybody is known; answers a person's number for a link that stands",
  owed_by_schools:
    "tells a school what is asked of it for its own pupils, in a case that it may not see; never of a restricted child",
  merge_roll_rows: "merges a file as sets, after refuse_foreign_rows has asked for every place in it",
  merge_list_rows: "as merge_roll_rows",
  viewer_schools_within: "as viewer_authorities",
  refuse_foreign_marks: "as refuse_foreign_rows, for attendance; not by the application",
  merge_attendance_weeks:
    "merges weeks of marks as sets, after refuse_foreign_marks has asked for every school in them",
  attendance_to_judge:
    "after refuse_foreign_marks: the weeks of pupils of schools for which the viewer may import",
  keep_absences:
    "after refuse_foreign_marks: what was found in those weeks, in the place of what was found before",
  merge_trusts: "merges which school is in which trust as sets, after asking for every authority in them",
  merge_establishments: "merges schools as sets, after asking for every authority in them",
  feeds_known: "when lists last came for the viewer's authorities; names no child and no school",
  make_api_key:
    "makes a person with one post that allows sending and nothing else; refuses other authorities and their schools",
  revoke_api_key: "ends a key of the viewer's authorities; answers yes or no",
  use_api_key: "whose key a hash is: asked before anybody is known; answers one row for a good key",
  make_api_client:
    "makes a person with one post by which a system acts; refuses other authorities, their places, and posts that send lists",
  admit_api_client:
    "lets a client of the viewer's authorities in, by another than its maker; answers yes or no",
  withdraw_api_client: "ends a client of the viewer's authorities and its tokens; answers yes or no",
  use_staff_secret:
    "whose secret a hash is, of directories of staff alone: asked before anybody is known; answers one row for a good one",
  person_of_staff:
    "makes or finds the person of an account, for a directory of staff in its own place; never a system",
  rename_staff:
    "gives a person another name and e-mail, where nobody but the viewer's directory has ever known them",
  vouch_for_post:
    "a trigger: whom the provider of a person speaks for is in a table that the application does not read",
  vouch_for_person: "as vouch_for_post",
  questions_follow_case:
    "a trigger: whoever closes or opens a case may not see what those who were asked have passed on",
  bind_invited:
    "asked before anybody is known; binds only where the provider speaks for every place of the person",
  sign_in_by_groups:
    "asked before anybody is known; makes a person only where a group that two people agreed to gives a post",
  organisation_named: "asked before anybody is known; answers ids of places alone",
  renew_posts:
    "gives and ends posts as groups have it that two people agreed to; draws a conclusion and takes no wish",
  agree_group_post:
    "puts a group's post in force, by another than its asker, who keeps groups there; answers whom it concerns",
  end_group_post:
    "ends a group's post of the viewer's authority, unless nobody would be left who keeps groups",
  issue_api_token: "keeps a token for who shows a client's key and secret: asked before anybody is known",
  use_api_token: "whose token a hash is: asked before anybody is known; answers one row for a good one",
  make_webhook: "a client's own address; the application reads no secret; refuses who is no client",
  end_webhook: "of the viewer's own client or of one that they keep; answers yes or no",
  restart_webhook: "of a client that the viewer keeps; answers yes or no",
  number_changes: "gives each change its place once; shows nothing",
  tell_case_changes: "a trigger: that something happened, written by nobody else",
  tell_referrals: "as tell_case_changes",
  tell_progress: "as tell_case_changes",
  comparison_standing:
    "called by the next and by the program as the owner; answers a word; not by the application",
  stand_findings_again:
    "a trigger: how a finding stands follows cases and referrals that the writer may not see",
  erasure_preview:
    "counts the rows of a child's record, also of cases that the viewer may not see; only where they keep retention; numbers",
  retention_standing:
    "until when a record is kept, asked of all of it; only where the viewer keeps retention; days and rules, no words of the record",
  erase_child:
    "the one way a fact goes: a record whose days are over, that nobody holds, proposed by another person who keeps retention; leaves a certificate",
  record_of_child:
    "everything held of a child whom the viewer may know of, for the copy that the law asks for; only where they prepare it",
  check_is_anothers: "a trigger: a record is checked by another person than those who decided its lines",
  files_naming_child:
    "which files and lists named a child whom the viewer may know of, out of a log that they may not read; no names",
  take_up_second_record:
    "a trigger: a statement reaches every record of the child, also those that the viewer may not see",
  take_up_link_decision:
    "a trigger: a decision reaches the row and its other links, also those that the viewer may not see",
  address_stays_hidden:
    "a trigger: hides an address that is told again, also by a writer who may not see the child",
  postcode_is_not_hidden:
    "a trigger: keeps the postcode of a hidden address off the child, whoever writes it",
  hide_postcode: "a trigger: takes the postcode off the child whose address is hidden",
  disclosed_still:
    "what a question tells, without an address that is hidden by now: who is asked sees no child; gives back less than it gets, never more",
};

describe("functions with the owner's rights", () => {
  type Definer = { name: string; path: string | null; callable: boolean; trigger: boolean };
  const definers = (): Promise<Definer[]> =>
    asOwner(`select proname as name, prorettype = 'trigger'::regtype as trigger,
        (select setting from unnest(proconfig) setting where setting like 'search_path=%') as path,
        has_function_privilege('keepsight_app', oid, 'execute') as callable
      from pg_proc where prosecdef and pronamespace = 'public'::regnamespace order by proname`) as never;

  test("are those that were reviewed, and no others [G04]", async () => {
    expect((await definers()).map(({ name }) => name)).toEqual(Object.keys(reviewed).sort());
  });

  test("find their tables in a fixed place, the temporary one last [G04]", async () => {
    for (const { name, path } of await definers()) expect(path, name).toBe("search_path=public, pg_temp");
  });

  test("cannot be called by the application where only other functions need them [G04]", async () => {
    const inner = (await definers()).filter(({ callable }) => !callable).map(({ name }) => name);
    expect(inner).toEqual([
      "comparison_standing",
      "picture_children_again",
      "places_not_to_import",
      "refuse_foreign_marks",
      "refuse_foreign_rows",
      "row_of_own_school_was_refused",
    ]);
  });
});
