import { postsAllowing } from "../access/index.ts";
import type { Context } from "../context.ts";
import type { SchoolStep } from "../referrals/index.ts";
import { counted } from "../web/design/words.ts";
import { waitingOfSchools } from "./enquiries.store.ts";

/** The questions that wait for a school's answer, for My school: all in one line. [E01] */
export async function questionSteps({ database, viewer }: Context): Promise<SchoolStep[]> {
  const schools = postsAllowing(viewer, "answer-for-school").flatMap(({ schoolId }) => schoolId ?? []);
  const { count, firstDueAt } = await waitingOfSchools(database, schools);
  if (count === 0) return [];
  return [
    {
      ...{ act: "answer-enquiry", does: `Answer ${counted(count, "question")}`, at: "/questions" },
      about: counted(count, "pupil"),
      children: [],
      asked: ["A council asks what you know of a pupil. An answer of no news counts too."],
      dueAt: firstDueAt ?? undefined,
    },
  ];
}
