import { describe, expect, test } from "vitest";
import { readPdf } from "../../test/support/read-pdf.ts";
import { letterPdf } from "./letter-pdf.ts";

type ToMake = Parameters<typeof letterPdf>[0];
const letter: ToMake = {
  ...{ reference: "EM-L-000001", caseReference: "EM-C-000001", authority: "Eastmere" },
  ...{ addressee: "Ines Kovačić", address: "4 Lantern Row\nEA4 7DN", sentBy: "post" },
  sentOn: Temporal.PlainDate.from("2026-11-04"),
  body: "# About Zoë\n\nDear Ines\n\n### What to do\n\n- telephone **01632 960 555**\n- or write\n\nYours\nSam",
};

async function made(change: Partial<ToMake> = {}) {
  const answer = await letterPdf({ ...letter, ...change });
  if ("shapeless" in answer) throw new Error(`No shape for ${answer.shapeless}`);
  return readPdf(answer.pdf);
}
const millimetre = 72 / 25.4;

describe("a letter as a PDF [C20] [E02]", () => {
  test("is tagged in the order of reading, with its language, its title without a name, and its fonts in it", async () => {
    const { tags, words, unpacked } = await made();
    const list = ["  L", "    LI", "      Lbl", "      LBody", "    LI", "      Lbl", "      LBody"];
    expect(tags).toEqual(["Document", "  P", "  P", "  P", "  H1", "  P", "  H2", ...list, "  P"]);
    expect(unpacked).toContain("/Lang (en-GB)");
    expect(unpacked).toContain("/Marked true");
    expect(unpacked).toContain("/DisplayDocTitle true");
    expect(unpacked).toContain("<pdfuaid:part>1</pdfuaid:part>");
    expect(unpacked).toContain("(Letter EM-L-000001)");
    expect(unpacked).not.toMatch(/Zo|Kova/);
    expect(unpacked.match(/\/Subtype \/(?:Type0|Type1|TrueType)/g)?.length).toBe(
      unpacked.match(/\/FontFile2 \d/g)?.length,
    );
    expect(words.filter(({ tag }) => tag === "")).toEqual([]);
    expect(words.map((each) => each.words)).toEqual([
      ...["Eastmere", "Ines Kovačić", "4 Lantern Row", "EA4 7DN", "4 November 2026"],
      ...["Our reference: EM-C-000001, EM-L-000001", "About Zoë", "Dear Ines", "What to do"],
      ...["•", "telephone ", "01632 960 555", "•", "or write", "Yours", "Sam", "Page 1 of 1"],
    ]);
    expect(words.at(-1)?.tag).toBe("Artifact");
  });

  test("has the address in the window of a DL envelope, and nothing else", async () => {
    const address =
      "Flat 2, The Very Long Name Of A House Upon Its Hill, Number 4\nLantern Row\nLarkmere\nEastmere\nEA4 7DN";
    const { words } = await made({ address });
    const [top, bottom] = [45 * millimetre, 80 * millimetre];
    const within = words.filter((each) => each.top > top && each.top < bottom);
    expect(within.map((each) => each.words).join(" ")).toBe(`Ines Kovačić ${address.replaceAll("\n", " ")}`);
    for (const { left } of within) expect(left / millimetre).toBeCloseTo(23, 0);
  });

  test("goes on over its sheets with the numbers of them, each word of it under a tag", async () => {
    const sentence = "We would like to know how the child is educated now. ";
    const { words } = await made({ body: `# About\n\n${sentence.repeat(150)}` });
    expect(words.at(-1)).toMatchObject({ words: "Page 3 of 3", sheet: 3 });
    const text = words
      .filter(({ tag }) => tag === "P")
      .map((each) => each.words)
      .slice(6);
    expect(text.join(" ")).toBe(sentence.repeat(150).trim());
    expect(words.filter(({ tag }) => tag === "")).toEqual([]);
    for (const { top } of words.filter(({ tag }) => tag === "P")) expect(top).toBeLessThan(275 * millimetre);
  });

  test("writes names of all origins: Urdu runs from right to left, and its numbers do not", async () => {
    const names = "Łukasz Şengül, Nguyễn, Ольга Їжак, Γιώργος";
    const { words, spoken } = await made({
      addressee: "عائشہ خان",
      body: `Dear ${names}\n\nअनिल शर्मा\n\nBy عائشہ 42 خان now`,
    });
    const said = words.map((each) => each.words);
    expect(said).toContain([..."عائشہ خان"].toReversed().join(""));
    expect(said.join("")).toContain(`Dear ${names}`);
    const [urdu, number] = ["عائشہ ", "42"].map((each) =>
      words.find((one) => one.words === [...each].toReversed().join("") || one.words === each),
    );
    expect(number?.left).toBeLessThan(urdu?.left ?? 0);
    // Who listens hears the words in their own order.
    expect(spoken).toContain("عائشہ خان\n4 Lantern Row\nEA4 7DN");
    expect(spoken).toContain("अनिल शर्मा");
  });

  test("is not made with boxes in the place of letters: it says which its fonts have no shape for", async () => {
    expect(await letterPdf({ ...letter, addressee: "李 小龙", body: "Dear 李" })).toEqual({
      shapeless: ["李", "小", "龙"],
    });
  });
});
