import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { transferFile } from "../../test/support/transfer-file.ts";
import { checkTransferFile } from "./check-file.ts";
import type { XmlElement } from "./element.ts";
import { madeFile } from "./make-file.ts";
import type { Part } from "./parts.ts";
import { identityIn } from "./pupil.ts";
import { readParts } from "./read-parts.ts";
import { rewritten } from "./rewrite-file.ts";
import { writeParts } from "./write-parts.ts";

const today = Temporal.PlainDate.from("2026-11-29");

async function partsOf(bytes: Iterable<Uint8Array>): Promise<Part[]> {
  const parts: Part[] = [];
  for await (const run of readParts(bytes)) parts.push(...run);
  return parts;
}

async function textOf(text: AsyncIterable<string>): Promise<string> {
  let whole = "";
  for await (const piece of text) whole += piece;
  return whole;
}

/** The same but for lines, which follow from the layout. */
function withoutLines(parts: readonly Part[]): Part[] {
  const bare = (element: XmlElement): XmlElement => ({
    ...element,
    line: 0,
    content: element.content.map((each) => (typeof each === "string" ? each : bare(each))),
  });
  return parts.map((part) => ({ ...part, element: bare(part.element) }));
}

const inXml = fc
  .string({ unit: "binary", maxLength: 12 })
  .map((text) => text.replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, ""));
const names = fc.constantFrom("UPN", "Surname", "Anything", "Á", "x:UPN", "y:Other", "Pupil", "Header");
const attributes = fc
  .uniqueArray(fc.tuple(fc.constantFrom("a", "b", "x:c", "xml:lang"), inXml), { selector: ([name]) => name })
  .map((each) => each as [string, string][]);

function localOf(name: string): string | null {
  return name.includes(":") ? null : name;
}
const made = (name: string, given: [string, string][], content: XmlElement["content"]): XmlElement => ({
  name,
  local: localOf(name),
  attributes: given,
  content,
  line: 0,
});

/** Elements alone, or words with elements among them. Neighbouring words are one, as in any XML. */
const { anyElement } = fc.letrec<{ anyElement: XmlElement }>((tie) => ({
  anyElement: fc
    .tuple(
      names,
      attributes,
      fc.oneof(
        { maxDepth: 4, withCrossShrink: true },
        inXml.map((text) => (text === "" ? [] : [text])),
        fc.array(tie("anyElement"), { maxLength: 4, minLength: 1 }),
        fc.tuple(inXml, tie("anyElement")).map(([text, each]) => [`w${text}`, each]),
      ),
    )
    .map(([name, given, content]) => made(name, given, content)),
}));

const anyFile = fc
  .tuple(
    attributes,
    anyElement,
    fc.array(anyElement, { maxLength: 5 }),
    fc.array(anyElement, { maxLength: 2 }),
  )
  .map(([given, header, pupils, others]): Part[] => [
    {
      part: "file",
      element: made("CTfile", [["xmlns:x", "urn:x"], ["xmlns:y", "urn:y"], ...given], []),
    },
    { part: "header", element: { ...header, name: "Header", local: "Header" } },
    ...others.map((each): Part => ({ part: "other", within: "file", element: named(each, "Else") })),
    { part: "pupils", element: made("CTFpupilData", given, []) },
    ...pupils.map((each): Part => ({ part: "pupil", element: named(each, "Pupil") })),
    ...others.map((each): Part => ({ part: "other", within: "pupils", element: named(each, "x:Pupil") })),
    ...others.map((each): Part => ({ part: "other", within: "file", element: named(each, "After") })),
  ]);

function named(element: XmlElement, name: string): XmlElement {
  return { ...element, name, local: localOf(name) };
}

