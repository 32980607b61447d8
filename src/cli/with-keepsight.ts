import type { Keepsight } from "../context.ts";
import { readSettings } from "../settings.ts";
import { openKeepsight } from "./open-keepsight.ts";

/** Opens Keepsight for one command and closes it again, also when the command fails. */
export async function withKeepsight(
  work: (keepsight: Keepsight, ownerUrl: string) => Promise<void>,
): Promise<void> {
  const opened = await openKeepsight(readSettings(process.env), { connections: 4 });
  try {
    await work(opened.keepsight, opened.ownerUrl);
  } finally {
    await opened.close();
  }
}
