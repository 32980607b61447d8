export { type AuditLine, appendEntries, auditPage } from "./audit.store.ts";
export type { AuditEntry, SignedEntry } from "./entry.ts";
export { type ReadingRecord, readingRecord } from "./reading-record.ts";
export { sealAudit, type Verification, verifyAudit } from "./seal.ts";
