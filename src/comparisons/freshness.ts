import { type List, lists } from "../children/index.ts";
import { londonDay } from "../web/design/words.ts";
import type { ListCame } from "./overview.store.ts";

/** After how many days a list is late. It is no duty of a procedure, but how often such files are sent. [B01 partly] */
const lateAfter: Readonly<Partial<Record<List, number>>> = {
  "school-roll": 31,
  health: 366,
  "admissions-application": 31,
  "admissions-offer": 31,
  "home-education": 31,
  "police-missing": 7,
};

/** How fresh one list is. */
export type Freshness = { list: List; title: string; on: Temporal.PlainDate | undefined; late: boolean };

/** How fresh the lists are that a comparison stands on; a list that never came, or not for longer than it should, is late. */
export function freshnessOf(
  sources: readonly List[],
  came: readonly ListCame[],
  today: Temporal.PlainDate,
): Freshness[] {
  return sources.map((list) => {
    const at = came.find((one) => one.list === list)?.at;
    const on = at && londonDay(at);
    const days = lateAfter[list];
    return {
      list,
      title: lists[list].title,
      on,
      late: days !== undefined && (on === undefined || on.until(today).days > days),
    };
  });
}
