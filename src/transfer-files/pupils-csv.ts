import { csvHead, csvLine } from "../web/csv.ts";
import type { Part } from "./parts.ts";
import { identityIn } from "./pupil.ts";

const longPiece = 64 * 1024;

/** The pupils of a file as lines of CSV, for a spreadsheet; a UPN is text and no formula runs. [F04] */
export async function* pupilsAsCsv(parts: AsyncIterable<Part[]>): AsyncGenerator<string> {
  let text = csvHead([
    "UPN",
    "Former UPN",
    "Surname",
    "Forename",
    "Middle names",
    "Former or preferred surname",
    "Date of birth",
    "Sex",
    "Postcode",
  ]);
  for await (const run of parts) {
    const pupils = run.filter(({ part }) => part === "pupil").map(({ element }) => identityIn(element));
    text += pupils
      .map((of) =>
        csvLine([
          of.upn,
          of.formerUpn,
          of.surname,
          of.forename,
          of.middleNames,
          of.otherSurname,
          of.dateOfBirth?.toString(),
          of.sex,
          of.postcode,
        ]),
      )
      .join("");
    if (text.length < longPiece) continue;
    yield text;
    text = "";
  }
  yield text;
}
