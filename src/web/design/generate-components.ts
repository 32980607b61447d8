// Writes components.generated.ts from the option lists that govuk-frontend ships with its templates.
// Run it after an upgrade of govuk-frontend: node src/web/design/generate-components.ts
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const used = [
  "back-link",
  "breadcrumbs",
  "button",
  "character-count",
  "checkboxes",
  "date-input",
  "details",
  "error-message",
  "error-summary",
  "exit-this-page",
  "fieldset",
  "file-upload",
  "hint",
  "input",
  "inset-text",
  "label",
  "notification-banner",
  "pagination",
  "panel",
  "phase-banner",
  "radios",
  "select",
  "service-navigation",
  "skip-link",
  "summary-list",
  "table",
  "tabs",
  "tag",
  "task-list",
  "textarea",
  "warning-text",
];

interface Option {
  readonly name: string;
  readonly type: string;
  readonly required?: boolean;
  readonly description: string;
  readonly isComponent?: boolean;
  readonly params?: readonly Option[];
}

/** The source of components.generated.ts: a props interface and a component for each GOV.UK template we use. */
export function componentsSource(): string {
  const version = readJson<{ version: string }>("govuk-frontend/package.json").version;
  return [
    `// Made from the option lists of govuk-frontend ${version} by generate-components.ts. Do not edit.`,
    `import { type Attributes, component, type Items, type Markup } from "./component.ts";`,
    ...used.map((name) => {
      const options = readJson<Option[]>(`govuk-frontend/dist/govuk/components/${name}/macro-options.json`);
      const type = pascal(name);
      return `
export interface ${type}Props ${objectType(options, "", name)}
/** GOV.UK ${name}. */
export const ${type} = component<${type}Props>("govuk/components/${name}/template.njk");`;
    }),
    "",
  ].join("\n");
}

function objectType(options: readonly Option[], indent: string, path: string): string {
  const lines = options
    .filter(
      (option) =>
        !isBareSlot(option) || options.every((other) => isBareSlot(other) || other.name !== option.name),
    )
    .map((option) => `${indent}  ${property(option, options, `${indent}  `, path)}`);
  return `{\n${lines.join("\n")}\n${indent}}`;
}

function property(option: Option, beside: readonly Option[], indent: string, path: string): string {
  if (option.type === "nunjucks-block") return "readonly children?: Markup | undefined;";
  const type = typeOf(option, indent, `${path}.${option.name}`);
  return isNeeded(option, beside)
    ? `readonly ${option.name}: ${type};`
    : `readonly ${option.name}?: ${type} | undefined;`;
}

function typeOf(option: Option, indent: string, path: string): string {
  if (/html$/i.test(option.name) || isBareSlot(option)) return "Markup";
  if (/^date-input\.(day|month|year)$/.test(path))
    return `Partial<NonNullable<GovukDateInputProps["items"]>[number] & object>`;
  if (option.type === "array") return arrayType(option, indent, path);
  if (option.params) return objectType(option.params, indent, path);
  if (option.isComponent) return `${pascal(kebab(option.name))}Props`;
  if (option.type === "object")
    return /attributes$/i.test(option.name) ? "Attributes" : "Readonly<Record<string, string>>";
  return option.type === "integer" ? "number" : option.type;
}

function arrayType(option: Option, indent: string, path: string): string {
  if (!option.params) return "readonly string[]";
  const item = objectType(option.params, indent, path);
  // A cell of a table row is described as if it were the row; a divider stands between items and is no choice.
  if (path === "table.rows") return `Items<Items<${item}>>`;
  const hasDivider = option.params.some((param) => param.name === "divider");
  return hasDivider ? `Items<{ readonly divider: string } | ${item}>` : `Items<${item}>`;
}

/** `text` and `html` (and `maxlength` and `maxwords`) are each marked as required though one replaces the other. */
function isNeeded(option: Option, beside: readonly Option[]): boolean {
  const twin = /text$/i.test(option.name)
    ? option.name.replace(/text$/, "html").replace(/Text$/, "Html")
    : option.name.replace(/html$/, "text").replace(/Html$/, "Text");
  const hasTwin = twin !== option.name && beside.some((other) => other.name === twin);
  return option.required === true && !hasTwin && !option.description.includes("not required");
}

/** Slots that take raw HTML in a bare string: left out where the same slot as an object takes JSX. */
function isBareSlot(option: Option): boolean {
  return option.type === "string" && option.description.startsWith("HTML injected") && option.name !== "html";
}

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(createRequire(import.meta.url).resolve(name), "utf8"));
}

function pascal(name: string): string {
  return `Govuk${name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())}`;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

if (import.meta.main) writeFileSync(new URL("components.generated.ts", import.meta.url), componentsSource());
