import { defineConfig } from "vitest/config";

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: { root: import.meta.dirname, include: ["*.test.ts"], hookTimeout: 120_000 },
});
