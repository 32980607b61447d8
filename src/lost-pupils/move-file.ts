import { requireAct } from "../access/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { tellOpenCases } from "../enquiries/index.ts";
import { fileCalled, holdFile, insertStep, type LostPupil, schoolNumbered } from "./lost-pupils.store.ts";
import { matchesOf } from "./matches.store.ts";

/** What a keeper does with a file. */
export type Move =
  /** To a pupil whom the program found, to a school of the system by its number, or outside it: where and how. */
  | { move: "hand-over"; matchId: number }
  | { move: "hand-over"; laestab: string }
  | { move: "hand-over"; outside: string }
  | { move: "withdraw"; why: string }
  | { move: "wait-again"; why: string }
  | { move: "not-the-child"; matchId: number; why: string };

export type Moved = "moved" | "moved-already" | "no-such-school" | "no-such-match";

/**
 * Hands a file over, withdraws it, has it wait again, or says that a pupil who was found is not this child (act
 * keep-lost-pupils): a step in its ledger, and in the child's open case that the records went. What was kept stays kept. [F05] [F07]
 * @throws NotFound for a file that the viewer may not know of, NotAllowed in another authority.
 */
export async function moveFile(context: Context, reference: string, move: Move): Promise<Moved> {
  const found = await fileCalled(context.database, reference);
  if (!found) throw new NotFound();
  requireAct(context.viewer, "keep-lost-pupils", { authorityId: found.authorityId });
  await holdFile(context.database, found.id);
  // As it stands now that nobody else can move it.
  const file = (await fileCalled(context.database, reference)) ?? found;
  const waits = file.moved === null || file.moved === "waits-again";
  if (file.deleted || waits === (move.move === "wait-again")) return "moved-already";
  const step = await stepFor(context, file, move);
  if (typeof step === "string") return step;
  await insertStep(context, file.id, step);
  // The case of the child who was lost, and of the pupil who came, which may be another authority's.
  if (step.step === "handed-over")
    await tellOpenCases(
      context,
      [file.childId, step.foundChildId],
      [{ kind: "records-sent", details: { to: "new-school" } }],
    );
  await context.audit({
    ...{
      act: `lost pupil: ${step.step}`,
      subject: "lost pupil",
      subjectId: file.id,
      authorityId: file.authorityId,
    },
    ...(file.childId !== null && { childId: file.childId }),
    details: { reference, toSchool: step.toSchoolId ?? null },
  });
  return "moved";
}

type NewStep = Parameters<typeof insertStep>[2] & { foundChildId?: number | null };

async function stepFor({ database }: Context, file: LostPupil, move: Move): Promise<NewStep | Moved> {
  if (move.move === "withdraw") return { step: "withdrawn", words: move.why };
  if (move.move === "wait-again") return { step: "waits-again", words: move.why };
  if ("outside" in move) return { step: "handed-over", words: move.outside };
  if ("laestab" in move) {
    const school = await schoolNumbered(database, move.laestab);
    return school ? { step: "handed-over", toSchoolId: school.id } : "no-such-school";
  }
  const match = (await matchesOf(database, file.id)).find(({ id }) => id === move.matchId);
  if (!match || match.setAside !== null) return "no-such-match";
  if (move.move === "not-the-child") return { step: "not-the-child", matchId: match.id, words: move.why };
  return { step: "handed-over", toSchoolId: match.schoolId, matchId: match.id, foundChildId: match.childId };
}
