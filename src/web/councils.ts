import type { Database } from "../database/index.ts";

export type Council = { name: string; colour: string };

/** Each authority's name and colour for the head of its people's pages. */
export async function councilsById(database: Database): Promise<Map<number, Council>> {
  const rows = await database.selectFrom("authorities").select(["id", "name", "colour"]).execute();
  return new Map(rows.map(({ id, name, colour }) => [id, { name, colour }]));
}
