import { readSettings } from "../settings.ts";
import { openKeepsight } from "./open-keepsight.ts";

/** Brings the database up to date and says so. */
export async function runMigrate(): Promise<void> {
  const opened = await openKeepsight(readSettings(process.env), { report: (line) => console.log(line) });
  await opened.close();
  console.log("The database is up to date.");
}
