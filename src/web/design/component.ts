import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import nunjucks from "nunjucks";
import { type ComponentChildren, Fragment, type FunctionComponent, h } from "preact";
import { jsxTemplate } from "preact/jsx-runtime";
import { templateDate } from "./words.ts";

/** What a template takes as `html`, written as JSX. A plain string is text, and is escaped. */
export type Markup = ComponentChildren;

/** HTML attributes of one element; those that are undefined are left off. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** A list in which `condition && item` may stand; what is false is left out. */
export type Items<Item> = readonly (Item | false | undefined)[];

const require = createRequire(import.meta.url);
const folderAbove = (name: string, levels: number): string =>
  Array.from({ length: levels }).reduce<string>((path) => dirname(path), require.resolve(name));

const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader([
    folderAbove("govuk-frontend/dist/govuk/template.njk", 2),
    folderAbove("@ministryofjustice/frontend/moj/template.njk", 2),
  ]),
  { autoescape: true, trimBlocks: true, lstripBlocks: true },
);
environment.addFilter("mojDate", templateDate);

/**
 * A component that renders a shipped Nunjucks template, compiled once, with no element of its own around it.
 * JSX in the props never passes through Nunjucks: a mark stands in for it, so that the template cannot escape,
 * indent or trim it, and it is rendered with the rest of the page.
 */
export function component<Props>(template: string): FunctionComponent<Props> {
  let compiled: nunjucks.Template | undefined;
  return (props) => {
    compiled ??= environment.getTemplate(template, true);
    const markup: Markup[] = [];
    const { children, ...params } = forTemplate(props, markup) as Record<string, unknown>;
    const html = compiled.render(children ? { params, caller: () => children } : { params });
    const [first = "", ...rest] = html.split(marked);
    const parts = [first, ...rest.filter((_, index) => index % 2 === 1)];
    const shown = rest
      .filter((_, index) => index % 2 === 0)
      .map((index) => h(Fragment, null, markup[Number(index)]));
    return jsxTemplate(parts, ...shown);
  };
}

// Nobody can type the mark: it is drawn anew in each process. It has only letters and digits, which no filter alters.
const mark = `markup${randomBytes(12).toString("hex")}n`;
const marked = new RegExp(`${mark}(\\d+)e`);

function forTemplate(value: unknown, markup: Markup[]): unknown {
  if (Array.isArray(value)) {
    return value
      .filter((item) => item !== undefined && item !== false)
      .map((item) => forTemplate(item, markup));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => {
      if (part === undefined) return [];
      if (!/^children$|html$/i.test(key)) return [[key, forTemplate(part, markup)]];
      if (part === null || part === false || part === "") return [];
      return [[key, `${mark}${markup.push(part) - 1}e`]];
    }),
  );
}
