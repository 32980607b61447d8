import type { Context } from "../context.ts";
import { csvHead, csvLine } from "../web/csv.ts";
import { type Standing, standingOfFile, standingWords, ways } from "./lost-pupil.ts";
import { type FilesWanted, filesBefore } from "./lost-pupils.store.ts";

const rowsAPart = 500;
const columns = [
  ...[
    "File",
    "State",
    "Handed over to",
    "UPN",
    "Surname",
    "Former or other surname",
    "Forename",
    "Date of birth",
    "Sex",
  ],
  ...["From", "Why", "Destination", "Came", "School to School lets it go"],
];

/** The files of a store, or those that schools sent away, as the lines of a CSV file; each part is recorded before it goes. [F05] */
export async function* fileLines(
  context: Context,
  wanted: Pick<FilesWanted, "authorityId" | "schools"> & { standing?: Standing | undefined },
): AsyncGenerator<string> {
  yield csvHead(columns);
  let before: number | undefined;
  do {
    const files = await filesBefore(context.database, { ...wanted, before, atMost: rowsAPart });
    if (files.length === 0) return;
    await context.audit({
      act: "took lost pupils as a file",
      subject: "list",
      ...(wanted.authorityId !== undefined && { authorityId: wanted.authorityId }),
      details: {
        rows: files.length,
        files: files.map(({ id }) => id),
        children: files.flatMap(({ childId }) => childId ?? []),
      },
    });
    yield files
      .map((file) =>
        csvLine([
          ...[
            file.reference,
            standingWords[standingOfFile(file.moved, file.openMatches)].text +
              (file.deleted ? ", deleted" : ""),
            file.toSchoolName,
          ],
          ...[
            file.upn,
            file.surname,
            file.otherSurname,
            file.forename,
            file.dateOfBirth?.toString(),
            file.sex,
          ],
          ...[file.schoolName ?? file.source, ways[file.came], file.destination],
          ...[
            file.madeAt.toZonedDateTimeISO("Europe/London").toPlainDate().toString(),
            file.agesOutOn?.toString(),
          ],
        ]),
      )
      .join("");
    before = files.length < rowsAPart ? undefined : files.at(-1)?.id;
  } while (before !== undefined);
}
