import { z } from "zod";
import { optionalDay, readForm, type Typed } from "../web/design/index.ts";
import { firstDayOfGrounds } from "./grounds.ts";

/** Which day a removal concerns: none typed is today. Grounds are held from 2006 on. */
export function chooseGroundForm(today: Temporal.PlainDate) {
  return z.object({
    judgedOn: optionalDay("day that the removal concerns", {
      from: { day: firstDayOfGrounds, called: "the first day of the 2006 Regulations" },
      upTo: today,
    }),
  });
}

/** The day that a draft says the removal concerns; today where it says none, or none that can be. [F01] */
export function judgedOnIn(draft: Typed | undefined, today: Temporal.PlainDate): Temporal.PlainDate {
  const read = readForm(chooseGroundForm(today), draft ?? {});
  return ("values" in read && read.values.judgedOn) || today;
}
