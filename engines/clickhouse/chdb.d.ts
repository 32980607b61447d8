// What is used of chdb, so that the types can be checked where it is not installed.
declare module "chdb" {
  export class Session {
    queryAsync(
      statement: string,
      options?: { format: string },
    ): Promise<{ text(): string; bytes(): Uint8Array }>;
    insert(rows: { table: string; values: Buffer; format: "TabSeparated" }): Promise<unknown>;
    close(): void;
  }
}
