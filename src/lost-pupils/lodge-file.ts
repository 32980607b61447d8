import { mayDo, postsAllowing, requireAct } from "../access/index.ts";
import { dayOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { NotAllowed } from "../database/index.ts";
import { tellOpenCases } from "../enquiries/index.ts";
import type { Way } from "./lost-pupil.ts";
import { fileCalled, insertFile, sameWaiting, schoolNumbered } from "./lost-pupils.store.ts";
import { readLostPupilFile } from "./read-file.ts";

/** A file as somebody sends it. */
export type SentFile = {
  fileName: string;
  content: Buffer;
  came: Way;
  scan: { clean: boolean; said: string | null };
  /** When School to School lets it go, where the sender knows. */
  agesOutOn?: Temporal.PlainDate | undefined;
  /** Whose it is, where the program made it; else its UPN tells. */
  childId?: number;
};

export type Lodged = { reference: string } | { mend: string[] };

/**
 * Puts a transfer file into the store of lost pupils (acts send-transfer-file, keep-lost-pupils), and has the program look for
 * the pupil. A school sends its own files, an officer those of any school that its authority keeps. [F05] [F07]
 * @throws NotAllowed for a school's file sent by somebody who speaks for neither.
 */
export async function lodgeFile(context: Context, sent: SentFile): Promise<Lodged> {
  if (!sent.scan.clean)
    return { mend: ["The file has a virus and was not kept. Make it again on another computer."] };
  const read = await readLostPupilFile(sent.content, { ...sent, today: dayOf(context.now) });
  if ("mend" in read) return read;
  const { source, destination, fileName, content, identity } = read;
  const school = await schoolNumbered(context.database, source);
  const place = placeOf(context, school);
  if ("mend" in place) return place;
  const kept = { ...place, source, identity };
  const before = await sameWaiting(context.database, kept);
  if (before)
    return { mend: [`This pupil's file from this school waits in the store already, as ${before}.`] };
  const reference = await insertFile(context, {
    ...{ ...kept, childId: sent.childId ?? null, came: sent.came, destination, fileName, content },
    ...{ scanned: sent.scan.said, agesOutOn: sent.agesOutOn ?? null },
  });
  await context.audit({
    ...{
      act: "put a file into the store of lost pupils",
      subject: "lost pupil",
      authorityId: place.authorityId,
    },
    details: { reference, came: sent.came, destination },
  });
  const lodged = await fileCalled(context.database, reference);
  const rejected = sent.came === "rejected" ? [{ kind: "records-rejected", details: {} } as const] : [];
  await tellOpenCases(
    context,
    [lodged?.childId],
    [...rejected, { kind: "records-sent", details: { to: "lost-pupils" } }],
  );
  await context.jobs.send(context.database, "find-lost-pupils", {});
  return { reference };
}

/** Whose store it goes to: the sender's own. */
function placeOf(
  { viewer }: Context,
  school: { id: number; name: string; authorityId: number } | undefined,
): { authorityId: number; schoolId: number | null } | { mend: string[] } {
  const [keeper] = postsAllowing(viewer, "keep-lost-pupils");
  if (keeper) {
    const isOurs = school !== undefined && school.authorityId === keeper.authorityId;
    requireAct(viewer, "keep-lost-pupils", { authorityId: keeper.authorityId });
    return { authorityId: keeper.authorityId, schoolId: isOurs ? school.id : null };
  }
  if (postsAllowing(viewer, "send-transfer-file").length === 0) throw new NotAllowed("send-transfer-file");
  if (
    !school ||
    !mayDo(viewer, "send-transfer-file", { authorityId: school.authorityId, schoolId: school.id })
  )
    return {
      mend: ["The file comes from another school than yours. Only your own school's files can be sent here."],
    };
  return { authorityId: school.authorityId, schoolId: school.id };
}
