import { lists } from "../../children/index.ts";
import { DenseTable, GovukTag, londonDay, type Markup, shortDay, WeightBar } from "../../web/design/index.ts";
import type { FieldEvidence } from "../linkage/index.ts";
import { fieldNames, type LinkedField } from "../linked-fields.ts";
import { comparedInWords, type LinkedRecord, saysOf } from "./link.ts";
import type { LinkShown } from "./links.store.ts";

/**
 * Two records in two columns: field by field what each says, how they compare (a shape, a word and a colour), and what
 * that is worth as a bar; below, what is not compared. [A11]
 */
export function ComparedRecords({ link }: { link: LinkShown }) {
  const { row, other, evidence, addressHidden } = link;
  const compared = (Object.keys(fieldNames) as LinkedField[]).map((field): Markup[] => {
    const found = evidence.find((each) => each.field === field);
    const isHidden = field === "postcode" && addressHidden;
    const differs = found?.level === "differs";
    const value = (record: LinkedRecord) => (
      <Value text={isHidden ? hiddenWords : said(record, field)} differs={differs && !isHidden} />
    );
    return [
      fieldNames[field],
      value(row),
      value(other),
      isHidden ? "Not shown" : !found ? "Not compared" : <Compared evidence={found} />,
    ];
  });
  const besides: [string, (record: LinkedRecord) => string][] = [
    ["Also called", ({ alsoCalled }) => alsoCalled.join(", ")],
    ["Address", ({ address }) => (addressHidden && address ? hiddenWords : address)],
    ["School", ({ schoolName }) => schoolName ?? ""],
    ["From", ({ startsOn }) => (startsOn ? shortDay(startsOn) : "")],
    ["Until", ({ endsOn }) => (endsOn ? shortDay(endsOn) : "")],
    ["Last seen", ({ lastSeenAt }) => (lastSeenAt ? shortDay(londonDay(lastSeenAt)) : "")],
  ];
  return (
    <DenseTable
      caption="The two records side by side"
      columns={[
        { text: "What" },
        { text: headOf(row) },
        { text: headOf(other) },
        { text: "How they compare" },
      ]}
      rows={[
        ...compared,
        ...besides
          .filter(([, of]) => of(row) !== "" || of(other) !== "")
          .map(([what, of]) => [what, of(row), of(other), "Not compared"]),
      ]}
    />
  );
}

const hiddenWords = "Hidden for safety";

function headOf({ list }: LinkedRecord): string {
  return list === "child-record" ? "Child on record" : lists[list].title;
}

function Value({ text, differs }: { text: string; differs: boolean }) {
  if (text === "") return <span>–</span>;
  return differs ? <span class="keepsight-differs">{text}</span> : <span>{text}</span>;
}

function Compared({ evidence }: { evidence: FieldEvidence }) {
  const { sign, word, colour } = marks[markOf(evidence)];
  const words = comparedInWords(evidence);
  return (
    <>
      <GovukTag
        classes={`keepsight-mark ${colour}`}
        html={
          <>
            <span aria-hidden="true">{sign}</span> {word}
          </>
        }
      />{" "}
      {words === word ? "" : words}
      <span class="keepsight-weight">
        <WeightBar bits={evidence.bits} />
      </span>
    </>
  );
}

const marks = {
  same: { sign: "=", word: "The same", colour: "govuk-tag--green" },
  near: { sign: "≈", word: "Nearly", colour: "govuk-tag--yellow" },
  differs: { sign: "≠", word: "Differs", colour: "govuk-tag--red" },
  missing: { sign: "?", word: "Missing", colour: "govuk-tag--grey" },
} as const;

function markOf(evidence: FieldEvidence): keyof typeof marks {
  const { level } = evidence;
  if (level === "missing" || level === "differs" || level === "same") return level;
  return saysOf(evidence) === "against" ? "differs" : "near";
}

function said(record: LinkedRecord, field: LinkedField): string {
  switch (field) {
    case "forename":
      return [record.forename, record.middleNames].filter(Boolean).join(" ");
    case "surname":
      return record.surname;
    case "born":
      return record.dateOfBirth ? shortDay(record.dateOfBirth) : "";
    case "postcode":
      return record.postcode ?? "";
    case "sex":
      return { F: "Female", M: "Male" }[record.sex ?? ""] ?? record.sex ?? "";
    case "upn":
      return [record.upn, record.formerUpn && `formerly ${record.formerUpn}`].filter(Boolean).join(", ");
  }
}
