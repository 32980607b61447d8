import type { SignedIn } from "./signed-in.ts";

type Pages = Record<string, Record<string, string>>;

/** A day as its three inputs. */
export function dayTyped(name: string, iso: string): Record<string, string> {
  const [year = "", month = "", dayOfMonth = ""] = iso.split("-");
  return { [`${name}-day`]: dayOfMonth, [`${name}-month`]: month, [`${name}-year`]: year };
}

/** What an invented school types of a pupil who has not come since 2 November 2026 and whose family nobody reached. */
export const attendanceAnswers: Pages = {
  safeguarding: { concern: "no", socialWorker: "no", urgent: "no" },
  pupil: {},
  absence: { away: "unexplained", ...dayTyped("absentSince", "2026-11-02"), protectionPlan: "no" },
  enquiries: {
    family: "nobody",
    methods: "phone",
    enquirer: "Mo Carter, attendance officer",
    ...dayTyped("firstTried", "2026-11-02"),
    ...dayTyped("lastTried", "2026-11-09"),
    result: "The number is not in use.",
  },
  you: { position: "Attendance officer", phone: "01632 960003" },
};

/** Fills in every page of the form by which a school refers a pupil who does not come. Answers where the form is. */
export async function fillInAbsence(school: SignedIn, childId: number, more: Pages = {}): Promise<string> {
  const at = (await school.open(`/pupils/${childId}/absence`)).location ?? "";
  for (const [step, fields] of Object.entries({ ...attendanceAnswers, ...more })) {
    const { status, body } = await school.send(`${at}/${step}`, fields);
    if (status !== 303) throw new Error(`${step} was answered with ${status}: ${body.slice(0, 3000)}`);
  }
  return at;
}

/** Sends it too. Answers the reference. */
export async function sendAbsence(school: SignedIn, childId: number, more: Pages = {}): Promise<string> {
  const at = await fillInAbsence(school, childId, more);
  const { location } = await school.send(`${at}/check`, {}, { action: at });
  return /EM-R-\d+/.exec(location ?? "")?.[0] ?? `no reference: ${location}`;
}
