import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readSettings, UnusableSettings } from "./settings.ts";
import { realmOf } from "./sign-in-providers.ts";

const folder = mkdtempSync(join(tmpdir(), "keepsight-providers-"));
const path = join(folder, "providers.yaml");
const example = readFileSync(join(import.meta.dirname, "../deploy/providers.example.yaml"), "utf8");
afterAll(() => rmSync(folder, { recursive: true }));

function settingsOf(text: string) {
  writeFileSync(path, text);
  return readSettings({ KEEPSIGHT_PROVIDERS: path });
}

test("the example is read: who each is, and whom it speaks for; and there is no demonstration beside it", () => {
  const { providers, demonstration, signIn } = settingsOf(example);
  expect([demonstration, signIn]).toEqual([false, undefined]);
  expect(providers.map(realmOf)).toEqual([
    "https://login.microsoftonline.com/00000000-0000-0000-0000-000000000000/v2.0",
    "https://accounts.google.com#hd=westholme.example",
    "https://dfe-sign-in.example",
  ]);
  expect(providers.map(({ speaksFor }) => speaksFor)).toEqual([
    [
      { authority: "997", part: "council", place: null },
      { authority: "997", part: "agencies", place: null },
    ],
    [{ authority: "998", part: null, place: null }],
    [{ authority: null, part: "schools", place: null }],
  ]);
});

test.each([
  ["authority: all, schools: all", "authority: 926, schools: all", "quotation marks"],
  ["schools: all", "schools: [123]", "Write all, or a list such as"],
  ["key: schools", "key: eastmere", "A school: another provider has the same key"],
  ["name: A school", "name: eastmere council", "the same name"],
  ["https://dfe-sign-in.example", "http://dfe-sign-in.example", "begins with https"],
  ["00000000-0000-0000-0000-000000000000", "common", "own tenant"],
  ["claims: { hd: westholme.example }", "claims: {}", "Westholme Council: any Google account could sign in"],
  ['speaks-for: [{ authority: "998" }]', "speaks-for: []", "whom it may sign in"],
  ["client-id: keepsight", "client_id: keepsight", "providers 2"],
  ["providers:", "providers: [", path],
])("a file with a mistake is refused in one line: %s becomes %s", (right, wrong, says) => {
  expect(example).toContain(right);
  const refused = () => settingsOf(example.replace(right, wrong));
  expect(refused).toThrow(UnusableSettings);
  expect(refused).toThrow(says);
});

test("a file that is not there, and one beside the settings of one provider, are refused with the mend", () => {
  expect(() => readSettings({ KEEPSIGHT_PROVIDERS: join(folder, "none.yaml") })).toThrow("ENOENT");
  const both = { KEEPSIGHT_PROVIDERS: path, KEEPSIGHT_ISSUER: "https://a.example", KEEPSIGHT_CLIENT_ID: "x" };
  expect(() => readSettings(both)).toThrow("leave KEEPSIGHT_ISSUER out");
});
