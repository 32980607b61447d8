import type { Rule } from "./blocking.ts";
import {
  countsAsOther,
  countsBeginnings,
  nearlyTheSame,
  shortName,
  somewhatAlike,
} from "./compare-values.ts";
import type { Dictionary } from "./dictionary.ts";
import { levels } from "./levels.ts";
import type { Field, Layout, PackedList } from "./packed-list.ts";
import type { Weights } from "./pair-weigher.ts";

/** What an engine's SQL calls the functions of the specification, and the types of what it compares. */
export type Dialect = {
  readonly jaroWinkler: string;
  /** Engines count two exchanged letters differently once more is wrong: only a distance of one is asked for. */
  readonly damerau: string;
  readonly startsWith: string;
  readonly has: string;
  readonly hasAll: string;
  readonly number: string;
  readonly text: string;
  readonly numbers: string;
};

/**
 * A list as a table: the row, its places as they are packed (`p`), the text of each field that is compared by its letters
 * (`t`), and the words of each name (`w`), so that two rows say all that a comparison asks.
 */
export function columnsOf({ fields, stride }: Layout, { number, text, numbers }: Dialect): string[] {
  return [
    `row ${number}`,
    ...Array.from({ length: stride }, (_, place) => `p${place} ${number}`),
    ...fields.flatMap(({ type }, field) => (type === "category" ? [] : [`t${field} ${text}`])),
    ...namePlaces(fields).map(({ place }) => `w${place} ${numbers}`),
  ];
}

/** One row of such a table, cell by cell; a text is a character a byte, as the engine compares it. */
export function cellsOf(
  { fields, stride }: Layout,
  dictionaries: readonly (Dictionary | undefined)[],
): (list: PackedList, row: number) => (number | string | number[])[] {
  const texts = fields.flatMap(({ type, at, dictionary }) =>
    type === "category" ? [] : [{ at, dictionary: dictionaries[dictionary] as Dictionary }],
  );
  const words = namePlaces(fields).map(({ place, dictionary }) => ({
    place,
    dictionary: dictionaries[dictionary] as Dictionary,
  }));
  return ({ rows }, row) => {
    const base = row * stride;
    const codeAt = (place: number) => rows[base + place] as number;
    return [
      row,
      ...rows.subarray(base, base + stride),
      ...texts.map(({ at, dictionary }) => textOf(dictionary, codeAt(at))),
      ...words.map(({ place, dictionary }) => wordsOf(dictionary, codeAt(place))),
    ];
  };
}

function textOf({ letters, start }: Dictionary, code: number): string {
  const { buffer, byteOffset } = letters;
  const from = start[code] as number;
  return Buffer.from(buffer, byteOffset + from, (start[code + 1] as number) - from).toString("latin1");
}

function wordsOf({ words, wordStart }: Dictionary, code: number): number[] {
  return [...words.subarray(wordStart[code], wordStart[code + 1])];
}

function namePlaces(fields: readonly Field[]): { place: number; dictionary: number }[] {
  return fields
    .filter(({ type }) => type === "name")
    .flatMap(({ at, slots, dictionary }) =>
      Array.from({ length: slots }, (_, slot) => ({ place: at + slot, dictionary })),
    );
}

/** If every part of a rule is there and the same in the rows `a` and `b`. */
export function isMadeInSql({ left, right }: Rule): string {
  return left.map((place, part) => `a.p${place} <> 0 and a.p${place} = b.p${right[part]}`).join(" and ");
}

/** The levels of the rows `a` and `b`, field by field, as v0, v1 and so on. */
export function levelsInSql(layout: Layout, dialect: Dialect): string {
  return layout.fields
    .map((field, index) => `${levelOf(layout, field, index, dialect)} as v${index}`)
    .join(", ");
}

/**
 * Whether a level v0, v1 and so on may be one too low. Of letters that match in another order Jaro counts half: the engine
 * and DuckDB leave out a half that remains, ClickHouse does not, so that its likeness is lower by a sixth of a letter that
 * matches, at most an eighteenth in all. Around 0.7 more hangs on it: what two beginnings have in common counts only above.
 */
export function doubtInSql({ fields }: Layout): string {
  const most = 1 / 18 + 1e-9;
  const doubts = fields.flatMap(({ type }, index) => {
    if (type !== "name") return [];
    const [level, likeness] = [`v${index}`, `k${index}`];
    return [
      `(${level} = 2 and ${likeness} >= ${nearlyTheSame - most})`,
      `(${level} = 1 and (${likeness} >= ${somewhatAlike - most} or (g${index} and ${likeness} between ${countsBeginnings - most} and ${countsBeginnings + 1e-9})))`,
    ];
  });
  return `case when ${["1 = 0", ...doubts].join(" or ")} then 1 else 0 end`;
}

