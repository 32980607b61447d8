import { type ConnectionPool, databaseFor } from "../database/index.ts";
import type { Procedure } from "./procedure.ts";
import { ProcedureMistakes } from "./procedures.store.ts";
import { isOwn, type OwnVersion } from "./procedures-of.ts";
import { readProcedure } from "./read-procedure.ts";

/** A running program, as far as its procedures go. */
type Program = { procedures: readonly Procedure[]; pool: ConnectionPool; now: () => Temporal.Instant };

const askedEvery = Temporal.Duration.from({ seconds: 5 });

type Shelf = { askedAt: Temporal.Instant; asking: Promise<void> };
const shelves = new WeakMap<Program, Shelf>();

/**
 * Lets a running program take up the versions that authorities have put in force, here or in another process: their
 * number is asked for at most every five seconds. A version is followed a minute after it was put in force, so every
 * process has it by then. Throws ProcedureMistakes when one of them can no longer be read.
 */
export function takeUpVersions(program: Program): Promise<void> {
  const now = program.now();
  const shelf = shelves.get(program);
  if (shelf && Temporal.Duration.compare(shelf.askedAt.until(now).abs(), askedEvery) < 0) return shelf.asking;
  const asking = takeUpNew(program);
  shelves.set(program, { askedAt: now, asking });
  // What could not be asked is asked again by the next who comes.
  asking.catch(() => shelves.delete(program));
  return asking;
}

async function takeUpNew(program: Program): Promise<void> {
  const database = databaseFor(program.pool, undefined);
  const own = program.procedures.filter(isOwn);
  const { count } = await database
    .selectFrom("procedure_decisions")
    .where("decision", "=", "in-force")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  if (Number(count) === own.length) return;
  const rows = await database
    .selectFrom("procedure_decisions as decided")
    .innerJoin("procedure_texts as text", (join) =>
      join
        .onRef("text.version_id", "=", "decided.version_id")
        .onRef("text.revision", "=", "decided.revision"),
    )
    .where("decided.decision", "=", "in-force")
    .select(["decided.version_id as id", "decided.authority_id as authorityId", "text.body"])
    .select(["decided.in_force_from as from", "decided.followed_from as followedFrom"])
    .orderBy("decided.followed_from")
    .orderBy("decided.version_id")
    .execute();
  const versions = rows.map(({ id, authorityId, body, from, followedFrom }): OwnVersion => {
    const read = readProcedure(body);
    if ("mistakes" in read || !from || !followedFrom) throw new ProcedureMistakes(unreadable(id, read));
    return { ...read.procedure, inForceFrom: from, authorityId, followedFrom };
  });
  program.procedures = [...program.procedures.filter((each) => !isOwn(each)), ...versions];
}

function unreadable(id: number, read: ReturnType<typeof readProcedure>): string {
  const mistakes = "mistakes" in read ? read.mistakes : [];
  return mistakes
    .map(({ line, field, mend }) => `own version ${id}, line ${line}, ${field}: ${mend}`)
    .join("\n");
}
