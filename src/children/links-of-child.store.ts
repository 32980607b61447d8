import type { Database } from "../database/index.ts";
import type { List } from "./lists.ts";

/** How a row of a list is, or may be, joined to a child where no number or very same name and birth date tells. */
export type LinkOfChild = {
  id: number;
  entryId: number;
  list: List;
  likely: number;
  saidByPerson: boolean;
  /** Whether a person is still to say if it is this child. */
  open: boolean;
};

/** The links of a child that the viewer may see, those on which most hangs first. [A04] */
export function linksOfChild(database: Database, childId: number): Promise<LinkOfChild[]> {
  return database
    .selectFrom("list_links")
    .where("child_id", "=", childId)
    .select(["id", "entry_id as entryId", "list", "probability as likely", "open"])
    .select((of) => of("decided", "is not distinct from", "same").as("saidByPerson"))
    .orderBy("risk")
    .orderBy("id")
    .$narrowType<{ list: List; likely: number; saidByPerson: boolean }>()
    .execute();
}