/** How alike the names of the rows `a` and `b` are, for `doubtInSql`: k0 and so on, and if they begin alike, as g0 and so on. */
export function likenessInSql({ fields }: Layout, { jaroWinkler }: Dialect): string {
  return fields
    .flatMap(({ type }, index) =>
      type === "name"
        ? [
            `${jaroWinkler}(a.t${index}, b.t${index}) as k${index}`,
            `substr(a.t${index}, 1, 2) = substr(b.t${index}, 1, 2) as g${index}`,
          ]
        : [],
    )
    .join(", ");
}

/** The levels v0, v1 and so on as one number, a floating one, as the engine has it. */
export function patternInSql({ fields }: Layout): string {
  return fields.reduce((sum, { type }, field) => `(${sum}) * ${levels[type].length} + v${field}`, "0e0");
}

/**
 * The pairs of `pairs` (rows `l` and `r`, levels, and as c0, c1 and so on the left row's values) with pattern and bits, those that
 * weigh at least so many, or may do so: `doubt` is 1 where a level may be one too low. How rare each value of a field is stands
 * in the table that `rarityTable` names.
 */
export function weighedInSql(
  layout: Layout,
  { bits, rarity }: Weights,
  atLeast: number,
  pairs: string,
  doubt: string,
  rarityTable: (field: number) => string,
): string {
  const { fields } = layout;
  const weights = fields.map(({ type }, field) => {
    const of = (level: number) => bits[field]?.[level] ?? 0;
    const weighed = levels[type].map((_, level) => {
      const mayBe =
        type === "name" && (level === 1 || level === 2) ? Math.max(0, of(level + 1) - of(level)) : 0;
      return `when ${level} then ${inSql(of(level))}${mayBe > 0 ? ` + doubt * ${inSql(mayBe)}` : ""}`;
    });
    const ofValue = rarity[field]
      ? ` + case when v${field} = ${levels[type].length - 1} then bits${field} else 0e0 end`
      : "";
    return `case v${field} ${weighed.join(" ")} end${ofValue}`;
  });
  const joins = fields.flatMap((_, field) =>
    rarity[field] ? [`join ${rarityTable(field)} on code${field} = c${field}`] : [],
  );
  return `select l, r, pattern, bits, doubt from (select l, r, doubt, ${patternInSql(layout)} as pattern, ${weights.join(" + ")} as bits
    from (select *, ${doubt} as doubt from (${pairs}) compared) levelled ${joins.join(" ")}) weighed where bits >= ${inSql(atLeast)}`;
}

/** The left row's values of the fields, for `weighedInSql`. */
export function valuesInSql({ fields }: Layout): string {
  return fields.map(({ at }, field) => `a.p${at} as c${field}`).join(", ");
}

/** A number with an exponent: it is a floating one in every dialect. */
function inSql(number: number): string {
  return `(${number.toExponential()})`;
}

function levelOf(layout: Layout, field: Field, index: number, dialect: Dialect): string {
  const { type, at } = field;
  const [x, y] = [`a.p${at}`, `b.p${at}`];
  const isOneSlip = `${dialect.damerau}(a.t${index}, b.t${index}) <= 1`;
  const isMissing = `${x} = 0 or ${y} = 0`;
  const anyShared =
    field.slots > 1
      ? everySlot(field, (one, other) => `(a.p${one} <> 0 and a.p${one} = b.p${other})`).join(" or ")
      : "1 = 0";
  if (type === "category") return `case when ${isMissing} then 0 when ${x} = ${y} then 2 else 1 end`;
  if (type === "identifier")
    return `case when ${x} <> 0 and ${x} = ${y} then 4 when ${anyShared} then 3 when ${isMissing} then 0 when ${isOneSlip} then 2 else 1 end`;
  if (type === "place")
    return `case when ${x} <> 0 and ${x} = ${y} then 5 when ${anyShared} then 4 when ${isMissing} then 0 when ${isOneSlip} then 3
      when a.p${field.coarse} <> 0 and a.p${field.coarse} = b.p${field.coarse} then 2 else 1 end`;
  if (type === "date") {
    const same = (from: number, count: number) =>
      `case when substr(a.t${index}, ${from}, ${count}) = substr(b.t${index}, ${from}, ${count}) then 1 else 0 end`;
    return `case when ${isMissing} then 0 when ${x} = ${y} then 5 when a.p${field.exchanged} = ${y} then 4 when ${isOneSlip} then 3
      when ${same(1, 4)} + ${same(5, 2)} + ${same(7, 2)} = 2 then 2 else 1 end`;
  }
  return nameLevelOf(layout, field, index, dialect);
}

