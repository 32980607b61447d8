/** Where the pupil went is not known: one pupil a file, for the store of lost pupils. */
export const destinationUnknown = "XXXXXXX";
/** The pupil went to the independent sector, is home educated, or left England and Wales. */
export const destinationOutside = "MMMMMMM";

/** What a transfer file's name says. */
export type FileName = { source: string; destination: string; sequence: number };

const form = /^(\d{7})_CTF_(\d{7}|X{7}|M{7}|L{7}|\d{3}L{4})_(\d{3})\.xml$/i;

/** Reads a file's name, without its folder; undefined where it is no transfer file's. */
export function readFileName(name: string): FileName | undefined {
  const [, source, destination, sequence] = form.exec(name) ?? [];
  return source && destination && sequence
    ? { source, destination: destination.toUpperCase(), sequence: Number(sequence) }
    : undefined;
}

/** The name of a file: source, destination and a number from 1 to 999. */
export function fileNameOf({ source, destination, sequence }: FileName): string {
  return `${source}_CTF_${destination}_${String(sequence).padStart(3, "0")}.xml`;
}
