import { strToU8, zipSync } from "fflate";

/** What an OpenDocument text is made of here. */
export type Block =
  | { title: string }
  | { heading: string }
  | { paragraph: string }
  | {
      columns: readonly string[];
      rows: readonly (readonly string[])[];
      /** A bar at the end of each row, as long as its number. */
      bars?: readonly (number | undefined)[] | undefined;
    };

/** How many spaces the longest bar has: they fit into the narrowest column. */
const longestBar = 16;

export const odtType = "application/vnd.oasis.opendocument.text";

/** An OpenDocument text (ODF 1.3), as word processors open it: headings, paragraphs and tables, in British English. */
export function odtOf(blocks: readonly Block[], madeAt: Temporal.Instant): Uint8Array {
  const file = (xml: string) => strToU8(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
  return zipSync(
    {
      // First and not compressed, so that a file is known by its first bytes.
      mimetype: [strToU8(odtType), { level: 0 }],
      "META-INF/manifest.xml": file(manifest),
      "styles.xml": file(styles),
      "content.xml": file(
        `<office:document-content ${names} office:version="1.3"><office:automatic-styles>${ofTables}</office:automatic-styles><office:body><office:text>${blocks.map(xmlOf).join("")}</office:text></office:body></office:document-content>`,
      ),
    },
    { mtime: madeAt.epochMilliseconds },
  );
}

function xmlOf(block: Block, at: number): string {
  if ("title" in block)
    return `<text:h text:style-name="Title" text:outline-level="1">${said(block.title)}</text:h>`;
  if ("heading" in block)
    return `<text:h text:style-name="Heading" text:outline-level="2">${said(block.heading)}</text:h>`;
  if ("paragraph" in block) return `<text:p text:style-name="Body">${said(block.paragraph)}</text:p>`;
  const { columns, rows, bars } = block;
  const most = Math.max(1, ...(bars ?? []).map((bar) => bar ?? 0));
  const cellsOf = (cells: readonly string[], style: string) =>
    cells
      .map((cell, column) => cellOf(said(cell || "–"), column === 0 ? style : `${style}_20_number`))
      .join("");
  const row = (cells: string) => `<table:table-row>${cells}</table:table-row>`;
  return [
    `<table:table table:name="Table ${at}" table:style-name="Table">`,
    `<table:table-column table:number-columns-repeated="${columns.length + (bars ? 1 : 0)}"/>`,
    `<table:table-header-rows>${row(cellsOf(columns, "Head") + (bars ? cellOf("As a picture", "Head") : ""))}</table:table-header-rows>`,
    ...rows.map((cells, nth) =>
      row(cellsOf(cells, "Cell") + (bars ? cellOf(barOf(bars[nth] ?? 0, most), "Cell") : "")),
    ),
    `</table:table><text:p text:style-name="Body"/>`,
  ].join("");
}

/** For the eye alone, as on the page: spaces on a colour, which nobody has read out. */
function barOf(count: number, most: number): string {
  const spaces = Math.round((longestBar * count) / most);
  return spaces === 0 ? "" : `<text:span text:style-name="Bar">${"\u00A0".repeat(spaces)}</text:span>`;
}

function cellOf(xml: string, style: string): string {
  return `<table:table-cell table:style-name="Ruled" office:value-type="string"><text:p text:style-name="${style}">${xml}</text:p></table:table-cell>`;
}

// XML has no place for the other control characters.
function said(words: string): string {
  return words
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\n", "<text:line-break/>");
}

const names = ["office", "text", "table", "style"]
  .map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`)
  .concat('xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"')
  .join(" ");

const manifest = `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">${[
  ["/", odtType],
  ["content.xml", "text/xml"],
  ["styles.xml", "text/xml"],
]
  .map(([path, type]) => `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="${type}"/>`)
  .join("")}</manifest:manifest>`;

const paragraph = (name: string, shape: string, letters = "") =>
  `<style:style style:name="${name.replace(" ", "_20_")}" style:display-name="${name}" style:family="paragraph"><style:paragraph-properties ${shape}/><style:text-properties ${letters}/></style:style>`;
const bold = 'fo:font-weight="bold"';

const styles = `<office:document-styles ${names} office:version="1.3"><office:styles>${[
  `<style:default-style style:family="paragraph"><style:text-properties fo:font-family="Arial" fo:font-size="11pt" fo:language="en" fo:country="GB"/></style:default-style>`,
  paragraph("Title", 'fo:margin-bottom="0.4cm"', `${bold} fo:font-size="20pt"`),
  paragraph(
    "Heading",
    'fo:margin-top="0.5cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"',
    `${bold} fo:font-size="14pt"`,
  ),
  paragraph("Body", 'fo:margin-bottom="0.2cm"'),
  paragraph("Head", "", bold),
  paragraph("Head number", 'fo:text-align="end"', bold),
  paragraph("Cell", ""),
  paragraph("Cell number", 'fo:text-align="end"'),
].join("")}</office:styles></office:document-styles>`;

// A word processor knows the looks of tables only beside the tables themselves.
const ofTables =
  '<style:style style:name="Table" style:family="table"><style:table-properties table:align="margins"/></style:style>' +
  '<style:style style:name="Ruled" style:family="table-cell"><style:table-cell-properties fo:padding="0.1cm" fo:border-bottom="0.5pt solid #b1b4b6"/></style:style>' +
  '<style:style style:name="Bar" style:family="text"><style:text-properties fo:background-color="#8eb8dc"/></style:style>';
