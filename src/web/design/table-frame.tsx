import type { ComponentChildren } from "preact";

/** A frame in which a table wider than the screen scrolls, also by keyboard. `label` says what the table is. */
export function TableFrame({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ComponentChildren;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section class="keepsight-table-frame" aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
