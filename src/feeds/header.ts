import type { ListDefinition } from "./list-definition.ts";

/** The file cannot be read as it is; the message is one line and says the mend. It names no child. */
export class UnreadableFile extends Error {}

/**
 * In which cell of a row each column of the list stands. Capitals, spaces, hyphens and underscores do not matter, and
 * columns that the list does not know are left alone. Throws UnreadableFile when a required column is missing.
 */
export function columnsIn(
  header: readonly string[],
  { required, optional, title }: Pick<ListDefinition, "required" | "optional" | "title">,
): Record<string, number> {
  const places = new Map(header.map((name, place) => [plain(name), place]));
  const missing = required.filter((column) => !places.has(plain(column)));
  if (missing.length > 0) {
    const columns = missing.length === 1 ? "a column" : "columns";
    throw new UnreadableFile(
      `This file has no ${missing.join(", no ")}. ${title} need ${columns} of that name in the first row; add ${missing.length === 1 ? "it" : "them"} and send the file again.`,
    );
  }
  return Object.fromEntries(
    [...required, ...optional].flatMap((column) => {
      const place = places.get(plain(column));
      return place === undefined ? [] : [[column, place]];
    }),
  );
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, "");
}
