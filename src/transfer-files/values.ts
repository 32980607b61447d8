import { upnFaultOf } from "../children/upn.ts";
import type { Value } from "./schema.ts";

/** What is wanted instead of a value; undefined when it is well. */
export function valueFaultOf(kind: Value, value: string): string | undefined {
  const fault = faults[kind](value);
  return typeof fault === "boolean" ? (fault ? wanted[kind] : undefined) : fault;
}

const wanted: Partial<Record<Value, string>> = {
  day: "A day is written 2026-11-29.",
  moment: "A moment is written 2026-11-29T09:30:00.",
  sex: "Sex is M or F.",
  year: "A year has four digits.",
  authority: "The authority is three digits, or XXX, MMM or LLL.",
  establishment: "The establishment is four digits, or XXXX, MMMM or LLLL.",
  version: "The version is written 26.0.",
  qualifier: "This is full or partial.",
  "document-name": "This says Common Transfer File.",
};

/** True, or a text of its own, where a value is amiss. */
const faults: Record<Value, (value: string) => boolean | string | undefined> = {
  text: () => false,
  anything: () => false,
  upn: (value) => (value === "" ? false : upnFaultOf(value)),
  day: (value) => value !== "" && !isDay(value),
  moment: (value) =>
    !/T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.test(value) ||
    !isDay(value.split("T")[0] ?? ""),
  sex: (value) => !/^[MF]$/.test(value),
  year: (value) => value !== "" && !/^\d{4}$/.test(value),
  authority: (value) => !/^(\d{3}|XXX|MMM|LLL)$/.test(value),
  establishment: (value) => !/^(\d{4}|XXXX|MMMM|LLLL)$/.test(value),
  version: (value) => !/^\d{2}\.\d$/.test(value),
  qualifier: (value) => !/^(full|partial)$/i.test(value),
  "document-name": (value) => !/^common transfer file$/i.test(value),
};

function isDay(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
