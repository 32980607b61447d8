import { z } from "zod";
import { readPostcode } from "../children/index.ts";
import { optionalDay } from "../web/design/index.ts";
import type { Answer } from "./answer.ts";

const words = z.string().max(2000).default("");

/**
 * An answer as it is typed, by a school or by anybody else; `today` is the last day on which a child can have started. For
 * a school, being on its roll wants the day and if the child attends. [B08, E01]
 */
export function answerForm({ ofSchool, today }: { ofSchool: boolean; today: Temporal.PlainDate }) {
  return z
    .object({
      answer: z.enum(["on-roll", "knows-family", "nothing-known", "not-sure"], {
        error: ofSchool ? "Choose whether the child is on your roll" : "Choose what you know",
      }),
      school: words,
      started: z.unknown().optional(),
      attending: z.enum(["yes", "no"]).optional(),
      where: z.enum(["inside", "outside", "unknown"]).default("unknown"),
      address: words,
      postcode: z.string().optional(),
      note: words,
    })
    .transform((sent, context): Answer => {
      const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", message, path });
      const onRoll = sent.answer === "on-roll";
      const known = sent.answer === "knows-family";
      // A day is read under its own answer alone: under another nobody could mend it, for scripts hide it there.
      const read = optionalDay("day on which the child started", { upTo: today }).safeParse(
        onRoll ? sent.started : undefined,
      );
      for (const { path, message } of read.error?.issues ?? [])
        refuse(["started", ...path.map(String)], message);
      const started = read.data;
      if (!onRoll && sent.started !== undefined)
        refuse(["answer"], underAnother("a day", ofSchool ? "Yes" : "The child is on the roll of a school"));
      // Without scripts every field is in sight. What was typed under another answer is never dropped in silence.
      if (!known && (sent.address || sent.postcode))
        refuse(["answer"], underAnother("an address", "We know the family"));
      if (!onRoll && sent.school)
        refuse(["answer"], underAnother("the name of a school", "The child is on the roll of a school"));
      const postcode = known && sent.postcode !== undefined ? readPostcode(sent.postcode) : null;
      if (postcode === undefined)
        refuse(["postcode"], "The postcode must be whole, like EA4 7DN, or left empty");
      if (onRoll && ofSchool && read.success && !started)
        refuse(["started", "day"], "Enter the day on which the child started");
      if (onRoll && ofSchool && !sent.attending) refuse(["attending"], "Choose whether the child attends");
      if (onRoll && !ofSchool && !sent.school) refuse(["school"], "Enter the name of the school");
      if (sent.answer === "not-sure" && !sent.note)
        refuse(["note"], "Say what you know, and what is not clear");
      return {
        answer: sent.answer,
        schoolName: onRoll ? sent.school : "",
        startedOn: (onRoll && started) || null,
        attending: onRoll && sent.attending ? sent.attending === "yes" : null,
        where: known ? sent.where : "unknown",
        address: known ? sent.address : "",
        postcode: known ? (postcode ?? null) : null,
        note: sent.note,
      };
    });
}

function underAnother(typed: string, answer: string): string {
  return `You typed ${typed} under another answer. Choose “${answer}”, or move it to “Anything else that helps to find the child”`;
}

/** Who told an answer that came by telephone or letter. */
export const toldBy = z.object({
  "told-by": z.string({ error: "Enter who told you, and how" }).max(200),
});
