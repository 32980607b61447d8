import { execFileSync, spawn, spawnSync } from "node:child_process";
import { createReadStream, createWriteStream, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { SaxesParser } from "saxes";
import { built } from "./built.ts";

/**
 * Reads and writes a Common Transfer File of invented pupils (100,000, or the number given) with the built command, a
 * heap of 128 MB and the memory watched: pupils and MB a second, and how many times longer than a bare parse of the same
 * bytes that keeps nothing. That is libxml2's (`xmllint --stream --noout`) where it is on the machine, else saxes alone.
 */
const { upnWith } = await built<typeof import("../src/children/index.ts")>("children/index");
const pupils = Number(process.argv.at(-1)) || 100_000;
const folder = mkdtempSync(join(tmpdir(), "ctf-bench-"));
const file = join(folder, "9972001_CTF_9972002_001.xml");
const isLibxml2Here = spawnSync("xmllint", ["--version"]).error === undefined;
const rounds = 3;
type Run = { seconds: number; peak: number };
try {
  await pipeline(Readable.from(invented(pupils)), createWriteStream(file));
  const megabytes = statSync(file).size / 1e6;
  const out = join(folder, "out");
  const commands = [["--help"], ["check", file], ["read", file], ["write", file, "--out", out]];
  const works = [bareParse, ...commands.map((words) => () => ran(words))];
  const best = works.map((): Run => ({ seconds: Number.POSITIVE_INFINITY, peak: 0 }));
  for (let round = 0; round < rounds; round++) {
    for (const [at, work] of works.entries()) {
      const { seconds, peak } = await work();
      const before = best[at] as Run;
      best[at] = { seconds: Math.min(seconds, before.seconds), peak: Math.max(peak, before.peak) };
    }
    rmSync(out, { recursive: true });
  }
  console.log(`${pupils} pupils, ${megabytes.toFixed(0)} MB; the shortest of ${rounds} rounds by turns`);
  const line = (what: string, seconds: number, more = "") =>
    console.log(
      `${what.padEnd(22)} ${seconds.toFixed(2)} s: ${Math.round(pupils / seconds)} pupils/s, ${(megabytes / seconds).toFixed(1)} MB/s${more}`,
    );
  const [bare, nothing, ...ours] = best as [Run, Run, ...Run[]];
  line(isLibxml2Here ? "libxml2 (xmllint)" : "bare saxes, no libxml2", bare.seconds);
  for (const [at, { seconds, peak }] of ours.entries()) {
    // What the program takes to start and end is not counted.
    const own = seconds - nothing.seconds;
    const times = (own / bare.seconds).toFixed(1);
    line(
      `ctf ${commands[at + 1]?.[0]}`,
      own,
      `; ${times} times the bare parse; peak ${Math.round(peak / 1024)} MB`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bareParse(): Promise<Run> {
  const begun = performance.now();
  if (isLibxml2Here) execFileSync("xmllint", ["--stream", "--noout", "--huge", file], { stdio: "ignore" });
  else {
    const parser = new SaxesParser({ xmlns: true });
    for await (const text of createReadStream(file, "utf8")) parser.write(text as string);
    parser.close();
  }
  return { seconds: (performance.now() - begun) / 1000, peak: 0 };
}

/** The command as a person types it, its seconds, and the most memory that it held, in KB. */
async function ran(words: readonly string[]): Promise<Run> {
  const begun = performance.now();
  const program = spawn(process.execPath, ["--max-old-space-size=128", "bin/keepsight.js", "ctf", ...words], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, residentKilobytes(program.pid));
  }, 50);
  const code = await new Promise((ended) => program.once("close", ended));
  clearInterval(watch);
  if (code !== 0) throw new Error(`keepsight ctf ${words.join(" ")} ended with ${code}.`);
  return { seconds: (performance.now() - begun) / 1000, peak };
}

/** As Linux keeps it; 0 on other systems. */
function residentKilobytes(pid: number | undefined): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** A file of pupils with a history of some results each, as a leaver's file has. */
function* invented(count: number): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>26.0</CTFversion>
<DateTime>2026-11-29T09:30:00</DateTime><DocumentQualifier>full</DocumentQualifier>
<SourceSchool><LEA>997</LEA><Estab>2001</Estab></SourceSchool><DestSchool><LEA>997</LEA><Estab>2002</Estab></DestSchool></Header>
<CTFpupilData>\n`;
  const results = Array.from(
    { length: 12 },
    (_, at) =>
      `<StageAssessment><Locale>ENG</Locale><Year>20${14 + at}</Year><Subject>MAT</Subject><Method>TA</Method><Component>LEV</Component><ResultStatus>R</ResultStatus><ResultQualifier>NL</ResultQualifier><Result>${at % 5}</Result></StageAssessment>`,
  ).join("\n");
  for (let at = 0; at < count; at++) {
    const upn = upnWith(
      "997",
      String(2000 + Math.floor(at / 90_000)),
      String(10 + (Math.floor(at / 1000) % 90)),
      String(at % 1000).padStart(3, "0"),
    );
    yield `<Pupil><UPN>${upn}</UPN><Surname>WINDLE${at}</Surname><Forename>Orla</Forename><DOB>2014-0${1 + (at % 9)}-12</DOB><Sex>F</Sex>
<BasicDetails><MiddleNames>Ann</MiddleNames><NCyearActual>6</NCyearActual><Ethnicity>WBRI</Ethnicity></BasicDetails>
<Address><AddressLines><AddressLine1>${at} Sea Lane</AddressLine1><AddressLine4>Eastmere</AddressLine4></AddressLines><PostCode>EA4 7DN</PostCode></Address>
<StageAssessments><KeyStage><Stage>KS1</Stage>
${results}
</KeyStage></StageAssessments></Pupil>\n`;
  }
  yield "</CTFpupilData></CTfile>\n";
}
