import type { Context } from "../context.ts";
import { insertChoice } from "./reminders.store.ts";

/** Keeps whether the viewer wants the letter of the morning from now on. */
export async function chooseReminder(context: Context, wanted: boolean): Promise<void> {
  await insertChoice(context, wanted);
  await context.audit({
    ...{ act: "chose reminders", subject: "person", subjectId: context.viewer.personId },
    details: { wanted },
  });
}
