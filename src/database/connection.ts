import { setTimeout as wait } from "node:timers/promises";
import {
  Kysely,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  type PostgresPool,
  PostgresQueryCompiler,
} from "kysely";
import pg from "pg";
import { inQuestionSpan } from "./question-spans.ts";
import type { DB } from "./tables.generated.ts";

export type Database = Kysely<DB>;

const { INT8, NUMERIC, DATE, TIMESTAMPTZ } = pg.types.builtins;

/** How the record's columns are read: identifiers stay far below 2^53; a day is a PlainDate and an instant an Instant. */
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: Number,
  [NUMERIC]: Number,
  [DATE]: (text) => Temporal.PlainDate.from(text),
  [TIMESTAMPTZ]: (text) => Temporal.Instant.from(text.replace(" ", "T")),
};

/** For the `types` of a connection of our own. Never set for all: the job queue reads its tables with the driver's. */
export const recordTypes = {
  getTypeParser: (oid: number, format?: "text" | "binary") =>
    (format !== "binary" && parsers[oid]) || pg.types.getTypeParser(oid, format),
} as pg.CustomTypesConfig;

function sendable(value: unknown): unknown {
  return value instanceof Temporal.Instant || value instanceof Temporal.PlainDate ? value.toString() : value;
}

export type ConnectionPool = pg.Pool;

/**
 * A pool of connections as the application's own role, which row-level security binds. Queries on one connection are
 * pipelined. A statement is planned once on each: to plan a list under row-level security anew for each set of
 * parameters took twice as long as to run it (My work: 3.6 ms and 1.6 ms). What the best plan depends on, a limit or the
 * condition of a partial index, therefore stands in the statement's text and is no parameter.
 */
export function connectionPool(url: string, size: number): ConnectionPool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    pipeline: true,
    application_name: "keepsight",
    types: recordTypes,
    options: "-c plan_cache_mode=force_generic_plan",
  } as pg.PoolConfig);
  // A connection that dies while idle is replaced at the next use; without a listener Node would stop the program.
  pool.on("error", () => {});
  return pool;
}

/**
 * The database as one person may see it. The person travels in front of each query in the same packet, so that no
 * extra round trip is paid and no connection can be used under the person before.
 * `personId` undefined: the program itself, which row-level security shows nothing of any child.
 */
export function databaseFor(pool: ConnectionPool, personId: number | undefined): Database {
  if (personId !== undefined) return databaseOf(pool, () => connectionViewing(pool, personId));
  const own = programsOwn.get(pool) ?? databaseOf(pool, () => connectionViewing(pool, undefined));
  programsOwn.set(pool, own);
  return own;
}

// Each request asks for its session through it.
const programsOwn = new WeakMap<ConnectionPool, Database>();

/**
 * The same for reading a page: questions that are asked at once go along one connection, one after another in one packet.
 * A connection each cost the program and the database more than answering most of them. It begins no transaction, in
 * which the other questions would find themselves.
 */
export function readingDatabaseFor(pool: ConnectionPool, personId: number): Database {
  let open: { connection: Promise<PostgresClient>; users: number } | undefined;
  return databaseOf(pool, async () => {
    open ??= { connection: connectionViewing(pool, personId), users: 0 };
    const shared = open;
    shared.users += 1;
    const leave = (): boolean => {
      shared.users -= 1;
      if (shared.users === 0 && open === shared) open = undefined;
      return shared.users === 0;
    };
    try {
      const { query, release } = await shared.connection;
      return {
        query: (text: string, values: readonly unknown[]) => {
          if (/^(begin|start)/i.test(text)) throw new Error("A page that is read begins no transaction.");
          return query(text, values);
        },
        release: (discarded?: boolean) => {
          if (leave()) release(discarded);
        },
      } as PostgresClient;
    } catch (fault) {
      leave();
      throw fault;
    }
  });
}

function databaseOf(pool: ConnectionPool, connect: () => Promise<PostgresClient>): Database {
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () =>
        new PostgresDriver({ pool: { connect, end: async () => {}, options: pool.options } }),
      createQueryCompiler: () => new PostgresQueryCompiler(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
  });
}

type PostgresClient = Awaited<ReturnType<PostgresPool["connect"]>>;

