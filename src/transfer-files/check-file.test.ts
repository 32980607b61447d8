import { describe, expect, test } from "vitest";
import { transferFile } from "../../test/support/transfer-file.ts";
import { checkTransferFile } from "./check-file.ts";
import { faultInWords } from "./fault.ts";
import { versionsOn } from "./versions.ts";

const day = (text: string) => Temporal.PlainDate.from(text);

async function check(text: string, fileName?: string, today = "2026-11-29") {
  const report = await checkTransferFile([Buffer.from(text)], { fileName, today: day(today) });
  return { ...report, said: report.faults.map(faultInWords) };
}

describe("a transfer file is checked by line and element", () => {
  test("a good file under its own name has nothing amiss [F04]", async () => {
    const { said, pupils, header } = await check(transferFile(), "9972001_CTF_XXXXXXX_001.xml");
    expect(said).toEqual([]);
    expect([pupils, header]).toEqual([
      1,
      { version: "26.0", source: "9972001", destination: "XXXXXXX", sourceName: "Ashfield Primary School" },
    ]);
  });

  test("each fault names its line, its element and its mend, and never the child's own words [F04]", async () => {
    const { said } = await check(
      transferFile({ pupils: [{ upn: "A801200005001", born: "2016-02-30", sex: "girl" }] }).replace(
        "<Surname>WINDLE</Surname>",
        "",
      ),
    );
    expect(said).toEqual([
      expect.stringMatching(/^Line 14, Pupil\/UPN: /),
      "Line 17, Pupil/DOB: A day is written 2026-11-29.",
      "Line 18, Pupil/Sex: Sex is M or F.",
      "Line 13, Pupil/Surname: This is missing.",
    ]);
    expect(said.join()).not.toMatch(/Orla|2016|girl/);
  });

  test("the version of the school year and the one before are read, and turn on 1 August [F04]", async () => {
    expect(versionsOn(day("2026-07-31"))).toMatchObject({ current: "25.0", previous: "24.0" });
    expect(versionsOn(day("2026-08-01"))).toMatchObject({
      current: "26.0",
      previous: "25.0",
      academicYear: "2026",
    });
    expect((await check(transferFile({ version: "25.0" }))).said).toEqual([]);
    expect((await check(transferFile({ version: "24.0" }))).said).toEqual([
      "Line 5, Header/CTFversion: Versions 26.0 and 25.0 are read. Have the file made anew.",
    ]);
    expect((await check(transferFile({ version: "24.0" }), undefined, "2026-07-31")).said).toEqual([]);
  });

  test("a file to the unknown destination has one pupil; to a school it may have many [F04] [F05 partly]", async () => {
    const pupils = [{}, { forename: "Bram", sex: "M" }];
    expect((await check(transferFile({ pupils }))).said).toEqual([
      "Pupil: A file to XXXXXXX has one pupil, and this has 2. Send one file a pupil.",
    ]);
    expect((await check(transferFile({ pupils, destination: "9972002" }))).said).toEqual([]);
    expect((await check(transferFile({ pupils, destination: "MMMMMMM" }))).said).toEqual([]);
  });

  test("a pupil who stands there twice is refused, by UPN or by names and birth date [F04]", async () => {
    const upn = "B801200005001";
    const twice = transferFile({ pupils: [{ upn }, { upn, forename: "Bram" }], destination: "9972002" });
    expect((await check(twice)).said).toEqual(["Line 20, Pupil: This pupil stands in the file already."]);
    const bare = transferFile({ pupils: [{}, { surname: "Windle" }], destination: "9972002" }).replaceAll(
      /<UPN>.*<\/UPN>/g,
      "",
    );
    expect((await check(bare)).said).toEqual(["Line 20, Pupil: This pupil stands in the file already."]);
  });

  test.each([
    [
      "9972002_CTF_XXXXXXX_001.xml",
      "The file's name says that it comes from 9972002, and its header says 9972001.",
    ],
    [
      "9972001_CTF_9972002_001.xml",
      "The file's name says that it goes to 9972002, and its header says XXXXXXX.",
    ],
    [
      "Orla.xml",
      "The file's name is not a transfer file's: the source, CTF, the destination and three digits, such as 001.",
    ],
    [
      "9972001_CTF_XXXXXXX_001.xml.exe",
      "The file's name is not a transfer file's: the source, CTF, the destination and three digits, such as 001.",
    ],
  ])("a file name that lies is refused: %s [F04]", async (fileName, says) => {
    expect((await check(transferFile(), fileName)).said).toEqual([says]);
  });

  test("Gender is read as Sex, CTFVersion as CTFversion; one of each must stand [F04]", async () => {
    const older = transferFile()
      .replaceAll("CTFversion", "CTFVersion")
      .replace("<Sex>F</Sex>", "<Gender>F</Gender>");
    expect((await check(older)).said).toEqual([]);
    expect((await check(transferFile().replace("<Sex>F</Sex>", ""))).said).toEqual([
      "Line 13, Pupil/Sex: This is missing.",
    ]);
  });

  test("what is not known is told and is no fault; a foreign namespace's UPN is not the pupil's [F04]", async () => {
    const more = '<Hobby>Chess</Hobby><x:Surname xmlns:x="urn:other">Other</x:Surname>';
    const { said, unknown } = await check(transferFile({ pupils: [{ more }] }));
    expect(said).toEqual([]);
    expect([...unknown.keys()]).toEqual(["Pupil/Hobby", "Pupil/x:Surname"]);
  });
});
