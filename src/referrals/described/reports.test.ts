import { createServer } from "node:net";
import { deflateSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../../test/support/database.ts";
import { type SignedIn, signedIn, unseenIn } from "../../../test/support/signed-in.ts";
import { csrfTokenOf } from "../../access/sign-in/session.ts";
import type { Keepsight } from "../../context.ts";
import { databaseFor } from "../../database/index.ts";
import { webServer } from "../../web/server.ts";
import { schoolForms } from "../school-forms.ts";
import { describedForms } from "./described-forms.ts";

let database: TestDatabase;
let server: FastifyInstance;
beforeAll(async () => {
  database = await testDatabase();
  database.setNow("2026-11-03T10:00:00Z");
  server = await webServer(database.keepsight);
});
afterAll(async () => {
  await server.close();
  await database.end();
});

const as = (name: string) => signedIn(database, server, name);
const rowOf = async (reference: string) =>
  (await database.owner.query("select * from referrals where reference = $1", [reference])).rows[0];

const told: Record<string, Record<string, string>> = {
  safeguarding: {
    concern: "yes",
    concernWords: "Never seen outside",
    socialWorker: "not-known",
    urgent: "no",
  },
  child: {
    forename: "Mara",
    surname: "Quillfeather",
    "born-day": "9",
    "born-month": "3",
    "born-year": "2016",
    sex: "F",
    school: "not known",
  },
  home: {
    address: "4 Invented Row",
    postcode: "ea4 7dn",
    carer: "Ada Quillfeather",
    carerPhone: "01632 960002",
  },
  more: { information: "No child of the house goes to school.", gp: "Larkmere Surgery (invented)" },
  you: { position: "Sergeant", phone: "01632 960004" },
};

/** Fills in a form page by page and sends it; answers the reference. */
async function report(
  sender: SignedIn,
  form: string,
  answers: Record<string, Record<string, string>> = told,
): Promise<string> {
  const at = new RegExp(`/reports/${form}/[0-9a-f]{12}`).exec((await sender.open("/reports")).body)?.[0];
  for (const [step, fields] of Object.entries(answers)) {
    const { status, body } = await sender.send(`${at}/${step}`, fields);
    if (status !== 303) throw new Error(`${step} was answered with ${status}: ${body}`);
  }
  const { location } = await sender.send(`${at}/check`, {}, { action: at ?? "" });
  return /\/reports\/(\w\w-R-\d+)\?sent/.exec(location ?? "")?.[1] ?? `no reference: ${location}`;
}

describe("an agency reports a child (CME2)", () => {
  test("it is kept as sent, acknowledged, and waits for the officer's decision with what it says of the child [D02] [A01]", async () => {
    const police = await as("police.eastmere");
    const reference = await report(police, "cme2");
    const { form, content, agency_id, child_id } = await rowOf(reference);
    expect({ form, childId: child_id, isOfAgency: agency_id !== null }).toEqual({
      form: "cme2",
      childId: null,
      isOfAgency: true,
    });
    expect(content).toMatchObject({
      child: { forename: "Mara", surname: "Quillfeather", dateOfBirth: "2016-03-09", postcode: "EA4 7DN" },
      concern: true,
      urgent: false,
      sender: { name: "Police Eastmere", organisation: "Eastmere Police", position: "Sergeant" },
    });
    const mine = (await police.open(`/reports/${reference}`)).body;
    expect(mine).toContain("Received on 3 November 2026.");
    expect(mine).toContain("No child of the house goes to school.");
    const waiting = (await (await as("cme.eastmere")).open("/referrals")).body;
    // Nobody passes on a child for whom somebody fears without reading so.
    expect((await (await as("cme.eastmere")).open(`/referrals/${reference}`)).body).toContain(
      "The sender fears for the child",
    );
    expect(waiting).toMatch(new RegExp(`${reference}[\\s\\S]*Mara Quillfeather[\\s\\S]*Eastmere Police`));
  });

  test("when a case opens, what it told becomes the child's record, and the agency hears back [D02] [G02] [C30]", async () => {
    const police = await as("police.eastmere");
    const reference = await report(police, "cme2", {
      ...told,
      child: { ...told["child"], forename: "Nele", surname: "Hobblewick" },
    });
    const officer = await as("cme.eastmere");
    const { status, location } = await officer.send(
      `/referrals/${reference}`,
      { match: "none", decision: "open-case", reason: "not-registered-at-five", address: "inside" },
      { action: `/referrals/${reference}/decision` },
    );
    expect([status, location]).toEqual([303, expect.stringMatching(/^\/cases\/EM-C-/)]);
    const { child_id } = await rowOf(reference);
    const { rows } = await database.owner.query(
      "select lines, postcode from child_addresses where child_id = $1",
      [child_id],
    );
    expect(rows).toContainEqual({ lines: "4 Invented Row", postcode: "EA4 7DN" });
    expect((await police.open(`/reports/${reference}`)).body).toContain("Accepted on 3 November 2026");
    // The agency reads what came of its report, and nothing of the case.
    expect((await police.open(location ?? "")).status).toBe(403);
  });

  test("what lacks something is a draft and names the field; the unclear never becomes a report [D02]", async () => {
    const police = await as("police.eastmere");
    const at = /\/reports\/cme2\/[0-9a-f]{12}/.exec((await police.open("/reports")).body)?.[0];
    const { status, body } = await police.send(`${at}/child`, { forename: "Oda", upn: "B8012" });
    expect(status).toBe(422);
    expect(body).toContain("Enter the child&#39;s surname");
    expect((await police.open("/reports")).body).toMatch(/Oda[\s\S]*Go on/);
    const check = (await police.open(`${at}/check`)).body;
    expect(check).toContain("Some pages still want something");
    expect(check).not.toContain("Send the report");
    const { body: wrong } = await police.send(`${at}/child`, { forename: "Oda", surname: "X", upn: "B8012" });
    expect(wrong).toContain("A UPN has 13 characters and this has 5");
  });

  test("a wrong day is named so that the sentence can be read, in every form [D01] [D02] [D06] [D10]", () => {
    const forms = [...describedForms, ...schoolForms.map(({ definition }) => definition)];
    const days = forms.flatMap(({ steps }) =>
      steps.flatMap(({ fields }) => fields.filter(({ kind }) => kind === "day").map(({ short }) => short)),
    );
    expect(days.length).toBeGreaterThan(20);
    // It follows "The", and "must be a real date" follows it.
    for (const short of days) expect(short).toMatch(/^((Last|First) )?(Day|Date|day)\b/);
  });

  test("a brother or sister is reported without typing the home and the sender again [D02]", async () => {
    const police = await as("police.eastmere");
    const reference = await report(police, "cme2");
    const { location } = await police.send(
      `/reports/${reference}`,
      {},
      { action: `/reports/${reference}/sibling` },
    );
    const at = location?.replace(/\/child$/, "");
    expect((await police.open(`${at}/home`)).body).toContain("Ada Quillfeather");
    expect((await police.open(`${at}/child`)).body).not.toContain("Mara");
  });

  test("another agency, a school and another authority see nothing of it [G04]", async () => {
    const reference = await report(await as("police.eastmere"), "cme2");
    for (const name of ["police.westholme", "area2.eastmere"])
      expect((await (await as(name)).open(`/reports/${reference}`)).status).toBe(404);
    expect((await (await as("school.eastmere")).open(`/reports/${reference}`)).status).toBe(403);
    expect((await (await as("cme.westholme")).open(`/referrals/${reference}`)).status).toBe(404);
    const { personId } = await database.who("police.westholme");
    const seen = await databaseFor(database.keepsight.pool, personId)
      .selectFrom("referrals")
      .where("reference", "=", reference)
      .select("id")
      .execute();
    expect(seen).toEqual([]);
  });
});

test("an area's attendance team adds a child to the register's list by CME3, a hub asks by memo [D03] [D05]", async () => {
  const area = await as("area.eastmere");
  const reference = await report(area, "cme3");
  expect(await rowOf(reference)).toMatchObject({ form: "cme3", agency_id: null, school_id: null });
  expect((await rowOf(reference)).area_id).not.toBeNull();
  const memo = await report(await as("hub.westholme"), "memo");
  expect((await (await as("cme.westholme")).open("/referrals")).body).toContain(memo);
  expect((await area.open("/reports/cme2/0123456789ab/child")).status).toBe(404);
});

test("a phone number that nobody can call is asked for again with the mend, and one that is not wanted may stay empty [D02] [A01]", async () => {
  const police = await as("police.eastmere");
  const at = /\/reports\/cme2\/[0-9a-f]{12}/.exec((await police.open("/reports")).body)?.[0];
  const answered = async (step: string, fields: Record<string, string>) => {
    const { status, body } = await police.send(`${at}/${step}`, fields);
    return [
      status,
      /id="(?:carerPhone|phone)-error"[^>]*>(.*?)<\/p>/s
        .exec(body)?.[1]
        ?.replace(/<[^>]*>/g, "")
        .trim(),
    ];
  };
  const number = "must be a number that can be called, like 01632 960 001";
  const home = { ...told.home, carerPhone: "x" };
  expect(await answered("home", home)).toEqual([
    422,
    `Error: Phone of parent or carer ${number}, or leave it empty if none is known`,
  ]);
  expect(await answered("home", { ...home, carerPhone: "" })).toEqual([303, undefined]);
  expect(await answered("you", { ...told.you, phone: "not known" })).toEqual([
    422,
    `Error: Sender&#39;s phone ${number}`,
  ]);
  expect(await answered("you", { ...told.you, phone: "+44 (0)1632 960004 ext. 12, ask for Sam" })).toEqual([
    303,
    undefined,
  ]);
});

describe("an officer enters what came by phone, letter, e-mail or fax", () => {
  const cameBy = {
    ...Object.assign({}, ...Object.values(told)),
    senderName: "Pat Neighbour",
    organisation: "",
    came: "letter",
    "cameOn-day": "30",
    "cameOn-month": "10",
    "cameOn-year": "2026",
  };
  const entered = async (form = "concern", fields: Record<string, string> = cameBy) => {
    const { status, location, body } = await (await as("cme.eastmere")).send(
      `/referrals/enter/${form}`,
      fields,
    );
    return { status, body, reference: location?.split("/").at(-1) ?? "" };
  };

  test("it counts from the day on which it came, and says by whom it was sent and entered [D02] [D08] [D09]", async () => {
    const { reference } = await entered();
    const { form, received_at, content } = await rowOf(reference);
    expect(form).toBe("concern");
    expect(received_at.toString()).toMatch(/^2026-10-30/);
    expect(content.sender).toMatchObject({ name: "Pat Neighbour", came: "letter" });
    const { body } = await (await as("cme.eastmere")).open(`/referrals/${reference}`);
    expect(body).toMatch(/from\s+Pat Neighbour[^<]*entered by Cme Eastmere/);
    const notice = await entered("notice", {
      ...cameBy,
      newAddress: "9 Made-up Close",
      newSchool: "Ashfield",
    });
    expect((await rowOf(notice.reference)).form).toBe("notice");
  });

  test("what is missing is said for all parts of the page at once, and what was typed stays [D02]", async () => {
    const { status, body } = await entered("concern", { forename: "Oda", senderName: "Pat" });
    expect(status).toBe(422);
    for (const wanted of ["Enter the child&#39;s surname", "Say how it came", "Say why you report the child"])
      expect(body).toContain(wanted);
    const again = (await (await as("cme.eastmere")).open("/referrals/enter/concern")).body;
    expect(again).toMatch(/name="forename"[^>]*value="Oda"/);
  });

  const letter = Buffer.concat([
    Buffer.from("%PDF-1.7 invented letter "),
    deflateSync(Buffer.alloc(2000, 7)),
  ]);
  const attach = async (
    reference: string,
    content: Buffer,
    { name = "letter.pdf", on = server }: { name?: string; on?: FastifyInstance } = {},
  ) => {
    const officer = await as("cme.eastmere");
    const at = `/referrals/${reference}/originals`;
    const fields = unseenIn((await officer.open(at)).body, at);
    const form = new FormData();
    for (const [field, value] of Object.entries(fields)) form.set(field, value);
    form.set("original", new Blob([new Uint8Array(content)]), name);
    const sent = new Response(form);
    const answer = await on.inject({
      method: "POST",
      url: at,
      cookies: { keepsight: officer.token },
      headers: { "content-type": sent.headers.get("content-type") ?? "" },
      payload: Buffer.from(await sent.arrayBuffer()),
    });
    return { status: answer.statusCode, body: answer.body };
  };

  test("the original is kept byte for byte, is only ever saved, and cannot be changed [D02] [G03]", async () => {
    const { reference } = await entered();
    expect((await attach(reference, letter)).status).toBe(303);
    const officer = await as("cme.eastmere");
    const at = `/referrals/${reference}/originals`;
    const id = new RegExp(`${at}/(\\d+)`).exec((await officer.open(at)).body)?.[1];
    const saved = await server.inject({ url: `${at}/${id}`, cookies: { keepsight: officer.token } });
    expect(saved.rawPayload.equals(letter)).toBe(true);
    expect(saved.headers["content-disposition"]).toBe(`attachment; filename="${reference}-original.pdf"`);
    expect(saved.headers["content-security-policy"]).toContain("sandbox");
    await expect(database.owner.query("update referral_originals set called = 'other'")).rejects.toThrow(
      /never changed/,
    );
    expect((await (await as("cme.westholme")).open(at)).status).toBe(404);
    expect((await (await as("area.eastmere")).open(at)).status).toBe(403);
  });

  test.each([
    ["a program", Buffer.from("MZ\x90\0\x03\0\0\0", "latin1")],
    ["an archive", Buffer.from("PK\x03\x04rest", "latin1")],
    ["a web page that says it is a picture", Buffer.from("<html><script>alert(1)</script></html>")],
    ["nothing", Buffer.alloc(0)],
  ])("%s is refused by its content, whatever it is called [D02]", async (_, content) => {
    const { reference } = await entered();
    const { status, body } = await attach(reference, content as Buffer);
    expect(status).toBe(422);
    expect(body).toContain("must be a PDF, PNG, JPEG, TIFF or plain text");
  });

  test("a file larger than ten megabytes is refused, and nothing of it is kept [D02]", async () => {
    const { reference } = await entered();
    const large = Buffer.concat([letter, Buffer.alloc(10 * 1024 * 1024 + 1, 32)]);
    const { status, body } = await attach(reference, large);
    expect([status, body.includes("larger than 10 MB")]).toEqual([422, true]);
    const { rows } = await database.owner.query(
      "select from referral_originals o join referrals r on r.id = o.referral_id where r.reference = $1",
      [reference],
    );
    expect(rows).toHaveLength(0);
  });

  test("the scanner that is set up is asked; what it finds is refused, and where it is silent nothing is taken [D02]", async () => {
    // Answers as ClamAV's daemon does: the length of each part, the part, and a length of none at the end.
    const daemon = createServer((socket) => {
      const parts: Buffer[] = [];
      socket.on("data", (part) => parts.push(Buffer.from(part)));
      socket.on("end", () => {
        const sent = Buffer.concat(parts);
        const begins = sent.subarray(0, 10).toString() === "zINSTREAM\0";
        const length = sent.readUInt32BE(10);
        const content = sent.subarray(14, 14 + length).toString("latin1");
        socket.end(begins && content.includes("EICAR") ? "stream: Eicar-Test FOUND\0" : "stream: OK\0");
      });
    });
    await new Promise<void>((listening) => daemon.listen(0, "127.0.0.1", listening));
    const { port } = daemon.address() as { port: number };
    const scanning: Keepsight = {
      ...database.keepsight,
      settings: { ...database.keepsight.settings, virusScanner: `127.0.0.1:${port}` },
    };
    const other = await webServer(scanning);
    const { reference } = await entered();
    const infected = await attach(reference, Buffer.concat([letter, Buffer.from("EICAR")]), { on: other });
    expect([infected.status, infected.body.includes("has a virus")]).toEqual([422, true]);
    expect((await attach(reference, letter, { on: other })).status).toBe(303);
    daemon.close();
    const silent = await attach(reference, letter, { on: other });
    expect([silent.status, silent.body.includes("could not be asked")]).toEqual([422, true]);
    await other.close();
  });

  test("a file that another site sends in the officer's name is refused [G04]", async () => {
    const { reference } = await entered();
    const officer = await as("cme.eastmere");
    const form = new FormData();
    form.set("_csrf", csrfTokenOf("another secret"));
    form.set("original", new Blob([new Uint8Array(letter)]), "letter.pdf");
    const sent = new Response(form);
    const { statusCode } = await server.inject({
      method: "POST",
      url: `/referrals/${reference}/originals`,
      cookies: { keepsight: officer.token },
      headers: { "content-type": sent.headers.get("content-type") ?? "" },
      payload: Buffer.from(await sent.arrayBuffer()),
    });
    expect(statusCode).toBe(403);
  });
});
