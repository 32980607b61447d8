export { asOwner } from "./as-owner.ts";
export {
  type ConnectionPool,
  connectionPool,
  type Database,
  databaseFor,
  inTransaction,
  inTransactionOrAgain,
  readingDatabaseFor,
  recordTypes,
} from "./connection.ts";
export { type EmbeddedServer, startEmbeddedServer } from "./embedded-server.ts";
export { ChangedBySomeoneElse, NotAllowed, NotFound, RecordedAlready, UnusableDatabase } from "./faults.ts";
export { migrate } from "./migrate.ts";
export type { DB } from "./tables.generated.ts";
