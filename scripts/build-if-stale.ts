// Builds unless dist/ already holds what src/ says: `npm ci` has just built, and a build takes longer than a start.
import { execSync } from "node:child_process";
import { join } from "node:path";
import { isBuilt } from "./is-built.ts";

const home = join(import.meta.dirname, "..");
if (!isBuilt(home)) execSync("npm run --silent build", { cwd: home, stdio: "inherit" });
