import type { Database } from "../database/index.ts";
import { appendEntries } from "./audit.store.ts";
import type { SignedEntry } from "./entry.ts";

export type ReadingRecord = {
  /** Settles when the entry is safely in the audit log; the answer must not leave before. */
  append: (entry: SignedEntry) => Promise<void>;
};

/**
 * Records reads in small groups: while one group is being written the next gathers, so that a busy moment pays one
 * commit for many readers and a quiet one pays no wait. `database` is the program's own, which sees no child.
 */
export function readingRecord(database: Database): ReadingRecord {
  let gathered: { entry: SignedEntry; settle: (fault?: unknown) => void }[] = [];
  let writing = false;

  async function write(): Promise<void> {
    writing = true;
    while (gathered.length > 0) {
      const group = gathered;
      gathered = [];
      try {
        await appendEntries(
          database,
          group.map((waiting) => waiting.entry),
        );
        for (const waiting of group) waiting.settle();
      } catch (fault) {
        for (const waiting of group) waiting.settle(fault);
      }
    }
    writing = false;
  }

  return {
    append: (entry) =>
      new Promise((recorded, failed) => {
        gathered.push({ entry, settle: (fault) => (fault === undefined ? recorded() : failed(fault)) });
        if (!writing) void write();
      }),
  };
}
