import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shippedModel } from "../shipped-model.ts";
import { readColumnMap } from "./column-map.ts";
import { answers, linkLists } from "./link-lists.ts";
import { loadLists } from "./load-lists.ts";

// All children here are synthetic.
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "linkage-judge-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

type Row = { id: string; name: string; born: string; postcode: string; upn?: string };

/** Children whom nobody takes for each other, from one number to another, for lists to be of some length. */
function children(from: number, to: number): Row[] {
  return Array.from({ length: to - from }, (_, each) => {
    const drawn = (salt: number) => Math.imul(from + each + 1, salt) >>> 8;
    const name = (salt: number) =>
      [0, 1, 2, 3, 4, 5].map((at) => String.fromCharCode(97 + (Math.floor(drawn(salt) / 15 ** at) % 26)));
    const number = (salt: number, most: number) => String(1 + (drawn(salt) % most)).padStart(2, "0");
    return {
      id: `child-${from + each}`,
      name: `${name(0x9e3779b1).join("")} ${name(0x85ebca6b).join("")}`,
      born: `20${number(0xc2b2ae35, 18)}-${number(0x27d4eb2f, 12)}-${number(0x165667b1, 28)}`,
      postcode: `WE${number(0x9e3779b1, 90)} ${drawn(0x85ebca6b) % 10}AB`,
    };
  });
}
const others = children(0, 300);

/** The links of two lists by the ids of their rows, weighed by the model that comes with the program. */
async function linksOf(once: string, left: readonly Row[], right: readonly Row[]) {
  const file = (name: string, rows: readonly Row[]) => {
    const lines = rows.map(({ id, name: names, born, postcode, upn = "" }) =>
      [id, ...names.split(" "), born, postcode, "F", upn].join(","),
    );
    writeFileSync(
      join(folder, name),
      `${["ID,Forename,Surname,DOB,Postcode,Sex,UPN", ...lines].join("\n")}\n`,
    );
    return join(folder, name);
  };
  const map = readColumnMap(`
id: ID
once: ${once}
columns:
  forename: { type: name, part: given, column: Forename }
  surname: { type: name, part: family, column: Surname }
  born: { type: date, column: DOB }
  postcode: { type: place, column: Postcode }
  sex: { type: category, column: Sex }
  upn: { type: identifier, column: UPN }
`);
  const lists = await loadLists(map, {
    ...{ left: file("left.csv", left), right: file("right.csv", right), folder, megabytes: 200 },
  });
  const { links, rules } = await linkLists(map, lists, shippedModel, () => {});
  const found = new Map<string, { probability: number; answer: string | undefined; weight: number }>();
  for (let at = 0; at < links.length; at++) {
    const ids = (["left", "right"] as const).map((side) =>
      lists[side].ids.of(lists[side].order[links[side][at] as number] as number),
    );
    found.set(ids.join(" > "), {
      probability: links.probability[at] as number,
      answer: answers[links.answer[at] as number],
      weight: links.weight[at] as number,
    });
  }
  const likely = (ids: string) => (found.get(ids)?.probability ?? 0) > 0.5;
  return { found, likely, rules };
}

test("a twin takes no row from the child whose name it has, though the twin's address fits better [A11]", async () => {
  const maya = { name: "Maya Kiehnfield", born: "2010-10-24" };
  const { found, likely } = await linksOf(
    "left",
    [
      ...others,
      { ...maya, id: "maya", postcode: "WE67 6EA" },
      { ...maya, id: "twin", name: "Tilda Kiehnfield", postcode: "EA77 7GA" },
    ],
    [...others, { ...maya, id: "maya-old", postcode: "EA77 7GA" }],
  );
  expect(likely("maya > maya-old")).toBe(true);
  expect(found.get("maya > maya-old")?.answer).toBe("to be confirmed");
  expect(likely("twin > maya-old")).toBe(false);
});

test("rows that are the same are settled first, and nobody looks at them again; a rival is one who shares nearly as much [A11]", async () => {
  const present = { id: "present", name: "Mia Rivalfield", born: "2014-05-06", postcode: "WE21 4EA" };
  const moved = { ...present, id: "moved", postcode: "EA31 5GA" };
  const { found, likely, rules } = await linksOf("left", [...others, present, moved], [...others, present]);
  const [sure, later] = [
    rules.filter(({ name }) => !name.includes("left")),
    rules.filter(({ name }) => name.includes("left")),
  ];
  const pairs = (some: typeof rules) => some.reduce((sum, rule) => sum + rule.pairs, 0);
  expect(sure.length).toBeLessThan(15);
  expect(pairs(sure)).toBeGreaterThanOrEqual(others.length);
  expect(pairs(later)).toBeLessThan(others.length / 4);
  expect(likely("present > present")).toBe(true);
  expect(likely("moved > present")).toBe(false);
  for (const { id } of others) expect(found.get(`${id} > ${id}`)?.answer).toBe("linked");
});

test("a child who is surely on the roll under her own name is hardly her twin's row too [A11]", async () => {
  const ana = { id: "ana", name: "Ana Twinmere", born: "2016-03-09", postcode: "EA4 7DN" };
  const twin = { ...ana, id: "twin", name: "Zofia Twinmere" };
  const surely = await linksOf("left", [...others, ana], [...others, ana, twin]);
  expect(surely.likely("ana > ana")).toBe(true);
  expect(surely.found.get("ana > twin")?.probability).toBeCloseTo(1 / 3, 2);
  // Where nothing says whose row it is, a person does.
  const alone = await linksOf("left", [...others, ana], [...others, twin]);
  expect(alone.found.get("ana > twin")).toMatchObject({ probability: 0.5, answer: "to be confirmed" });
});

