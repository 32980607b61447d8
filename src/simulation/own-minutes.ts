import { fileURLToPath } from "node:url";

/** The assumptions that come with the program. They are read where they are written, from dist/ too. */
export const ownMinutes = fileURLToPath(
  new URL("../../src/simulation/minutes-per-act.yaml", import.meta.url),
);
