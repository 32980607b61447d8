import { MojSubNavigation } from "../../web/design/index.ts";

/** The parts of the directory: whom we ask, and every other council with its contact. [G06] */
export function DirectoryParts({ active }: { active: "contacts" | "councils" }) {
  return (
    <MojSubNavigation
      label="Parts of the directory"
      items={[
        { text: "Whom we can ask", href: "/directory", active: active === "contacts" },
        { text: "Every council", href: "/directory/councils", active: active === "councils" },
      ]}
    />
  );
}