async function connectionViewing(
  pool: ConnectionPool,
  personId: number | undefined,
): Promise<PostgresClient> {
  const client = await pool.connect();
  // What is asked in this turn leaves in one packet, the viewer first.
  const { stream } = client.connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
  const set = client.query({
    name: "viewer",
    text: "select set_config('keepsight.person', $1, false)",
    values: [personId === undefined ? "" : String(personId)],
  });
  set.catch(() => {});
  let isInTransaction = false;
  const ask = async (text: string, values: readonly unknown[]) => {
    const sent = client.query({ ...statementName(text), text, values: values.map(sendable) });
    sent.catch(() => {});
    const isAlone = !isInTransaction;
    isInTransaction = beginning.test(text) || (isInTransaction && !ending.test(text));
    // A query whose viewer was not set has no answer, whatever it returned.
    await set;
    try {
      return await sent;
    } catch (fault) {
      if (isOutgrown(fault)) forgetStatement(text);
      // Within a transaction all is lost by then. Least of all is its end asked for again: it would succeed, with nothing kept.
      if (!isAlone || !isPassing(fault)) throw fault;
      return unlessInTheWay(() => client.query({ text, values: values.map(sendable) }));
    }
  };
  const query = (text: string, values: readonly unknown[]) => inQuestionSpan(text, () => ask(text, values));
  return { query, release: (discarded?: boolean) => client.release(discarded) } as unknown as PostgresClient;
}

const statementNames = new Map<string, string | undefined>();
const mostStatements = 500;

const [beginning, ending] = [/^(begin|start)/i, /^(commit|rollback)$/i];

const codeOf = (fault: unknown) => (fault as { code?: string }).code;

/**
 * Whether the answer of a prepared statement has got another shape since, as that of `returning *` has when the release
 * after this one adds a column while this one still runs. A connection refuses that statement for ever.
 */
function isOutgrown(fault: unknown): boolean {
  return codeOf(fault) === "0A000" && (fault as { routine?: string }).routine === "RevalidateCachedQuery";
}

/** Whether a migration waited for this in turn, and PostgreSQL ended this one. */
function isDeadlock(fault: unknown): boolean {
  return codeOf(fault) === "40P01";
}

/** What is refused with nothing of it kept, and may be asked anew: nobody need hear of it. */
function isPassing(fault: unknown): boolean {
  return isOutgrown(fault) || isDeadlock(fault);
}

/** Milliseconds to leave a migration that was in the way, before each time that the same is begun anew. */
const pauses = [100, 300, 900, 2700];

/**
 * Begins anew what a migration that goes on meanwhile ended, four times at most and later each time. A statement that was
 * outgrown is begun anew at once, and however many there are: each is so once.
 */
async function unlessInTheWay<T>(work: () => Promise<T>, times = 0): Promise<T> {
  try {
    return await work();
  } catch (fault) {
    if (isOutgrown(fault)) return unlessInTheWay(work, times);
    const pause = pauses[times];
    if (!isDeadlock(fault) || pause === undefined) throw fault;
    await wait(pause);
    return unlessInTheWay(work, times + 1);
  }
}

/** The statement is planned at each use from now on, on every connection. */
function forgetStatement(text: string): void {
  statementNames.set(text, undefined);
}

/** Prepared once per connection: planning under row-level security costs more than running most of our queries. */
function statementName(text: string): { name: string } | undefined {
  const known = statementNames.get(text);
  if (known) return { name: known };
  if (
    statementNames.has(text) ||
    statementNames.size >= mostStatements ||
    text.length > 20_000 ||
    beginning.test(text) ||
    ending.test(text)
  )
    return undefined;
  const name = `q${statementNames.size}`;
  statementNames.set(text, name);
  return { name };
}

/** Runs `work` in one transaction as one person: all of it happens or none. */
export function inTransaction<T>(
  database: Database,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  return database.transaction().execute(work);
}

/**
 * The same, begun anew when a migration that went on meanwhile ended it: nothing of it was kept. `work` may therefore run
 * more than once, and must change nothing but the database.
 */
export function inTransactionOrAgain<T>(
  database: Database,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  return unlessInTheWay(() => inTransaction(database, work));
}
