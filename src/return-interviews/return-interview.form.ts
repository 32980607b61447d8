import { z } from "zod";
import { zone } from "../calendar/index.ts";
import { day } from "../web/design/date-fields.ts";
import type { InterviewTold } from "./record-return-interview.ts";
import { outcomes } from "./return-interviews.store.ts";

const timeWanted = "Enter the time with hours and minutes, such as 14:30";

/** What came of the talk, as it is typed; `asksOfSafety` where the page asks it, for there is a case to tell. */
export const returnInterviewForm = (now: Temporal.Instant, { asksOfSafety }: { asksOfSafety: boolean }) =>
  z
    .object({
      outcome: z.enum(outcomes),
      happenedOn: day("day of the talk, or of the attempt", {
        upTo: now.toZonedDateTimeISO(zone).toPlainDate(),
      }),
      happenedAt: z.string().regex(/^([01]?\d|2[0-3])[:.][0-5]\d$/, timeWanted),
      heldBy: z.string().max(200),
      whyNot: z.string().max(1000).optional(),
      learnt: z.string().max(4000).optional(),
      news: z.string().max(2000).optional(),
      concern: z.enum(["yes", "no"]).optional(),
    })
    .transform((sent, context): InterviewTold => {
      const [hour = 0, minute = 0] = sent.happenedAt.split(/[:.]/).map(Number);
      const happenedAt = sent.happenedOn
        .toZonedDateTime({ timeZone: zone, plainTime: { hour, minute } })
        .toInstant();
      const want = (name: string, message: string) =>
        context.addIssue({ code: "custom", message, path: [name] });
      if (Temporal.Instant.compare(happenedAt, now) > 0) want("happenedAt", "This time is still to come");
      if (sent.outcome === "could-not" && !sent.whyNot) want("whyNot", "Say why it could not be held");
      // Nothing that was typed is dropped in silence.
      if (sent.outcome !== "held" && sent.learnt)
        want(
          "learnt",
          "You wrote what the young person told. Choose that the interview was held, or take it out",
        );
      // What nobody answered is no "no".
      if (asksOfSafety && sent.outcome === "held" && !sent.concern)
        want("concern", "Choose if there is reason to fear for the child's safety");
      return {
        ...{ outcome: sent.outcome, happenedAt, heldBy: sent.heldBy },
        whyNot: sent.outcome === "could-not" ? (sent.whyNot ?? "") : "",
        learnt: sent.outcome === "held" ? (sent.learnt ?? "") : "",
        ...{ news: sent.news ?? "", concern: sent.concern === "yes" },
      };
    });

export const returnInterviewNames = {
  outcome: "what came of it",
  happenedAt: "the time",
  heldBy: "who talked with the young person, or tried to",
};
