import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import nunjucks from "nunjucks";
import { type ComponentChildren, Fragment, type FunctionComponent, h } from "preact";
import { jsxEscape, jsxTemplate } from "preact/jsx-runtime";
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

/** What a template made of one set of words: its pieces, and which markup stands between them. */
type Made = { readonly parts: string[]; readonly places: readonly number[] };

// A page shows the same tags, buttons and filters again and again, and a template takes far longer than looking up what
// it made of the same words before: the register's filter of four hundred schools took as long as the rest of the page.
const madeBefore = new Map<string, Made>();
// In characters: a table of a hundred rows is a quarter of a million, and all that is kept a few times as many bytes as this.
const mostKept = 8_000_000;
const longestKept = 500_000;
let kept = 0;

/**
 * A component that renders a shipped Nunjucks template, compiled once, with no element of its own around it.
 * JSX in the props never passes through Nunjucks: a mark stands in for it, so that the template cannot escape,
 * indent or trim it, and it is rendered with the rest of the page.
 */
export function component<Props>(template: string): FunctionComponent<Props> {
  return (props) => {
    const markup: Markup[] = [];
    const given = forTemplate(props, markup) as Record<string, unknown>;
    const made = madeOf(template, JSON.stringify(given), () => given);
    return drawn(made, markup);
  };
}

/**
 * The same where all words follow from a short `shape`, so that they are not gathered and compared again for each cell of a
 * long table. `props` is asked for what the template takes when that shape is new; in the places of its markup, in order, stands `markup`.
 */
export function shapedComponent<Props>(
  template: string,
): FunctionComponent<{ shape: string; props: () => Props; markup: readonly Markup[] }> {
  return ({ shape, props, markup }) => {
    const made = madeOf(
      template,
      `shape ${shape}`,
      () => forTemplate(props(), []) as Record<string, unknown>,
    );
    return drawn(made, markup);
  };
}

function madeOf(template: string, words: string, given: () => Record<string, unknown>): Made {
  const key = template + words;
  const before = madeBefore.get(key);
  if (before) return before;
  const made = madeBy(environment.getTemplate(template, true), given());
  const size = key.length + made.parts.reduce((sum, part) => sum + part.length, 0);
  if (size > longestKept) return made;
  if (kept + size > mostKept) {
    madeBefore.clear();
    kept = 0;
  }
  kept += size;
  madeBefore.set(key, made);
  return made;
}

function drawn({ parts, places }: Made, markup: readonly Markup[]) {
  return jsxTemplate(parts, ...places.map((place) => drawable(markup[place])));
}

/** A list may be drawn again, and escaping one would change it in place. */
function drawable(markup: Markup) {
  return Array.isArray(markup) ? h(Fragment, null, markup) : jsxEscape(markup);
}

function madeBy(compiled: nunjucks.Template, { children, ...params }: Record<string, unknown>): Made {
  const html = compiled.render(children ? { params, caller: () => children } : { params });
  const [first = "", ...rest] = html.split(marked);
  return {
    parts: [first, ...rest.filter((_, index) => index % 2 === 1)],
    places: rest.filter((_, index) => index % 2 === 0).map(Number),
  };
}

// Nobody can type the mark: it is drawn anew in each process. It has only letters and digits, which no filter alters.
const mark = `markup${randomBytes(12).toString("hex")}n`;
const marked = new RegExp(`${mark}(\\d+)e`);

// In plain loops: a register has a thousand cells and choices, and what entries() and filter() left behind for each of
// them was a quarter of the page's garbage.
function forTemplate(value: unknown, markup: Markup[]): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) {
    const given: unknown[] = [];
    for (const item of value) {
      if (item !== undefined && item !== false) given.push(forTemplate(item, markup));
    }
    return given;
  }
  const given: Record<string, unknown> = {};
  for (const key in value) {
    const part = (value as Record<string, unknown>)[key];
    if (part === undefined) continue;
    if (!takesMarkup(key)) given[key] = forTemplate(part, markup);
    else if (part !== null && part !== false && part !== "") given[key] = `${mark}${markup.push(part) - 1}e`;
  }
  return given;
}

/** Besides what is called html: the slots of a template. */
const slots: ReadonlySet<string> = new Set(["children", "start", "navigationStart", "navigationEnd"]);

function takesMarkup(key: string): boolean {
  return slots.has(key) || key.endsWith("html") || key.endsWith("Html");
}
