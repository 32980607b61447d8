import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type LetterTemplate, readTemplate } from "./letter-template.ts";

/** The templates that come with the program: two levels up from here, both in src/ and in dist/. */
const folder = fileURLToPath(new URL("../../letters/", import.meta.url));

/** Every template that comes with the program, by name. Throws TemplateMistakes. */
export const shippedTemplates: ReadonlyMap<string, LetterTemplate> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(".md"))
    .sort()
    .map((file) => {
      const name = file.replace(/\.md$/, "");
      return [name, readTemplate(name, readFileSync(join(folder, file), "utf8"))];
    }),
);
