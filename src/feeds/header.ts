import type { ListDefinition } from "./list-definition.ts";

/** The file cannot be read as it is; the message is one line and says the mend. It names no child. */
export class UnreadableFile extends Error {}

/**
 * In which cell of a row each column of the list stands. Capitals, spaces, hyphens and underscores do not matter, and
 * columns that the list does not know are left alone. Throws UnreadableFile when a required column is missing, or when one
 * that the list reads stands there twice: of a pupil's and a carer's Postcode nobody could say which is the pupil's.
 */
export function columnsIn(
  header: readonly string[],
  { required, optional, title }: Pick<ListDefinition, "required" | "optional" | "title">,
): Record<string, number> {
  const names = header.map(plain);
  const twice = [...required, ...optional].find(
    (column) => names.indexOf(plain(column)) !== names.lastIndexOf(plain(column)),
  );
  if (twice)
    throw new UnreadableFile(
      `This file has two columns called ${twice}. Give the one that is not the child's another name and send the file again.`,
    );
  const places = new Map(names.map((name, place) => [name, place]));
  const missing = required.filter((column) => !places.has(plain(column)));
  if (missing.length > 0) {
    const parted = Object.keys(partings).find((by) => {
      const cells = header.join(",").split(by).map(plain);
      return required.every((column) => cells.includes(plain(column)));
    });
    if (parted)
      throw new UnreadableFile(
        `The values of this file are parted by ${partings[parted]}. Save it as CSV with commas between them and send that.`,
      );
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

const partings: Readonly<Record<string, string>> = {
  ";": "semicolons",
  "\t": "tabs",
};

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, "");
}
