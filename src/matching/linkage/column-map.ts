import { parseDocument } from "yaml";
import { z } from "zod";

/** What a column holds, which says how two values of it are compared. */
export const columnTypes = ["name", "date", "place", "identifier", "category"] as const;
export type ColumnType = (typeof columnTypes)[number];

/** One thing that both lists say of a child, or of whatever they list. */
export type Column = {
  readonly name: string;
  readonly type: ColumnType;
  /** Of a name: whether it is the given or the family name. People exchange these two. */
  readonly part: "given" | "family" | undefined;
  /** Of an identifier: the check that it has to pass to be evidence at all. A wrong one is held to be missing. */
  readonly check?: "upn" | undefined;
  /** Headings in each list. The first is the value itself, the others are former and other values. */
  readonly left: readonly string[];
  readonly right: readonly string[];
};

/** How two files fit each other: the file that `keepsight match` and `dedupe` are given with `--columns`. */
export type ColumnMap = {
  /** The heading of what tells the rows of a list apart; without one, the number of the row does. */
  readonly id: { readonly left: string | undefined; readonly right: string | undefined };
  readonly columns: readonly Column[];
  /** Which lists hold each child once: no two of their rows are linked to one row of the other list. */
  readonly once: { readonly left: boolean; readonly right: boolean };
};

export class UnusableColumnMap extends Error {
  override readonly name = "UnusableColumnMap";
}

const headings = z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]);
const column = z
  .strictObject({
    type: z.enum(columnTypes),
    part: z.enum(["given", "family"]).optional(),
    check: z.enum(["upn"]).optional(),
    column: headings.optional(),
    left: headings.optional(),
    right: headings.optional(),
  })
  .refine(({ column, left, right }) => (column ? !left && !right : left && right), {
    message: "Name the heading with column, or with left and right where the two lists call it differently.",
  })
  .refine(({ type, part }) => !part || type === "name", {
    message: "Only a name has a part. Leave part out.",
  })
  .refine(({ type, check }) => !check || type === "identifier", {
    message: "Only an identifier has a check. Leave check out.",
  });
const file = z.strictObject({
  id: z
    .union([z.string(), z.strictObject({ left: z.string().optional(), right: z.string().optional() })])
    .optional(),
  columns: z.record(
    z.string().regex(/^[a-z][a-z0-9-]*$/, "Name a column in lower case, such as date-of-birth."),
    column,
  ),
  once: z.enum(["left", "right", "both", "neither"]).default("neither"),
});

/**
 * Reads a column map (YAML):
 *
 * ```yaml
 * id: { left: NHSNumber, right: UPN }
 * once: left            # which lists hold each child once: left, right, both or neither
 * columns:
 *   forename: { type: name, part: given, left: Forename, right: [Forename, PreferredForename] }
 *   born: { type: date, column: DOB }
 *   upn: { type: identifier, check: upn, left: UPN, right: [UPN, FormerUPN] }
 * ```
 *
 * Throws UnusableColumnMap, which names the line or the field and the mend.
 */
export function readColumnMap(text: string): ColumnMap {
  const document = parseDocument(text, { prettyErrors: true });
  const [mistake] = document.errors;
  if (mistake)
    throw new UnusableColumnMap(
      `${mistake.message.split("\n")[0]} Mend the file's indentation or quotation marks.`,
    );
  const read = file.safeParse(document.toJS() ?? {});
  if (!read.success)
    throw new UnusableColumnMap(
      read.error.issues.map(({ path, message }) => `${path.join(".") || "The file"}: ${message}`).join("\n"),
    );
  const { id, columns, once } = read.data;
  if (Object.keys(columns).length === 0)
    throw new UnusableColumnMap("columns: No column is named. Name at least one that both lists have.");
  return {
    id: typeof id === "string" ? { left: id, right: id } : { left: id?.left, right: id?.right },
    once: { left: once === "left" || once === "both", right: once === "right" || once === "both" },
    columns: Object.entries(columns).map(([name, each]) => ({
      name,
      type: each.type,
      part: each.part,
      check: each.check,
      left: listed(each.column ?? each.left),
      right: listed(each.column ?? each.right),
    })),
  };
}

function listed(headings: string | string[] | undefined): string[] {
  return headings === undefined ? [] : [headings].flat();
}
