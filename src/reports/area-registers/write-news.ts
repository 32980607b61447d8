import { requireAct } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { recordFact } from "../../cases/index.ts";
import type { Context } from "../../context.ts";
import { NotFound } from "../../database/index.ts";
import { type News, noteOfNews } from "./area-register.ts";
import { casesOfLines, insertNews, registerNumbered } from "./area-registers.store.ts";

/**
 * Records what an area says of children on its register (act add-note): each is a note in its case, beside what others write. Answers of
 * how many.
 * @throws NotFound for a register or a line that the viewer may not know of, NotAllowed in another area. [H02] [C30]
 */
export async function writeNews(
  context: Context,
  registerId: number,
  news: readonly News[],
): Promise<{ written: number }> {
  const register = await registerNumbered(context.database, registerId);
  if (!register) throw new NotFound();
  const { authorityId, areaId, madeAt } = register;
  requireAct(context.viewer, "add-note", { authorityId, areaId });
  const cases = await casesOfLines(
    context.database,
    registerId,
    news.map(({ lineId }) => lineId),
  );
  for (const { lineId, words } of news) {
    const caseId = cases.get(lineId);
    if (caseId === undefined) throw new NotFound();
    const details = { note: noteOfNews(dayOf(madeAt), words) };
    const factId = await recordFact(context, caseId, { kind: "note-made", details });
    await insertNews(context, { lineId, caseId, factId, words });
  }
  await context.audit({
    ...{ act: "wrote news on area register", subject: "list", authorityId },
    details: { register: registerId, cases: [...cases.values()] },
  });
  return { written: news.length };
}
