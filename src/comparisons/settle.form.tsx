import { z } from "zod";
import { largestId } from "../web/asked.ts";
import {
  choices,
  type FormErrors,
  fieldsOf,
  GovukButton,
  GovukRadios,
  GovukTextarea,
  type Typed,
} from "../web/design/index.ts";

export const usualQuestion =
  "Our lists show no school for this child. Is the child on your roll? If not, where did the child go, and how do you know?";

/** What is done about the ticked findings. */
export const settleForm = z
  .object({
    finding: choices(z.coerce.number().int().positive().max(largestId)).refine((ids) => ids.length > 0, {
      error: "Tick at least one child",
    }),
    how: z.enum(["fine", "asked", "referred"], { error: "Choose what to do" }),
    why: z.string().max(1000).optional(),
    question: z.string().max(1000).optional(),
  })
  .superRefine(({ how, why, question }, context) => {
    if (how === "fine" && !why)
      context.addIssue({ code: "custom", message: "Say why it is fine", path: ["why"] });
    if (how === "asked" && !question)
      context.addIssue({ code: "custom", message: "Enter the question", path: ["question"] });
  });

/** The three things that can be done about those ticked, of them what the viewer may do. */
export function SettleFields({
  typed,
  errors,
  may,
}: {
  typed: Typed;
  errors: FormErrors | undefined;
  may: { ask: boolean; refer: boolean };
}) {
  const field = fieldsOf(typed, errors);
  const items = [
    {
      value: "fine",
      text: "It is fine",
      hint: { text: "They leave the list until a source says something new" },
      conditional: {
        html: <GovukTextarea {...field.text("why")} label={{ text: "Why it is fine" }} rows="2" />,
      },
    },
    may.ask && {
      value: "asked",
      text: "Ask the school",
      hint: {
        text: "It is told name, birthday and former school. If it is silent when its time is over, the child is referred by itself. Those without a school stay here",
      },
      conditional: {
        html: <GovukTextarea {...field.text("question")} label={{ text: "The question" }} rows="3" />,
      },
    },
    may.refer && {
      value: "referred",
      text: "Open a case",
      hint: { text: "Each waits under Referrals, where every list is searched before the case opens" },
    },
  ].filter((item) => item !== false);
  return (
    <>
      <GovukRadios
        {...field.choice("how")}
        fieldset={{ legend: { text: "About those ticked", classes: "govuk-fieldset__legend--m" } }}
        items={items}
      />
      <GovukButton text="Do this" preventDoubleClick={true} />
    </>
  );
}
