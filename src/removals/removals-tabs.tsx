import { MojSubNavigation } from "../web/design/index.ts";

const school = [
  { text: "Removals", href: "/my-school/removals" },
  { text: "Evidence for inspection", href: "/my-school/removals/file" },
  { text: "Returns owed", href: "/my-school/returns" },
];
const authority = [
  { text: "Removals", href: "/removals" },
  { text: "Patterns", href: "/removals/patterns" },
  { text: "Returns received", href: "/removals/returns" },
  { text: "Leavers without destination", href: "/removals/leavers" },
];

/** The parts of what a school or an authority sees of removals. */
export function RemovalsTabs({ of, at }: { of: "school" | "authority"; at: string }) {
  const items = of === "school" ? school : authority;
  return (
    <MojSubNavigation label="Removals" items={items.map((item) => ({ ...item, active: item.href === at }))} />
  );
}
