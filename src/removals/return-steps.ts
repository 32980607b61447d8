import { postsAllowing } from "../access/index.ts";
import { dayOf, dueMomentOf } from "../calendar/index.ts";
import type { Context } from "../context.ts";
import type { SchoolStep } from "../referrals/index.ts";
import { counted } from "../web/design/words.ts";
import { returnsOwed } from "./returns-owed.ts";
import { type ReturnKind, returnKinds } from "./school-return.ts";

/** The returns that schools owe, for My school: each kind in one line, by the first day on which one of it is due. [C14] */
export async function returnSteps(context: Context): Promise<SchoolStep[]> {
  const schools = postsAllowing(context.viewer, "remove-from-roll").flatMap(({ schoolId }) => schoolId ?? []);
  const owed = await returnsOwed(context, schools, dayOf(context.now));
  return (Object.keys(returnKinds) as ReturnKind[]).flatMap((kind) => {
    const ofKind = owed.filter((one) => one.kind === kind);
    const [first] = ofKind;
    if (first === undefined) return [];
    const { called } = returnKinds[kind];
    return {
      ...{ act: "send-return" as const, at: "/my-school/returns" },
      does: `Send ${counted(ofKind.length, called.toLowerCase())}`,
      about: counted(ofKind.length, "pupil"),
      children: ofKind.map(({ childId }) => childId),
      asked: ["The authority is told by the day that the law sets. (2024 Regulations reg 13)"],
      dueAt: first.dueOn && dueMomentOf(first.dueOn),
    };
  });
}