test("what is known of a child grows with each of her rows: two of one list that agree are one child's [A11]", async () => {
  const kay = { id: "kay", name: "Kay Kundefield", born: "", postcode: "EA69 9AA" };
  const [present, before] = [
    { ...kay, id: "present", born: "2019-03-29" },
    { ...kay, id: "before", born: "2019-03-29", postcode: "WE49 8EA" },
  ];
  const { found, likely } = await linksOf("left", [...others, kay], [...others, present, before]);
  expect(likely("kay > before")).toBe(true);
  // Never by itself: the child's own row says too little.
  expect(found.get("kay > before")?.answer).toBe("to be confirmed");
  const apart = { ...before, id: "another", born: "2013-11-02" };
  expect((await linksOf("left", [...others, kay], [...others, present, apart])).likely("kay > another")).toBe(
    false,
  );
});

test("whoever has a record under that number has the row of that number under another forename [A11]", async () => {
  const upn = "Z998209014005";
  const ida = { id: "ida", name: "Ida Townefield", born: "2012-03-18", postcode: "WE81 9EA" };
  const [present, before] = [
    { ...ida, id: "present", upn },
    { ...ida, id: "before", name: "Idella Townefield", postcode: "EA11 1DA", upn },
  ];
  const applied = { ...ida, id: "applied", name: "Ida Townefield" };
  const { likely, rules } = await linksOf("neither", [...others, applied], [...others, present, before]);
  // There is one pass, and nothing was left before it.
  expect(rules.filter(({ name }) => name.includes("what was left"))).toEqual([]);
  expect(likely("applied > before")).toBe(true);
});

test("a row that says too little itself is found by the number that it shares with one that is surely the child's [A11]", async () => {
  const eve = { id: "eve", name: "Eve Moorefield", born: "2012-03-18", postcode: "WE81 9EA" };
  const present = { ...eve, id: "present", upn: "Z998209014005" };
  const before = { ...present, id: "before", name: "Eve Hurst", born: "", postcode: "EA11 1DA" };
  const { found, likely } = await linksOf("neither", [...others, eve], [...others, present, before]);
  expect(likely("eve > before")).toBe(true);
  expect(found.get("eve > before")?.answer).toBe("to be confirmed");
  // The number alone does not do: it is often her brother's by mistake.
  const brother = { ...before, name: "Tom Moorefield", born: "2015-08-02" };
  const lists = [
    [...others, eve],
    [...others, present, brother],
  ] as const;
  expect((await linksOf("neither", ...lists)).likely("eve > before")).toBe(false);
});

test("namesakes of one birthday are two children if each is in both lists with another number and elsewhere [A11]", async () => {
  const ada = {
    id: "ada",
    name: "Ada Okonfield",
    born: "2013-06-07",
    postcode: "WE12 4EA",
    upn: "Z998209014005",
  };
  const namesake = { ...ada, id: "namesake", postcode: "EA51 7GA", upn: "X998209014006" };
  const applied = { ...ada, upn: "" };
  const { found } = await linksOf("neither", [...others, applied, namesake], [...others, ada, namesake]);
  expect(found.get("ada > ada")?.answer).toBe("linked");
  expect(found.get("namesake > namesake")?.answer).toBe("linked");
  // Shown to a person, as hardly likely.
  expect(found.get("ada > namesake")?.answer).toBe("to be confirmed");
  expect(found.get("ada > namesake")?.probability).toBeLessThan(0.34);
  // A child who moved may have got a new number: nobody says of two children where only one of these rows has a partner.
  const moved = await linksOf("neither", [...others, applied], [...others, ada, namesake]);
  expect(moved.likely("ada > namesake")).toBe(true);
});

test("what shares no more than brothers and sisters do is not likely one child, also if neither has a partner [A11]", async () => {
  const inBoth = children(0, 4000);
  const child = { id: "child", name: "Mariana Cunhafield", born: "2023-07-13", postcode: "WE66 8EA" };
  const sister = { ...child, id: "sister", name: "Marli Cunhafield", born: "2020-10-25" };
  const { found } = await linksOf("left", [...inBoth, child], [...inBoth, sister]);
  const pair = found.get("child > sister");
  // In rare surname and postcode they have so much in common that it would do.
  expect((pair?.weight ?? 0) - Math.log2(4001)).toBeGreaterThan(0.5);
  expect(pair?.probability).toBeCloseTo(1 / 3, 2);
});

test("where those without a partner are seldom on the other list, a namesake elsewhere is not held to be the child [A11]", async () => {
  const noor = { id: "noor", name: "Noor Olukotunfield", born: "", postcode: "WE10 5GA" };
  const namesake = { ...noor, id: "namesake", born: "2011-11-04", postcode: "WE75 7EA" };
  const inBoth = children(0, 600);
  const { found, likely } = await linksOf(
    "neither",
    [...inBoth, ...children(600, 1200), noor],
    [...inBoth, ...children(1200, 1800), namesake],
  );
  const pair = found.get("noor > namesake");
  // Among all children the same evidence would do: half of those of one list are in the other.
  expect((pair?.weight ?? 0) + Math.log2(600 / 1201 ** 2)).toBeGreaterThan(1);
  expect(likely("noor > namesake")).toBe(false);
});
