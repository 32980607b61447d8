import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { WithKeepsight } from "../cli/with-keepsight.ts";
import { connectionPool, databaseFor } from "../database/index.ts";
import { UnusableSettings } from "../settings.ts";
import { counted } from "../web/design/words.ts";
import { readAuthorityFile } from "./authority-file.ts";
import { setUpAuthority } from "./set-up-authority.ts";

const example = join(import.meta.dirname, "../../deploy/authority.example.yaml");

/** Sets an authority up by its file; without one, prints one to begin with. */
export async function runAuthority(path: string | undefined, withKeepsight: WithKeepsight): Promise<void> {
  if (path === undefined) {
    process.stdout.write(readFileSync(example, "utf8"));
    return;
  }
  const file = readAuthorityFile(textOf(path), path);
  await withKeepsight(async (keepsight, ownerUrl) => {
    const { procedures, now } = keepsight;
    const pool = connectionPool(ownerUrl, 1);
    const done = await setUpAuthority(databaseFor(pool, undefined), file, {
      procedures,
      now: now(),
    }).finally(() => pool.end());
    console.log(
      `${file.authority.name} is set up: ${counted(done.places, "area or agency", "areas and agencies")} added, ${counted(done.given, "post")} given, ${done.changed} changed.`,
    );
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UnusableSettings(`The file ${path} cannot be read. Check its name and rights.`);
  }
}
