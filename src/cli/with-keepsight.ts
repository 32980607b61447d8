import type { Keepsight } from "../context.ts";

/** Opens Keepsight for one command and closes it again, also when the command fails. */
export type WithKeepsight = typeof withKeepsight;

/** What opens it is read only now: every command names this, and most are never run. */
export async function withKeepsight(
  work: (keepsight: Keepsight, ownerUrl: string) => Promise<void>,
): Promise<void> {
  const [{ readSettings }, { openKeepsight }] = await Promise.all([
    import("../settings.ts"),
    import("./open-keepsight.ts"),
  ]);
  const opened = await openKeepsight(readSettings(process.env), { connections: 4 });
  try {
    await work(opened.keepsight, opened.ownerUrl);
  } finally {
    await opened.close();
  }
}
