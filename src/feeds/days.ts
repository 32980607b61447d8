const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * A day written as 2015-02-28, 28/02/2015 or 28-02-2015, as 2015-02-28; undefined when there is no such day.
 * By hand and not by Temporal: an import reads hundreds of thousands of them.
 */
export function readDay(text: string): string | undefined {
  const iso = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (iso) return existing(iso[1], iso[2], iso[3]);
  const british = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/.exec(text);
  return british
    ? existing(british[3], british[2]?.padStart(2, "0"), british[1]?.padStart(2, "0"))
    : undefined;
}

function existing(year = "", month = "", day = ""): string | undefined {
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const length = month === "02" && leap ? 29 : (monthLengths[Number(month) - 1] ?? 0);
  return Number(day) >= 1 && Number(day) <= length && Number(year) >= 1900 && Number(year) <= 2100
    ? `${year}-${month}-${day}`
    : undefined;
}