describe("a file that is written and read again", () => {
  test("has lost nothing: any element, attribute, namespace and text, known or not, however it is cut [F04]", async () => {
    await fc.assert(
      fc.asyncProperty(anyFile, fc.integer({ min: 1, max: 400 }), async (parts, size) => {
        const bytes = Buffer.from(await textOf(writeParts([parts])));
        const cut = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
          bytes.subarray(at * size, (at + 1) * size),
        );
        expect(withoutLines(await partsOf(cut))).toEqual(parts);
      }),
      { numRuns: 150 },
    );
  });

  test("is the same text when it is written once more [F04]", async () => {
    const more = "<Notes kind='a &amp; b'>first <b>bold</b> last</Notes><Empty/><Gap> </Gap>";
    const once = await textOf(writeParts(readParts([Buffer.from(transferFile({ pupils: [{ more }] }))])));
    expect(await textOf(writeParts(readParts([Buffer.from(once)])))).toBe(once);
    expect(once).toContain('<Notes kind="a &amp; b">first <b>bold</b> last</Notes>');
    expect(once).toContain("<Gap> </Gap>");
  });
});

describe("a file is written as the current version", () => {
  async function filesOf(text: string, fileName: string, destination?: string) {
    const files: { name: string; text: string }[] = [];
    for await (const file of rewritten(readParts([Buffer.from(text)]), fileName, { destination, today }))
      files.push({ name: file.name, text: await textOf(file.text) });
    return files;
  }

  test("with Sex for Gender, its own name, and whatever else it held [F04]", async () => {
    const older = transferFile({
      version: "25.0",
      destination: "9972002",
      pupils: [{ more: "<Hobby>Chess</Hobby>" }, { forename: "Bram" }],
    }).replaceAll("Sex>", "Gender>");
    const [file, ...more] = await filesOf(older, "9972001_CTF_9972002_007.xml");
    expect(more).toEqual([]);
    expect(file?.name).toBe("9972001_CTF_9972002_007.xml");
    expect(file?.text).toContain("<CTFversion>26.0</CTFversion>");
    expect(file?.text).toContain("<Sex>F</Sex>");
    expect(file?.text).not.toContain("Gender");
    expect(file?.text).toContain("<Hobby>Chess</Hobby>");
    expect(file?.text.match(/<Pupil>/g)).toHaveLength(2);
  });

  test("one file a pupil where the destination is not known, each good under its name [F04] [F05 partly]", async () => {
    const two = transferFile({ destination: "9972002", pupils: [{}, { forename: "Bram" }] });
    const files = await filesOf(two, "9972001_CTF_9972002_007.xml", "XXXXXXX");
    expect(files.map(({ name }) => name)).toEqual([
      "9972001_CTF_XXXXXXX_007.xml",
      "9972001_CTF_XXXXXXX_008.xml",
    ]);
    for (const { name, text } of files) {
      const report = await checkTransferFile([Buffer.from(text)], { fileName: name, today });
      expect([report.faults, report.pupils]).toEqual([[], 1]);
    }
  });

  test.each(["XXXXXXX", "MMMMMMM"])(
    "from what is known of a pupil, to %s, good and telling who it is [F04]",
    async (destination) => {
      const pupil = {
        ...{
          forename: "Zoë",
          middleNames: "Ann",
          surname: "O'Hare & Sons",
          otherForename: "",
          otherSurname: "Windle",
        },
        ...{
          dateOfBirth: Temporal.PlainDate.from("2015-03-01"),
          sex: "F",
          upn: "B801200005001",
          formerUpn: null,
          postcode: "EA4 7DN",
        },
        ...{ yearGroup: "6", ethnicity: "WBRI", address: ["1 Sea Lane", "Eastmere"] },
      };
      const parts = madeFile(
        { laestab: "9972001", urn: "900001", name: "Ashfield Primary School" },
        destination,
        [pupil],
        Temporal.Instant.from("2026-11-29T09:30:00Z"),
      );
      const bytes = [Buffer.from(await textOf(writeParts([parts])))];
      const report = await checkTransferFile(bytes, {
        fileName: `9972001_CTF_${destination}_001.xml`,
        today,
      });
      expect([report.faults, [...report.unknown], report.header?.version]).toEqual([[], [], "26.0"]);
      const read = (await partsOf(bytes)).find(({ part }) => part === "pupil");
      const { yearGroup: _, ethnicity: __, address: ___, ...identity } = pupil;
      expect(read && identityIn(read.element)).toEqual(identity);
    },
  );
});
