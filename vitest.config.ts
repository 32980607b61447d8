import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes minutes: kills, journeys and the tables of access, and whole counties. Begun last, they would run alone in the end. */
const longest = ["/test/kills/", "/test/", "/src/comparisons/county-truth", "/src/matching/linkage/"];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = longest.findIndex((part) => moduleId.includes(part));
      return place < 0 ? longest.length : place;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.{ts,tsx}", "scripts/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    // One more than there are processors: a worker often waits for the database or the browser.
    maxWorkers: 3,
    // Each file has a database of its own, and no module keeps anything between files: to read them all anew took a tenth of a run.
    isolate: false,
    globalSetup: ["test/support/database-server.ts", "test/support/browser-server.ts"],
  },
});
