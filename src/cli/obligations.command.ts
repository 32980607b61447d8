import type { Command } from "commander";
import { type KeptDifference, verifyObligations } from "../cases/index.ts";
import { connectionPool, databaseFor } from "../database/index.ts";
import { readSettings } from "../settings.ts";
import { openKeepsight } from "./open-keepsight.ts";

export function registerObligationsCommand(program: Command): void {
  const obligations = program
    .command("obligations")
    .description("What is owed in the cases of the register.");
  obligations
    .command("verify")
    .description("Work every case out anew and compare. Ends with 1 when a kept obligation differs.")
    .option("--json", "print each difference as a line of JSON, and the sum as the last")
    .action(async ({ json = false }: { json?: boolean }) => {
      const opened = await openKeepsight(readSettings(process.env), { connections: 2 });
      const owners = connectionPool(opened.ownerUrl, 1);
      try {
        process.exitCode = await verify(opened.keepsight, owners, json);
      } finally {
        await owners.end();
        await opened.close();
      }
    });
}

type Asked = Parameters<typeof verifyObligations>[1];

async function verify(
  { procedures, now }: { procedures: Asked["procedures"]; now: () => Temporal.Instant },
  owners: ReturnType<typeof connectionPool>,
  json: boolean,
): Promise<0 | 1> {
  const sum = { cases: 0, obligations: 0, differences: 0 };
  const progress = progressOn(process.stderr);
  for await (const page of verifyObligations(databaseFor(owners, undefined), { procedures, now: now() })) {
    sum.cases = page.cases;
    sum.obligations = page.obligations;
    sum.differences += page.differences.length;
    for (const each of page.differences) console.log(json ? JSON.stringify(each) : inWords(each));
    progress.at(page.cases);
  }
  progress.end();
  console.log(json ? JSON.stringify(sum) : sumInWords(sum));
  return sum.differences === 0 ? 0 : 1;
}

function sumInWords({ cases, obligations, differences }: Record<string, number>): string {
  const found = differences === 0 ? "none differs" : `${differences} differences`;
  return `${obligations} obligations of ${cases} cases: ${found}.`;
}

function inWords({
  case: reference,
  obligation,
  startedBy,
  found,
  fields = [],
  because,
}: KeptDifference): string {
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
