import { expect, test } from "vitest";
import type { Column } from "./column-map.ts";
import { DictionaryInTheMaking } from "./dictionary.ts";
import { type CodedToPack, packedAndCounted, packedTogether } from "./packed-and-counted.ts";
import { layoutOf } from "./packed-list.ts";
import { shared } from "./shared-array.ts";

const columns = [
  { name: "surname", type: "name", part: "family", left: ["Surname"], right: ["Surname", "FormerSurname"] },
  { name: "born", type: "date", left: ["DOB"], right: ["DOB"] },
] as unknown as readonly Column[];

test("a list that is packed in a thread is packed as any other", async () => {
  const [surnames, days] = [new DictionaryInTheMaking("name"), new DictionaryInTheMaking("date")];
  const coded = (side: "left" | "right", rows: readonly (readonly string[])[]): CodedToPack => {
    const slots = columns.map((column) => column[side].length);
    const codes = shared(Int32Array, rows.length * (slots[0] as number) + rows.length);
    let at = 0;
    for (const row of rows)
      for (const [cell, value] of row.entries())
        codes[at++] = (cell < row.length - 1 ? surnames : days).codeOf(value);
    return { layout: layoutOf(columns), dictionaries: [], slots, codes, length: rows.length };
  };
  const lists = [
    coded("left", [
      ["vale", "20150304"],
      ["dray", ""],
      ["holt dean", "20140611"],
    ]),
    coded("right", [
      ["holt", "vale", "20160218"],
      ["dray", "", "20150403"],
      ["vale", "", "20150304"],
    ]),
  ];
  const dictionaries = [surnames.finished(), days.finished()];
  const toPack = lists.map((list) => ({ ...list, dictionaries }));
  const together = await packedTogether(toPack, 1);
  expect(together).toEqual(toPack.map(packedAndCounted));
  // Of a list alone, and in the order of the first date.
  expect(await packedTogether(toPack.slice(0, 1), 1)).toEqual([together[0]]);
  expect([...(together[1]?.order ?? [])]).toEqual([2, 1, 0]);
});
