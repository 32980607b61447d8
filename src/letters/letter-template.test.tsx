import { describe, expect, test } from "vitest";
import { htmlOf } from "../web/design/index.ts";
import { fieldsIn, filledIn, gapsIn, inventedValues, isField, letterFields } from "./letter-fields.ts";
import { purposes } from "./letter-purposes.ts";
import { mistakesIn, readTemplate } from "./letter-template.ts";
import { blocksOf } from "./markdown.ts";
import { shippedTemplates } from "./shipped-templates.store.ts";
import { Written } from "./written.tsx";

const head = "---\ntitle: A letter\nabout: home-education\nsource: Nowhere\n---\n";
const whole = "Dear {{to}}, about {{child}}. {{writer}}, {{telephone}}";
const shown = (text: string) => htmlOf(<Written text={text} />);

describe("the templates that come with the program", () => {
  test("serve every purpose, and say where they come from [C20] [C23] [D02]", () => {
    const about = [...shippedTemplates.values()].map((template) => template.about);
    expect(new Set(about)).toEqual(new Set(Object.keys(purposes)));
    for (const { source } of shippedTemplates.values()) expect(source).toMatch(/N\d|Appendix|section/);
  });

  test.each([...shippedTemplates.values()])(
    "$name reads as a whole letter with an invented child",
    (template) => {
      const letter = filledIn(template.body, inventedValues);
      expect(gapsIn(letter)).toEqual([]);
      expect(letter).not.toMatch(/undefined|\{\{/);
      expect(blocksOf(letter)[0]?.kind).toBe("heading");
    },
  );

  test.each([...shippedTemplates.values()])("$name is in short sentences and plain words", ({ body }) => {
    const sentences = body.split(/[.:]\s|\n/).map((sentence) => sentence.trim().split(/\s+/).length);
    expect(Math.max(...sentences)).toBeLessThanOrEqual(32);
    expect(body).not.toMatch(/hereby|pursuant|aforementioned|herein|e-mail us/i);
  });

  test("a number of days stands in no letter: it comes from the procedure", () => {
    for (const { body } of shippedTemplates.values()) expect(body).not.toMatch(/\b(fifteen|\d+) days?\b/i);
  });
});

describe("a template's text", () => {
  test("with a field that nobody knows is refused by the field's name", () => {
    expect(mistakesIn("home-education", `${whole} {{childs name}}`)).toEqual([
      expect.stringContaining("There is no field {{childs name}}."),
    ]);
  });

  test("without a field that its purpose needs is refused by the field's name", () => {
    expect(mistakesIn("place", whole)).toEqual([
      "The text must say {{place offered}}, the school where a place was offered.",
    ]);
  });

  test("with half a field, or nothing, or too much, is refused", () => {
    expect(mistakesIn("home-education", `${whole} {{child`)).toHaveLength(1);
    expect(mistakesIn("home-education", "")).toContain("The text is empty.");
    expect(mistakesIn("home-education", whole.padEnd(20_001, "x"))).toHaveLength(1);
  });

  test("whose file has no head, or a purpose that nobody knows, is refused by what is wrong", () => {
    expect(() => readTemplate("x", whole)).toThrow("the head itself");
    expect(() => readTemplate("x", head.replace("home-education", "praise") + whole)).toThrow(
      "Look at: about.",
    );
    expect(readTemplate("x", head + whole)).toMatchObject({ title: "A letter", body: whole });
  });
});

describe("a field", () => {
  test("that is empty for this child is a gap that says what belongs there, never nothing", () => {
    const letter = filledIn("We come on {{visit day}}. {{ child }} was born on {{date of birth}}.", {
      child: "Rosa Tarnwick",
      "date of birth": "  ",
    });
    expect(letter).toBe(
      "We come on [fill in: the day of the visit]. Rosa Tarnwick was born on [fill in: the child's date of birth].",
    );
    expect(gapsIn(letter)).toEqual(["the day of the visit", "the child's date of birth"]);
    expect(shown(letter)).toContain("<mark>[fill in: the day of the visit]</mark>");
  });

  test("typed by hand into a letter is a gap too", () => {
    expect(gapsIn("Dear {{to}}, {{nobody knows}}")).toEqual([letterFields.to, "nobody knows"]);
  });

  test("whose value looks like a field is not filled in again", () => {
    expect(filledIn("{{child}} {{telephone}}", { child: "{{telephone}}", telephone: "1" })).toBe(
      "{{telephone}} 1",
    );
  });

  test("of an object's own making is none", () => {
    expect(isField("constructor")).toBe(false);
    expect(filledIn("{{constructor}}", {})).toBe("[fill in: constructor]");
    expect(fieldsIn("{{a}} {{ a }} {{b}}")).toEqual(["a", "b"]);
  });
});

describe("the text of a letter", () => {
  test("has headings, paragraphs with their line breaks, lists and bold", () => {
    expect(blocksOf("# One\nTwo **three**\nfour\n- five\n- six\n\n1. seven\n2. eight\n\nNine")).toEqual([
      { kind: "heading", level: 1, line: [{ words: "One", bold: false }] },
      {
        kind: "paragraph",
        lines: [
          [
            { words: "Two ", bold: false },
            { words: "three", bold: true },
          ],
          [{ words: "four", bold: false }],
        ],
      },
      {
        kind: "list",
        numbered: false,
        items: [[{ words: "five", bold: false }], [{ words: "six", bold: false }]],
      },
      {
        kind: "list",
        numbered: true,
        items: [[{ words: "seven", bold: false }], [{ words: "eight", bold: false }]],
      },
      { kind: "paragraph", lines: [[{ words: "Nine", bold: false }]] },
    ]);
  });

  test("never becomes markup, whatever somebody is called", () => {
    const hostile = '<script>alert(1)</script> <img src=x onerror="x"> [a](javascript:x) & **<b>** `x`';
    const body = shown(`# ${hostile}\n\n${hostile}\n\n- ${hostile}`);
    expect(body).not.toMatch(/<(script|img|b|a)\b/);
    expect(body).toContain("&lt;script>alert(1)&lt;/script>");
    expect(body).toContain("[a](javascript:x) &amp; ");
  });

  test("with a line of nothing but asterisks, right-to-left letters or a very long line still reads", () => {
    expect(shown("****\n\n** **\n\n***")).toContain("****");
    expect(shown("رزا تارنویک **روزا**")).toContain("<strong>روزا</strong>");
    expect(blocksOf(`${"**a".repeat(20_000)}`)).toHaveLength(1);
  });
});
