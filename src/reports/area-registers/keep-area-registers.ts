import { type Authority, areasOf, authoritiesKnown, programItself } from "../../access/index.ts";
import { dayOf } from "../../calendar/index.ts";
import { type Context, type Keepsight, perform } from "../../context.ts";
import { databaseFor } from "../../database/index.ts";
import { eachInTurn } from "../../jobs/each-in-turn.ts";
import { postEmail } from "../../post/index.ts";
import { isOwedNow } from "../../procedures/index.ts";
import { dutiesMetBy, recordDutyDoneHere } from "../../standing-duties/index.ts";
import { counted, dayInWords } from "../../web/design/words.ts";
import { letterOwed, lineOf } from "./area-register.ts";
import {
  casesForRegisters,
  insertLetterSent,
  insertRegister,
  lastRegisters,
  leadsOf,
  lettersSent,
} from "./area-registers.store.ts";

/**
 * Makes the register of each area on the day by which the procedure wants it sent, tells and reminds the area leads by a link, and records
 * that the areas' news is in once it is; each authority in a transaction of its own, and to do it twice changes nothing. [H02] [C27]
 */
export async function keepAreaRegisters(keepsight: Keepsight): Promise<void> {
  const viewer = await programItself(databaseFor(keepsight.pool, undefined));
  const call = { viewer, act: "do-standing-duty", request: "area registers" } as const;
  const authorities = await authoritiesKnown(databaseFor(keepsight.pool, viewer.personId));
  await eachInTurn(authorities, (authority) =>
    perform(keepsight, call, async (context) => {
      await makeRegisters(context, authority);
      await recordThatAllIsIn(context, authority);
      await writeToLeads(context, authority);
      return null;
    }),
  );
}

async function makeRegisters(context: Context, authority: Authority): Promise<void> {
  const today = dayOf(context.now);
  const owed = (await dutiesMetBy(context, authority, "register-to-areas")).filter(
    (duty) => isOwedNow(duty) && Temporal.PlainDate.compare(dayOf(duty.dueAt), today) <= 0,
  );
  if (owed.length === 0) return;
  const areas = await areasOf(context.database, authority.id);
  const cases = Map.groupBy(await casesForRegisters(context.database, authority.id), ({ areaId }) => areaId);
  const of = cases.has(null) ? [null, ...areas.map(({ id }) => id)] : areas.map(({ id }) => id);
  const dutyFactId = await recordDutyDoneHere(context, authority, {
    task: "register-to-areas",
    note: `The program made the registers of ${counted(areas.length, "area")}.`,
  });
  if (dutyFactId === undefined) return;
  for (const areaId of of) {
    const lines = (cases.get(areaId) ?? []).map((kase) => ({ caseId: kase.caseId, told: lineOf(kase) }));
    const id = await insertRegister(context, { authorityId: authority.id, areaId, dutyFactId }, lines);
    await context.audit({
      ...{ act: "made area register", subject: "list", authorityId: authority.id },
      details: { register: id, rows: lines.length, cases: lines.map(({ caseId }) => caseId) },
    });
  }
}

/** The duty of this month's registers to bring the areas' news back. */
async function newsDuty(context: Context, authority: Authority, dutyFactId: number | undefined) {
  const duties = await dutiesMetBy(context, authority, "area-updates");
  return duties.find(({ startedBy }) => startedBy === dutyFactId);
}

async function recordThatAllIsIn(context: Context, authority: Authority): Promise<void> {
  const registers = await lastRegisters(context.database, authority.id);
  if (registers.some(({ lines, answered }) => answered < lines)) return;
  const duty = await newsDuty(context, authority, registers[0]?.dutyFactId);
  if (!duty || !isOwedNow(duty)) return;
  await recordDutyDoneHere(context, authority, {
    task: "area-updates",
    note: "Something was said of every child on the registers of the areas.",
  });
}

async function writeToLeads(context: Context, authority: Authority): Promise<void> {
  const registers = await lastRegisters(context.database, authority.id);
  const [duty, sent, leads] = await Promise.all([
    newsDuty(context, authority, registers[0]?.dutyFactId),
    lettersSent(
      context.database,
      registers.map(({ id }) => id),
    ),
    leadsOf(
      context.database,
      registers.flatMap(({ areaId }) => areaId ?? []),
      dayOf(context.now),
    ),
  ]);
  for (const { id, areaId, lines, answered, madeAt } of registers) {
    const to = leads.filter((lead) => lead.areaId === areaId);
    const gone = (sent.get(id) ?? []).map(({ kind }) => kind);
    const kind = letterOwed({ waiting: lines - answered, sent: gone }, duty);
    if (!kind || to.length === 0) continue;
    for (const { email } of to)
      await postEmail(context, {
        ...{ authorityId: authority.id, council: authority.name, to: email },
        ...{ about: kind === "ready" ? "area-register" : "area-register-again" },
        ...{ reference: dayInWords(dayOf(madeAt)), secret: `/area-registers/${id}` },
      });
    await insertLetterSent(context, { registerId: id, kind, sentTo: to.length });
  }
}
