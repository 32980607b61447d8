import { type KeptDifference, verifyObligations } from "../cases/index.ts";
import { connectionPool, databaseFor } from "../database/index.ts";
import { type ReferralDifference, verifyPassedOn } from "../referrals/index.ts";
import { readSettings } from "../settings.ts";
import { type DutyDifference, verifyStandingDuties } from "../standing-duties/index.ts";
import { openKeepsight } from "./open-keepsight.ts";

type Difference = KeptDifference | DutyDifference | ReferralDifference;
type Asked = Parameters<typeof verifyObligations>[1];

/** Prints what differs; ends with 1 when anything does. */
export async function runObligationsVerify({ json = false }: { json?: boolean }): Promise<void> {
  const opened = await openKeepsight(readSettings(process.env), { connections: 2 });
  const owners = connectionPool(opened.ownerUrl, 1);
  try {
    process.exitCode = await verify(opened.keepsight, owners, json);
  } finally {
    await owners.end();
    await opened.close();
  }
}

async function verify(
  { procedures, now }: { procedures: Asked["procedures"]; now: () => Temporal.Instant },
  owners: ReturnType<typeof connectionPool>,
  json: boolean,
): Promise<0 | 1> {
  const sum = { cases: 0, obligations: 0, authorities: 0, duties: 0, referrals: 0, owed: 0, differences: 0 };
  const progress = progressOn(process.stderr);
  const database = databaseFor(owners, undefined);
  const asked = { procedures, now: now() };
  const say = (differences: readonly Difference[]) => {
    sum.differences += differences.length;
    for (const each of differences) console.log(json ? JSON.stringify(each) : inWords(each));
  };
  for await (const page of verifyObligations(database, asked)) {
    sum.cases = page.cases;
    sum.obligations = page.obligations;
    say(page.differences);
    progress.at(page.cases);
  }
  progress.end();
  const { authorities, duties, differences } = await verifyStandingDuties(database, asked);
  say(differences);
  const passedOn = await verifyPassedOn(database, asked);
  say(passedOn.differences);
  const { referrals, owed } = passedOn;
  Object.assign(sum, { authorities, duties, referrals, owed });
  console.log(json ? JSON.stringify(sum) : sumInWords(sum));
  return sum.differences === 0 ? 0 : 1;
}

function sumInWords(sum: Record<string, number>): string {
  const { cases, obligations, authorities, duties, referrals, owed, differences } = sum;
  const found = differences === 0 ? "none differs" : `${differences} differences`;
  const ofCases = `${obligations} obligations of ${cases} cases`;
  const ofReferrals = `${owed} on ${referrals} referrals passed on`;
  return `${ofCases}, ${ofReferrals}, ${duties} standing duties of ${authorities} authorities: ${found}.`;
}

function inWords(difference: Difference): string {
  const { obligation, startedBy, found, fields = [], because } = difference;
  const reference =
    "case" in difference
      ? difference.case
      : "referral" in difference
        ? difference.referral
        : difference.authority;
  const what =
    obligation === undefined ? reference : `${reference}, ${obligation} (begun by fact ${startedBy})`;
  const other = fields.map(
    ({ field, kept, worksOut }) =>
      `${field} is ${kept ?? "nothing"} and works out as ${worksOut ?? "nothing"}`,
  );
  const says = {
    missing: "is owed and not kept",
    extra: "is kept and not owed",
    other: other.join("; "),
    "cannot be worked out": `cannot be worked out: ${because}`,
  }[found];
  return `${what}: ${says}.`;
}

/** On a terminal one line that is written over; in a pipe a line for every 100,000 cases. */
function progressOn(stream: NodeJS.WriteStream) {
  let said = 0;
  return {
    at: (cases: number) => {
      const hundreds = Math.floor(cases / 100_000);
      if (stream.isTTY) stream.write(`\r${cases} cases`);
      else if (hundreds > said) stream.write(`${cases} cases\n`);
      said = hundreds;
    },
    end: () => {
      if (stream.isTTY) stream.write("\r");
    },
  };
}