function nameLevelOf({ fields }: Layout, field: Field, index: number, dialect: Dialect): string {
  const { has, jaroWinkler } = dialect;
  const [x, y] = [`a.p${field.at}`, `b.p${field.at}`];
  const [textX, textY] = [`a.t${index}`, `b.t${index}`];
  const given = fields.find(({ part }) => part === "given");
  const family = fields.find(({ part }) => part === "family");
  const areExchanged =
    given && family && (field === given || field === family)
      ? exchangedInSql(fields, given, family, dialect)
      : "1 = 0";
  const otherName = everySlot(field, (one, other, left, right) => {
    if (!countsAsOther(field, left, right)) return "1 = 0";
    const [u, v] = [`a.p${one}`, `b.p${other}`];
    const ofWords = [
      ...(left > 0 ? [`${has}(a.w${one}, ${v})`] : []),
      ...(right > 0 ? [`${has}(b.w${other}, ${u})`] : []),
    ];
    return `(${u} <> 0 and ${v} <> 0 and (${[`${u} = ${v}`, ...ofWords].join(" or ")}))`;
  }).join(" or ");
  const isShortFor = field.part === "given" ? isShortForInSql(textX, textY, dialect) : "1 = 0";
  const likeness = `${jaroWinkler}(${textX}, ${textY})`;
  return `case when ${x} = 0 or ${y} = 0 then 0 when ${x} = ${y} then 7 when ${areExchanged} then 6 when ${otherName} then 5
    when (${isPartOfInSql(field.at, field.at, dialect)}) or (${isShortFor}) then 4 when ${likeness} >= ${nearlyTheSame} then 3
    when ${isSlipInSql(textX, textY, dialect)} then 3
    when ${likeness} >= ${somewhatAlike} then 2 else 1 end`;
}

/** If the two names stand in each other's place, one of them perhaps written a little otherwise. */
function exchangedInSql(fields: readonly Field[], given: Field, family: Field, dialect: Dialect): string {
  const moved = (one: Field, other: Field) => `a.p${one.at} = b.p${other.at}`;
  const isNearly = (one: Field, other: Field) => {
    const texts = [`a.t${fields.indexOf(one)}`, `b.t${fields.indexOf(other)}`] as const;
    const ways = [
      isSlipInSql(...texts, dialect),
      isPartOfInSql(one.at, other.at, dialect),
      isShortForInSql(...texts, dialect),
    ];
    return `a.p${one.at} <> 0 and b.p${other.at} <> 0 and (${ways.map((way) => `(${way})`).join(" or ")})`;
  };
  return `(${moved(given, family)} and ${moved(family, given)}) or
    (a.p${given.at} <> b.p${given.at} and a.p${family.at} <> b.p${family.at} and
      ((${moved(given, family)} and ${isNearly(family, given)}) or (${moved(family, given)} and ${isNearly(given, family)})))`;
}

function isSlipInSql(x: string, y: string, { damerau }: Dialect): string {
  return `${damerau}(${x}, ${y}) <= 1 and length(${x}) > ${shortName} and length(${y}) > ${shortName}`;
}

function isShortForInSql(x: string, y: string, { startsWith }: Dialect): string {
  return `least(length(${x}), length(${y})) >= 3 and (${startsWith}(${x}, ${y}) or ${startsWith}(${y}, ${x}))`;
}

/** If every word of the name with fewer words stands in the other, of the names at two places. */
function isPartOfInSql(left: number, right: number, { has, hasAll }: Dialect): string {
  const [wordsX, wordsY] = [`a.w${left}`, `b.w${right}`];
  const several = (of: string) => `greatest(length(${of}), 1)`;
  const holds = (few: string, code: string, many: string) =>
    `case when ${several(few)} = 1 then ${has}(${many}, ${code}) else ${hasAll}(${many}, ${few}) end`;
  return `(${several(wordsX)} > 1 or ${several(wordsY)} > 1) and
    case when ${several(wordsX)} <= ${several(wordsY)} then ${holds(wordsX, `a.p${left}`, wordsY)} else ${holds(wordsY, `b.p${right}`, wordsX)} end`;
}

function everySlot(
  { at, slots }: Field,
  print: (one: number, other: number, left: number, right: number) => string,
): string[] {
  const places = Array.from({ length: slots }, (_, slot) => slot);
  return places.flatMap((left) => places.map((right) => print(at + left, at + right, left, right)));
}
