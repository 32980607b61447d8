import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One more than there are processors: a worker often waits for the database or the browser.
    maxWorkers: 3,
    // Each file has a database of its own, and no module keeps anything between files: to read them all anew took a tenth of a run.
    isolate: false,
    globalSetup: ["test/support/database-server.ts", "test/support/browser-server.ts"],
  },
});
