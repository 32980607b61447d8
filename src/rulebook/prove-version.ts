import { appendEntries } from "../audit/index.ts";
import { CalendarTooShort, NoTermDates } from "../calendar/index.ts";
import { calendarsOf, factsKnownAt } from "../cases/index.ts";
import { type Database, inTransaction } from "../database/index.ts";
import { type Procedure, readProcedure } from "../procedures/index.ts";
import { insertMoved, openCasesAfter } from "./moved-deadlines.store.ts";
import { type MovedCounts, movedInCase, nothingMoved, withMoved } from "./moved-deadlines.ts";
import { beginProof, endProof, type ProofAsked } from "./proofs.store.ts";
import { proveText } from "./prove-text.ts";
import { textsTogether } from "./proved-together.ts";

const casesAtOnce = 500;

/** What the worker proves with: the owner's database, which sees every case, and the procedures that are followed. */
export type Prover = { database: Database; procedures: readonly Procedure[]; now: Temporal.Instant };

/**
 * Proves one text of an authority's own version, as it was asked for, and works out which of the authority's open
 * deadlines would move under it. In one transaction, so that a worker that dies leaves nothing half done. Once a proof
 * is done, proving it again changes nothing.
 */
export async function proveVersion(prover: Prover, proofId: number): Promise<void> {
  const asked = await beginProof(prover.database, proofId);
  if (!asked) return;
  const read = readProcedure(asked.body);
  const together = "procedure" in read ? await textsTogether(prover, asked, read.procedure) : [];
  const faults = await proveText(asked.body, together);
  await inTransaction(prover.database, async (database) => {
    const moved =
      faults.length === 0 && "procedure" in read
        ? await keepMoved({ ...prover, database }, asked, read.procedure)
        : undefined;
    await endProof(database, asked, { faults, moved, at: prover.now });
    await appendEntries(database, [
      {
        act: "proved procedure version",
        ...{ at: prover.now, personId: asked.madeBy, request: `proof ${proofId}` },
        ...{ subject: "procedure version", subjectId: asked.versionId, authorityId: asked.authorityId },
        details: { faults: faults.length, moved: moved?.deadlines ?? null },
      },
    ]);
  });
}

async function keepMoved(
  { database, procedures, now }: Prover,
  asked: ProofAsked,
  to: Procedure,
): Promise<MovedCounts> {
  let counts = nothingMoved;
  const held = to.runsWith.length === 0 ? [asked.procedure] : to.runsWith;
  for (let after = 0; ; ) {
    const cases = await openCasesAfter(database, asked.authorityId, held, after, casesAtOnce);
    const last = cases.at(-1);
    if (!last) return counts;
    const ids = cases.map(({ id }) => id);
    const facts = await factsKnownAt(database, ids, now);
    const calendars = await calendarsOf(database, cases);
    const place = counts.deadlines;
    const found: Parameters<typeof insertMoved>[3][number][] = [];
    for (const kase of cases) {
      const known = { facts: facts.get(kase.id) ?? [], calendars };
      const moved = movedUnlessUncountable(() => movedInCase(kase, known, { procedures, to, now }));
      if (moved === undefined) counts = { ...counts, uncounted: counts.uncounted + 1 };
      else {
        counts = withMoved(counts, moved);
        found.push(...moved.map((each) => ({ ...each, caseId: kase.id })));
      }
    }
    await insertMoved(database, asked.id, place, found);
    after = last.id;
  }
}

/** A case whose terms are not known does not stop the list; it is counted apart. */
function movedUnlessUncountable<Moved>(moved: () => Moved): Moved | undefined {
  try {
    return moved();
  } catch (fault) {
    if (fault instanceof CalendarTooShort || fault instanceof NoTermDates) return undefined;
    throw fault;
  }
}
