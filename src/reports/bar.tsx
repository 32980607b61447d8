/** A bar beside a number that stands in the same row, for the eye alone: how much of the longest bar it is, and its dark part. */
export function Bar({ whole, part, dark }: { whole: number; part: number; dark: number }) {
  const width = (number: number) => `${Math.round((1000 * number) / whole) / 10}%`;
  return (
    <svg class="keepsight-bar" aria-hidden="true" focusable="false">
      <rect class="keepsight-bar__part" width={width(part)} height="100%" />
      <rect class="keepsight-bar__dark" width={width(dark)} height="100%" />
    </svg>
  );
}
