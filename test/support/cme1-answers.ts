import type { SignedIn } from "./signed-in.ts";

/** What an invented school types into each page of CME1 for a pupil who left without a word. */
export const cme1Answers: Record<string, Record<string, string>> = {
  safeguarding: { concern: "no", socialWorker: "no", urgent: "no" },
  pupil: { carer: "Ada Invented", carerPhone: "01632 960002", gp: "Larkmere Surgery (invented)" },
  leaving: {
    "lastAttended-day": "2",
    "lastAttended-month": "10",
    "lastAttended-year": "2026",
    roll: "still-on",
    ground: "not-known",
    destinationSaid: "A neighbour said Westholme.",
  },
  enquiries: {
    methods: "phone",
    enquirer: "Mo Carter, attendance officer",
    "firstTried-day": "5",
    "firstTried-month": "10",
    "firstTried-year": "2026",
    "lastTried-day": "19",
    "lastTried-month": "10",
    "lastTried-year": "2026",
    result: "The number is not in use.",
  },
  "transfer-file": { file: "xxxxxxx", position: "Attendance officer", phone: "01632 960003" },
};

/** Fills in every page of CME1 for a pupil and sends it. Answers the reference. */
export async function sendCme1(
  school: SignedIn,
  childId: number,
  answers: Record<string, Record<string, string>> = cme1Answers,
): Promise<string> {
  const at = `/pupils/${childId}/referral`;
  for (const [step, fields] of Object.entries(answers)) {
    const { status, body } = await school.send(`${at}/${step}`, fields);
    if (status !== 303)
      throw new Error(`The page ${step} was answered with ${status}: ${body.slice(0, 2000)}`);
  }
  const { location } = await school.send(`${at}/check`, {}, { action: at });
  return /EM-R-\d+|WH-R-\d+/.exec(location ?? "")?.[0] ?? `no reference: ${location}`;
}
