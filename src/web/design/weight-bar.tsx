/** How much evidence speaks, in words: "for, 9.8", "against, 3", "says nothing". One more is twice as likely. */
export function weightInWords(bits: number): string {
  const weight = Math.round(Math.abs(bits) * 10) / 10;
  if (weight === 0) return "says nothing";
  return `${bits > 0 ? "for" : "against"}, ${weight}`;
}

/** Evidence as a bar, to the left against and to the right for, with its words. */
export function WeightBar({ bits }: { readonly bits: number }) {
  const length = Math.min(Math.abs(bits) / 18, 1) * 48;
  return (
    <span class="keepsight-no-break">
      <svg width="100" height="14" aria-hidden="true">
        <line x1="50" x2="50" y1="0" y2="14" stroke="#0b0c0c" />
        <rect
          x={bits < 0 ? 50 - length : 50}
          y="3"
          width={length}
          height="8"
          fill={bits < 0 ? "#d4351c" : "#1d70b8"}
        />
      </svg>{" "}
      {weightInWords(bits)}
    </span>
  );
}
