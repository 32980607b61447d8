import { requireAct } from "../access/index.ts";
import { type ChildRecord, childRecord } from "../children/index.ts";
import type { Context } from "../context.ts";
import { NotFound } from "../database/index.ts";
import { fileNameOf, madeFile, type PupilToWrite } from "../transfer-files/index.ts";
import { type Lodged, lodgeFile } from "./lodge-file.ts";
import { filesSentBy, leaverOf, schoolToWrite } from "./own-pupils.store.ts";
import { bytesOf } from "./read-file.ts";

/**
 * Makes the transfer file of a pupil who left, from what is on record, and puts it into the store (act send-transfer-file).
 * For a school whose own system made none: it holds less than that would. It takes nobody off a roll. [F04] [F05]
 * @throws NotFound for a pupil who did not leave a school of the viewer's.
 */
export async function makeAndLodge(
  context: Context,
  childId: number,
  destination: "XXXXXXX" | "MMMMMMM",
): Promise<Lodged> {
  const schoolId = await leaverOf(context.database, childId);
  const child = await childRecord(context.database, childId);
  const school = schoolId === undefined ? undefined : await schoolToWrite(context.database, schoolId);
  if (!child || !school || schoolId === undefined) throw new NotFound();
  requireAct(context.viewer, "send-transfer-file", { authorityId: school.authorityId, schoolId });
  const wanting = wantingOf(child);
  if (wanting.length > 0)
    return {
      mend: [`The record of this pupil lacks ${wanting.join(" and ")}, which a transfer file must have.`],
    };
  const sent = await filesSentBy(context.database, schoolId, destination);
  const sequence = (sent % 999) + 1;
  return lodgeFile(context, {
    fileName: fileNameOf({ source: school.laestab, destination, sequence }),
    content: await bytesOf(madeFile(school, destination, [pupilToWrite(child)], context.now)),
    came: "left",
    childId,
    // What is made here brings no virus.
    scan: { clean: true, said: null },
  });
}

function wantingOf({ dateOfBirth, sex }: ChildRecord): string[] {
  return [!dateOfBirth && "a date of birth", !sex && "a sex"].filter((each) => each !== false);
}

function pupilToWrite(child: ChildRecord): PupilToWrite {
  const named = (kind: string) => child.names.find((name) => name.kind === kind);
  const legal = named("legal");
  const former = named("former");
  // A hidden address comes without its lines, and so stands in no file.
  const address = child.addresses.find(({ lines, hidden }) => lines && !hidden);
  return {
    ...{ forename: child.forename, surname: child.surname, middleNames: legal?.middleNames ?? "" },
    otherForename: former && former.forename !== child.forename ? former.forename : "",
    otherSurname: former?.surname ?? "",
    ...{ dateOfBirth: child.dateOfBirth, sex: child.sex, upn: child.upn },
    formerUpn: child.identifiers.find(({ kind }) => kind === "former-upn")?.value ?? null,
    postcode: address?.postcode ?? null,
    yearGroup: null,
    ethnicity: child.particulars.find(({ ethnicity }) => ethnicity)?.ethnicity ?? null,
    address: address?.lines?.split(/,\s*|\n/) ?? [],
  };
}
