// Read from what tsc emits, in dist/, where an import for a type alone is gone: types may cross any wall.
// Which part of the program may lean on which (docs/architecture.md). `npm run boundaries` holds it.
const { globSync } = require("node:fs");

/** What is written in .tsx is a page or a part of one. */
const pages = globSync("src/**/*.tsx").map(
  (file) => `^${file.replace(/^src/, "dist").replace(/\.tsx$/, "\\.js$")}`,
);

const slices = [
  "calendar",
  "procedures",
  "children",
  "access",
  "audit",
  "cases",
  "matching",
  "post",
  "transfer-files",
  "lost-pupils",
  "exchange",
  "referrals",
  "enquiries",
  "visits",
  "safeguarding",
  "letters",
  "home-education",
  "exclusions",
  "orders",
  "feeds",
  "comparisons",
  "return-interviews",
  "sweeps",
  "inspections",
  "terms",
  "earlier-register",
  "authorities",
  "removals",
  "rulebook",
  "standing-duties",
  "reports",
  "reminders",
  "disclosures",
  "retention",
  "subject-access",
  "whole-copy",
  "interface",
  "staff",
  "operating",
  "county",
  "second-records",
  "lives",
  "simulation",
];

/** A slice is entered by its index alone, but for what the shells must name: routes and commands. */
const throughTheDoor = slices.map((slice) => ({
  name: `${slice}-through-its-door`,
  severity: "error",
  from: { path: "^dist/", pathNot: [`^dist/${slice}/`] },
  to: {
    path: `^dist/${slice}/`,
    pathNot: [
      `^dist/${slice}/index\\.js$`,
      `^dist/${slice}/[^/]+/index\\.js$`,
      "\\.(routes|command|run)\\.js$",
      "^dist/access/roles\\.js$",
      // How names and numbers are written: `match`, `dedupe` and `ctf` need no page and no database for it.
      "^dist/children/(name-folding|postcode|upn)\\.js$",
    ],
  },
}));

module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: { path: "^dist/" }, to: { circular: true } },
    {
      name: "rules-are-pure",
      comment: "The calendar and the procedures know no database, no page and no clock.",
      severity: "error",
      from: { path: "^dist/(calendar|procedures)/", pathNot: "\\.(store|test|command|run)\\.js$" },
      to: { path: "^dist/(?!calendar/|procedures/|access/roles\\.js)" },
    },
    {
      name: "only-stores-speak-sql",
      severity: "error",
      from: {
        path: "^dist/",
        pathNot: [
          "\\.store\\.js$",
          "\\.test\\.js$",
          "^dist/(database|context|audit|jobs|cli|web|demonstration|access)",
        ],
      },
      to: { path: "^node_modules/(kysely|pg)/" },
    },
    {
      name: "acts-know-no-page",
      severity: "error",
      from: {
        path: "^dist/(?!web|cli|main|demonstration)[^/]+/[^/]+\\.js$",
        pathNot: ["\\.(routes|form|test|command|run)\\.js$", "index\\.js$", ...pages],
      },
      to: {
        path: "^(dist/web/(?!design/(words|date-fields|form-errors|read-form)|csv|problem\\.)|node_modules/fastify)",
      },
    },
    {
      name: "commands-are-light",
      comment:
        "What says what can be typed is read at every start; what does it (.run.ts) only when it is typed.",
      severity: "error",
      from: { path: "^dist/main\\.js$|\\.command\\.js$|^dist/cli/with-keepsight\\.js$" },
      to: {
        dynamic: false,
        path: "^(dist|node_modules)/",
        pathNot: [
          "\\.command\\.js$",
          "^dist/cli/with-keepsight\\.js$",
          "^dist/(county/asked-of-county|feeds/list-words|matching/linkage/engines|simulation/own-minutes)\\.js$",
          "^node_modules/commander/",
        ],
      },
    },
    {
      name: "anybodys-files-alone",
      comment: "`match`, `dedupe` and `ctf` read neither pages nor what speaks to our database.",
      severity: "error",
      from: { path: "^dist/(matching/linkage/linkage|transfer-files/ctf)\\.run\\.js$" },
      to: {
        path: "^dist/(database/|web/(?!csv\\.))|^node_modules/(kysely|pg|fastify|preact|nunjucks)/",
        reachable: true,
      },
    },
    {
      name: "tests-stay-out",
      severity: "error",
      from: { path: "^dist/", pathNot: "\\.test\\.js$" },
      to: { path: "^(test|bench)/|\\.test\\.js$" },
    },
    ...throughTheDoor,
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      mainFields: ["module", "main", "types"],
    },
  },
};
