import { mayDo, postsAllowing, type Viewer } from "../access/index.ts";
import { bankHolidaysOfEngland, dayOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import { dayInWords } from "../web/design/words.ts";
import { type Horizon, horizonOfBankHolidays, isShown } from "./horizon.ts";
import { type PlaceReach, reachOf } from "./reach-of-terms.ts";
import { lastYearsSpans } from "./terms.store.ts";
import { placesToSendFor } from "./terms-changed.ts";

/** More names would hide the days. */
const namesSaid = 3;

/** What the viewer's calendars will soon lack, a sentence each, soonest first; empty for who may not send term dates. */
export async function calendarNotices(
  context: Pick<Context, "database" | "viewer" | "procedures" | "now">,
): Promise<string[]> {
  if (!mayDo(context.viewer, "import-terms")) return [];
  const places = await placesToSendFor(context.database, context.viewer);
  const known = await lastYearsSpans(context.database, places);
  return noticesOf(reachOf(places, known, context.procedures), context);
}

/**
 * A sentence for each day on which calendars end too early. Of bank holidays only to who looks after an authority: the
 * mend is a newer version of the program, which no school can bring.
 */
export function noticesOf(
  reaches: readonly PlaceReach[],
  { viewer, procedures, now }: Pick<Context, "viewer" | "procedures" | "now">,
): string[] {
  const today = dayOf(now);
  const without = reaches.filter(({ schoolId, until }) => schoolId === null && until === undefined);
  const ending = reaches.flatMap(({ name, horizon }) =>
    horizon && isShown(horizon, today) ? [{ name, horizon }] : [],
  );
  const together = Map.groupBy(
    ending,
    ({ horizon }) => `${horizon.lastStart} ${horizon.ends} ${horizon.unit}`,
  );
  const inOrder = [...together].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
  const holidays = horizonOfBankHolidays(
    { bankHolidays: bankHolidaysOfEngland, schools: new Map(), authorities: new Map() },
    procedures,
  );
  return [
    ...without.map(
      ({ name }) =>
        `No term dates of ${name} are known: deadlines counted in school days cannot be worked out.`,
    ),
    ...inOrder.flatMap(([first, ...others]) =>
      first
        ? [sentence(`Term dates of ${names([first, ...others].map(({ name }) => name))}`, first.horizon)]
        : [],
    ),
    ...(looksAfterAuthority(viewer) && holidays && isShown(holidays, today)
      ? [`${sentence(bankHolidaysOfEngland.called, holidays)} Bring in a newer version of Keepsight.`]
      : []),
  ];
}

function looksAfterAuthority(viewer: Viewer): boolean {
  return postsAllowing(viewer, "import-terms").some(({ schoolId }) => schoolId === null);
}

function sentence(what: string, { ends, lastStart, unit }: Horizon): string {
  return `${what} end on ${dayInWords(ends)}: deadlines counted in ${unit} after ${dayInWords(lastStart)} cannot be worked out.`;
}

function names(all: readonly string[]): string {
  const said = all.length > namesSaid + 1 ? all.slice(0, namesSaid) : all;
  const last = said === all ? said.at(-1) : `${all.length - namesSaid} others`;
  const before = said === all ? said.slice(0, -1) : said;
  return before.length === 0 ? `${last}` : `${before.join(", ")} and ${last}`;
}
