import { DenseTable, GovukTag, londonDay, type Markup, shortDay } from "../web/design/index.ts";
import { standingOfFile, standingWords } from "./lost-pupil.ts";
import type { LostPupil } from "./lost-pupils.store.ts";

/** Files in a table; the keeper's references lead to each, a school's do not. */
export function FilesTable({
  caption,
  files,
  linked,
  act,
}: {
  caption: string;
  files: readonly LostPupil[];
  linked: boolean;
  act?: (file: LostPupil) => Markup;
}) {
  return (
    <DenseTable
      caption={caption}
      columns={[
        { text: "File", unbroken: true },
        { text: "Pupil" },
        { text: "Born", unbroken: true },
        { text: "From" },
        { text: "Came", unbroken: true },
        { text: "State" },
        ...(act ? [{ text: "Do" }] : []),
      ]}
      rows={files.map((file) => [
        linked ? <a href={`/lost-pupils/${file.reference}`}>{file.reference}</a> : file.reference,
        nameOf(file),
        file.dateOfBirth && shortDay(file.dateOfBirth),
        file.schoolName ?? file.source,
        shortDay(londonDay(file.madeAt)),
        <State file={file} linked={linked} />,
        ...(act ? [act(file)] : []),
      ])}
    />
  );
}

/** How a file stands, and what is to be known of it at once. */
export function State({ file, linked = true }: { file: LostPupil; linked?: boolean }) {
  const standing = standingOfFile(file.moved, file.openMatches);
  const { text, classes } = standingWords[standing];
  const waits = standing === "waiting" || standing === "found";
  return (
    <>
      <GovukTag text={text} classes={classes} />
      {standing === "handed-over" && file.toSchoolName && ` to ${file.toSchoolName}`}
      {file.deleted && ", and deleted"}
      {file.arrived && !file.deleted && linked && (
        <span class="govuk-!-display-block">It has arrived and can be deleted</span>
      )}
      {waits && file.agesOutOn && (
        <span class="govuk-!-display-block">School to School lets it go on {shortDay(file.agesOutOn)}</span>
      )}
    </>
  );
}

/** The name in a file, with the former one. */
export function nameOf({ forename, surname, otherSurname }: LostPupil): string {
  return `${forename} ${surname}${otherSurname ? ` (also ${otherSurname})` : ""}`;
}
