import type { Context } from "../context.ts";
import { type InterviewDue, interviewDue } from "./due-interview.ts";
import type { Return } from "./return-interviews.store.ts";

/** Each return with until when its interview is owed. */
export async function dueOfEach(
  context: Context,
  found: readonly Return[],
): Promise<{ back: Return; due: InterviewDue | undefined }[]> {
  return Promise.all(found.map(async (back) => ({ back, due: await interviewDue(context, back) })));
}
