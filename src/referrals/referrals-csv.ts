import { type Basic, basics } from "../children/index.ts";
import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { momentInWords } from "../web/design/words.ts";
import { formWords } from "./referral.ts";
import { referralsToDecide } from "./referrals.store.ts";

const columns = [
  "Reference",
  "Forename",
  "Surname",
  "UPN",
  "From",
  "Form",
  "Received",
  "Urgent",
  "Concern",
  "Missing basics",
];
const most = 10_000;

/** The referrals that wait for a decision as the lines of a CSV file; who took it is recorded. */
export async function* referralLines(
  context: Context,
  authorities: readonly number[],
): AsyncGenerator<string> {
  const waiting = await referralsToDecide(context.database, authorities, most);
  const children = waiting.flatMap(({ childId }) => childId ?? []);
  await context.audit({
    act: "took referrals as a file",
    subject: "list",
    ...(authorities[0] !== undefined && { authorityId: authorities[0] }),
    details: { rows: waiting.length, children },
  });
  yield csvHead(columns);
  yield waiting
    .map((referral) =>
      csvLine([
        referral.reference,
        referral.forename,
        referral.surname,
        referral.upn,
        referral.sentFrom,
        formWords[referral.form] ?? referral.form,
        momentInWords(referral.receivedAt),
        referral.urgent ? "Yes" : "No",
        referral.concern ? "Yes" : "No",
        referral.missing.map((basic) => basics[basic as Basic] ?? basic).join("; "),
      ]),
    )
    .join("");
}
