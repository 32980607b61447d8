import { spawnSync } from "node:child_process";
import { existsSync, globSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/**
 * The path of a Chromium to test pages with: `KEEPSIGHT_CHROMIUM`, the system's own, or Playwright's cache.
 * As root on a machine with apt it installs Debian's and says so; where it may not, it throws an error that
 * says what to type.
 */
export function findChromium(): string {
  const chosen = process.env.KEEPSIGHT_CHROMIUM;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`KEEPSIGHT_CHROMIUM is ${chosen}, and there is no such file.`);
  }
  return installed() ?? installedFromDebian() ?? refusal();
}

function installed(): string | undefined {
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), ".cache/ms-playwright");
  return [
    // The shell draws pages by the same engine without a window's frame: a third less of the processor's time.
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    ...globSync(join(cache, "chromium*/chrome-linux*/{chrome,headless_shell}")),
    ...globSync(join(cache, "chromium*/chrome-mac*/Chromium.app/Contents/MacOS/Chromium")),
  ].find((path) => existsSync(path));
}

function installedFromDebian(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  console.error("No Chromium here. Installing Debian's with apt-get, which takes a minute or two ...");
  const run = (...words: string[]) =>
    spawnSync("apt-get", words, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
  run("update");
  const install = (name: string) =>
    run("install", "-y", "--no-install-recommends", name, "fonts-dejavu-core", "fonts-liberation");
  // Before Debian 12 there is no shell.
  if (install("chromium-headless-shell").status !== 0) install("chromium");
  return installed();
}

function refusal(): never {
  throw new Error(
    "These tests open pages in Chromium, and none was found. Type: sudo apt-get install chromium   " +
      "(or set KEEPSIGHT_CHROMIUM to the path of a Chromium or Chrome that you have)",
  );
}
