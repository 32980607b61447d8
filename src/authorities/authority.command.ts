import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import type { Keepsight } from "../context.ts";
import { connectionPool, databaseFor } from "../database/index.ts";
import { UnusableSettings } from "../settings.ts";
import { counted } from "../web/design/words.ts";
import { readAuthorityFile } from "./authority-file.ts";
import { setUpAuthority } from "./set-up-authority.ts";

const example = join(import.meta.dirname, "../../deploy/authority.example.yaml");

/** `keepsight authority FILE`: the first authority of an empty system, and what changes in it, for those who look after the server. */
export function registerAuthorityCommand(
  program: Command,
  withKeepsight: (work: (keepsight: Keepsight, ownerUrl: string) => Promise<void>) => Promise<void>,
): void {
  program
    .command("authority")
    .description("Make an authority what its file says: name, procedure, areas, people and their posts.")
    .argument("[file]", "a YAML file; without it, one to begin with is printed")
    .action(async (path: string | undefined) => {
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
    });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw new UnusableSettings(`The file ${path} cannot be read. Check its name and rights.`);
  }
}
