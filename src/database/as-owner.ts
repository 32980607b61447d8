import pg from "pg";
import { recordTypes } from "./connection.ts";

/** Runs `work` with one connection of the owner: for verifying the log, and for what must reach every row. */
export async function asOwner<T>(ownerUrl: string, work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({
    connectionString: ownerUrl,
    application_name: "keepsight owner",
    types: recordTypes,
  });
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}
