import type { ComponentChildren } from "preact";

/** The way to the rest of a list that is shown in parts; nothing where `href` is undefined, at its end. */
export function MoreAt({ href, children }: { href: string | undefined; children: ComponentChildren }) {
  if (href === undefined) return null;
  return (
    <p class="govuk-body keepsight-not-printed">
      <a class="govuk-link" href={href}>
        {children}
      </a>
    </p>
  );
}

/** A list to be taken into a spreadsheet, with the care that a file of names asks for. */
export function CsvFile({
  href,
  holdsNames = false,
  children = "Take the list as a CSV file",
}: {
  href: string;
  holdsNames?: boolean;
  children?: ComponentChildren;
}) {
  return (
    <p class="govuk-body keepsight-not-printed">
      <a class="govuk-link" href={href} download>
        {children}
      </a>{" "}
      for a spreadsheet.
      {holdsNames && " The file holds names: keep it where only those who need it can open it."}
    </p>
  );
}
