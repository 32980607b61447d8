import { createServer } from "node:http";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../../test/support/database.ts";
import { makePartners } from "../../test/support/exchange-partners.ts";
import { lookAt } from "../../test/support/look-at.ts";
import { addPupil } from "../../test/support/pupils.ts";
import { type SignedIn, signedIn, unseenIn } from "../../test/support/signed-in.ts";
import { addressOf } from "../../test/support/site.ts";
import { type FilePupil, transferFile } from "../../test/support/transfer-file.ts";
import { perform } from "../context.ts";
import { lodgeFile } from "../lost-pupils/index.ts";
import { webServer } from "../web/server.ts";
import { carryParcels } from "./carry-parcels.ts";

/** Eastmere's system sends, Westholme's gets: two databases and two servers, with a network between them. */
type System = {
  db: TestDatabase;
  server: FastifyInstance;
  address: string;
  cme: SignedIn;
  data: SignedIn;
  named: SignedIn;
};
let east: System;
let west: System;
let clock = Temporal.Instant.from("2026-11-29T10:00:00Z");

async function systemOf(authority: "eastmere" | "westholme"): Promise<System> {
  const db = await testDatabase();
  db.setNow(clock.toString());
  db.keepsight.settings = { ...db.keepsight.settings, webhooksToPrivate: true };
  const server = await webServer(db.keepsight);
  const as = (who: string) => signedIn(db, server, `${who}.${authority}`);
  const [cme, data, named] = [await as("cme"), await as("data"), await as("named")];
  const address = await addressOf(server);
  db.keepsight.settings = { ...db.keepsight.settings, address };
  return { db, server, address, cme, data, named };
}
beforeAll(async () => {
  [east, west] = [await systemOf("eastmere"), await systemOf("westholme")];
  await makePartners(
    { db: east.db, authority: "Eastmere", address: east.address },
    { db: west.db, authority: "Westholme", address: west.address },
  );
});
afterAll(async () => {
  for (const { server, db } of [east, west]) {
    await server.close();
    await db.end();
  }
});

const rows = async ({ db }: System, text: string, values: unknown[] = []) =>
  (await db.owner.query(text, values)).rows;
const carry = ({ db }: System) => carryParcels(db.keepsight, db.ownerDatabase);
/** Both workers do what they can, until nothing is on its way. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) for (const system of [east, west]) await carry(system);
}
/** Time passes; nobody is signed out meanwhile. */
async function later(time: Temporal.DurationLike): Promise<void> {
  clock = clock.add(time);
  for (const system of [east, west]) {
    system.db.setNow(clock.toString());
    await rows(system, "update sessions set started_at = $1, last_seen_at = $1", [clock.toString()]);
  }
}

let pupils = 0;
/** A lost pupil's file in Eastmere's store. Answers its reference and the pupil's surname, which nobody else has. */
async function stored(pupil: FilePupil = {}): Promise<{ reference: string; surname: string }> {
  const surname = `Exchanged${String.fromCharCode(97 + pupils)}${String.fromCharCode(122 - pupils++)}`;
  const viewer = await east.db.who("cme.eastmere");
  const lodged = await perform(
    east.db.keepsight,
    { viewer, act: "keep-lost-pupils", request: "test" },
    (context) =>
      lodgeFile(context, {
        fileName: "9972001_CTF_XXXXXXX_001.xml",
        content: Buffer.from(transferFile({ pupils: [{ surname, upn: "", ...pupil }] })),
        came: "left",
        scan: { clean: true, said: null },
      }),
  );
  if (!("reference" in lodged)) throw new Error(lodged.mend.join());
  return { reference: lodged.reference, surname };
}
const sendingAt = (reference: string) => `/lost-pupils/${reference}/exchange`;
/** By a form that the page may no longer show: what it carries unseen comes from another. */
async function post({ cme }: System, at: string, fields: Record<string, string>) {
  const unseen = unseenIn((await cme.open("/exchange")).body, "/exchange/files");
  return cme.post(at, { ...unseen, ...fields });
}
async function offer(reference: string) {
  const [{ id }] = await rows(east, "select max(id) as id from exchange_partners where ended_at is null");
  return post(east, sendingAt(reference), { partner: String(id) });
}
const lastIn = async () =>
  (
    await rows(
      west,
      "select * from exchange_parcels where way = 'in' and kind = 'file' order by id desc limit 1",
    )
  )[0];
const stateAt = async (system: System, reference: string) =>
  (
    await rows(
      system,
      "select x.state from exchange_parcels x join lost_pupils f on f.id = x.lost_pupil_id where f.reference = $1 and kind = 'file'",
      [reference],
    )
  )[0]?.state;
const decide = (fields: Record<string, string>, id: number) => post(west, `/exchange/${id}/decision`, fields);

describe("a lost pupil's file goes to another authority's system", () => {
  test("where nobody sees whose it is before one has taken it in; then both look for the child, until one finds it [F05 partly] [F07 partly]", async () => {
    const { reference, surname } = await stored();
    expect((await offer(reference)).status).toBe(303);
    expect((await offer(reference)).body).toContain("It is there already");
    await settle();
    expect(await stateAt(east, reference)).toBe("received");
    const came = await lastIn();
    expect([came.state, came.their_reference, came.lost_pupil_id]).toEqual(["waiting", reference, null]);
    // Nothing of the child is anywhere in the other system: neither on its pages nor in its tables.
    const list = await west.cme.open("/exchange");
    expect([list.body.includes(reference), list.body.includes(surname)]).toEqual([true, false]);
    expect(list.body).toMatch(new RegExp(`Files that wait for you.*${reference}`, "s"));
    expect(await planted(west, surname)).toEqual([]);
    expect((await west.cme.open("/lost-pupils")).body).toContain("1 file from another authority waits");
    expect((await west.cme.open("/my-work")).body).toContain("file came from another authority");

    expect((await decide({ decided: "take-in" }, came.id)).status).toBe(303);
    await settle();
    const [theirs] = await rows(west, "select * from lost_pupils where surname = $1", [surname]);
    expect([theirs.came, theirs.source]).toEqual(["exchange", "9972001"]);
    expect((await west.cme.open("/exchange")).body).toMatch(new RegExp(`Files that came.*${reference}`, "s"));
    expect((await west.cme.open("/exchange")).body).not.toContain("Files that wait for you");
    const [ours] = await rows(east, "select content from lost_pupils where reference = $1", [reference]);
    expect(theirs.content).toEqual(ours.content);
    expect((await east.cme.open(`/lost-pupils/${reference}`)).body).toContain(
      "Taken in by the system of Westholme",
    );
    const [left] = await rows(west, "select sealed from exchange_parcels where id = $1", [came.id]);
    expect(left.sealed).toBeNull();

    await west.cme.send(
      `/lost-pupils/${theirs.reference}`,
      { to: "school", laestab: "9982001" },
      { action: `/lost-pupils/${theirs.reference}/handing-over` },
    );
    await settle();
    expect(await stateAt(east, reference)).toBe("handed-over");
    expect((await east.cme.open(`/lost-pupils/${reference}`)).body).toContain("Westholme found the child");
  });

  test("is declined unopened with a reason that the sender reads, and what came is destroyed [F05 partly]", async () => {
    const { reference, surname } = await stored();
    await offer(reference);
    await settle();
    const { id } = await lastIn();
    expect((await decide({ decided: "decline", why: " " }, id)).body).toContain("Say why you decline it");
    await decide({ decided: "decline", why: "No such family lives here" }, id);
    await settle();
    expect((await east.cme.open(sendingAt(reference))).body).toContain("They say: No such family lives here");
    expect(await planted(west, surname)).toEqual([]);
    expect((await lastIn()).sealed).toBeNull();
    expect((await decide({ decided: "take-in" }, id)).status).toBe(422);
  });

  test("is withdrawn while nobody has decided, also before it has come [F05 partly]", async () => {
    for (const isThere of [true, false]) {
      const { reference } = await stored();
      await offer(reference);
      if (isThere) await settle();
      const [{ id }] = await rows(
        east,
        "select max(id) as id from exchange_parcels where way = 'out' and kind = 'file'",
      );
      await east.cme.send("/exchange", {}, { action: `/exchange/${id}/withdrawal` });
      await settle();
      const came = await lastIn();
      if (isThere) expect([came.state, came.sealed]).toEqual(["withdrawn", null]);
      else expect(came.their_reference).not.toBe(reference);
      expect(await stateAt(east, reference)).toBe("withdrawn");
    }
  });

  test("is destroyed when nobody decides within 60 days", async () => {
    const { reference } = await stored();
    await offer(reference);
    await settle();
    await later({ hours: 24 * 61 });
    await settle();
    expect([await stateAt(east, reference), (await lastIn()).sealed]).toEqual(["declined", null]);
  });

  test("waits while the other system is silent, is tried again, and says so; after 30 days it is given up", async () => {
    const { reference } = await stored();
    await offer(reference);
    const silent = async () => {
      await rows(east, "update exchange_partners set address = 'http://localhost:9'");
      await carry(east);
      await rows(east, "update exchange_partners set address = $1", [west.address]);
    };
    await silent();
    const page = await east.cme.open(sendingAt(reference));
    expect(page.body).toContain("Tried once; last answer: not reached (ECONNREFUSED)");
    await later({ seconds: 4 });
    await settle();
    expect(await stateAt(east, reference)).toBe("to-send");
    await later({ seconds: 2 });
    await settle();
    expect(await stateAt(east, reference)).toBe("received");

    const lost = await stored();
    await offer(lost.reference);
    await silent();
    await later({ hours: 24 * 31 });
    await carry(east);
    expect(await stateAt(east, lost.reference)).toBe("not-delivered");
  });
});

test("a parcel on which the program fails keeps no other waiting, and goes on when it can", async () => {
  const [first, second] = [await stored(), await stored()];
  await offer(first.reference);
  const [{ id, open_key: key }] = await rows(east, "select * from exchange_partners where ended_at is null");
  // Nothing can be sealed to this.
  await rows(east, "update exchange_partners set open_key = '{}' where id = $1", [id]);
  await offer(second.reference);
  await expect(carry(east)).rejects.toThrow();
  const waiting = await rows(east, "select said from exchange_parcels where state = 'to-send'");
  expect(waiting).toEqual([{ said: "a fault of this program" }, { said: "a fault of this program" }]);
  await rows(east, "update exchange_partners set open_key = $2 where id = $1", [id, key]);
  await later({ minutes: 6 });
  await settle();
  for (const { reference } of [first, second]) expect(await stateAt(east, reference)).toBe("received");
});

describe("a file stays here", () => {
  const child = async (change: string): Promise<string> => {
    const { reference } = await stored();
    const id = await addPupil(east.db.owner, { forename: "Synthetic", surname: `Kept${pupils}` });
    await rows(east, "set session_replication_role = replica");
    await rows(east, "update lost_pupils set child_id = $1 where reference = $2", [id, reference]);
    await rows(east, "set session_replication_role = default");
    await rows(east, change, [id]);
    return reference;
  };
  const made = "now(), (select min(id) from people)";
  test.each([
    [
      "whose family nobody may approach",
      `insert into child_flags (child_id, flag, source, made_at, made_by) values ($1, 'forced-marriage', 'x', ${made})`,
    ],
    [
      "whose address is hidden",
      `insert into child_addresses (child_id, lines, postcode, hidden, certainty, source, made_at, made_by) values ($1, 'x', '', true, 'stated', 'x', ${made})`,
    ],
  ])(
    "of a child %s, on the page and by any form, and also when that is known only after it was sent [E04]",
    async (_what, change) => {
      const reference = await child(change);
      expect((await east.cme.open(sendingAt(reference))).body).toContain("It cannot be sent now");
      expect((await offer(reference)).status).toBe(422);
      const sentBefore = await child("select $1::bigint");
      await offer(sentBefore);
      const [{ id }] = await rows(east, "select child_id as id from lost_pupils where reference = $1", [
        sentBefore,
      ]);
      await rows(east, change, [id]);
      const before = await lastIn();
      await settle();
      expect(await stateAt(east, sentBefore)).toBe("withheld");
      expect((await lastIn()).id).toBe(before.id);
    },
  );

  test("of a restricted child, of whom the sender's page tells nothing [G04]", async () => {
    const reference = await child("update children set restricted = true where id = $1");
    await rows(east, "set session_replication_role = replica");
    await rows(
      east,
      "update lost_pupils set made_by = (select id from people where email like 'named.eastmere@%') where reference = $1",
      [reference],
    );
    await rows(east, "set session_replication_role = default");
    expect((await east.cme.open(sendingAt(reference))).status).toBe(404);
  });
});

describe("the door", () => {
  let good: { headers: Record<string, string>; payload: string };
  beforeAll(async () => {
    const { reference } = await stored();
    await offer(reference);
    // What would be sent, caught on its way.
    const caught = createServer((request, response) => {
      let body = "";
      request.on("data", (piece) => (body += piece));
      request.on("end", () => {
        const wanted = ["content-type", "content-digest", "signature-input", "signature"];
        good = {
          payload: body,
          headers: Object.fromEntries(wanted.map((name) => [name, String(request.headers[name])])),
        };
        response.writeHead(500).end();
      });
    });
    await new Promise<void>((listening) => caught.listen(0, "localhost", listening));
    const at = caught.address();
    await rows(east, "update exchange_partners set address = $1", [
      `http://localhost:${typeof at === "object" ? at?.port : 0}`,
    ]);
    await carry(east);
    await rows(east, "update exchange_partners set address = $1", [west.address]);
    caught.close();
  });
  const knock = async (headers: Record<string, string>, payload: string) => {
    const { statusCode, body } = await west.server.inject({
      method: "POST",
      url: "/exchange/parcels",
      headers,
      payload,
    });
    return { status: statusCode, says: body };
  };
  const counted = async () =>
    (await rows(west, "select count(*)::int as parcels from exchange_parcels"))[0].parcels;

  test.each([
    [
      "an altered body",
      (h: Record<string, string>, p: string) => [h, changed(p)],
      401,
      "not as it was signed",
    ],
    [
      "no signature",
      ({ "content-type": type = "" }: Record<string, string>, p: string) => [{ "content-type": type }, p],
      401,
      "one whole signature",
    ],
    ["what is no parcel", (h: Record<string, string>) => [h, "Orla Windle"], 400, "no sealed parcel"],
    [
      "another kind of body",
      (h: Record<string, string>, p: string) => [
        { ...h, "content-type": "application/json" },
        JSON.stringify(p),
      ],
      400,
      "no sealed parcel",
    ],
    ["one larger than the door", (h: Record<string, string>) => [h, "x".repeat(11_000_000)], 413, ""],
  ] as [
    string,
    (h: Record<string, string>, p: string) => [Record<string, string>, string],
    number,
    string,
  ][])("refuses %s, says why, and keeps nothing", async (_what, altered, status, says) => {
    const before = await counted();
    const answer = await knock(...altered(good.headers, good.payload));
    expect([answer.status, answer.says.includes(says)], answer.says).toEqual([status, true]);
    expect(await counted()).toBe(before);
  });

  test("refuses who is not, or no longer, or not for this a partner; the same once it is again is kept once, however often it comes", async () => {
    const before = await counted();
    const refusedWhile = async (change: string, back: string) => {
      await rows(west, change);
      const { status, says } = await knock(good.headers, good.payload);
      await rows(west, back);
      return `${status} ${JSON.parse(says).detail}`;
    };
    const partner = "update exchange_partners set";
    expect(await refusedWhile(`${partner} ended_at = now()`, `${partner} ended_at = null`)).toContain(
      "401 Nobody",
    );
    expect(await refusedWhile(`${partner} confirmed_at = null`, `${partner} confirmed_at = now()`)).toContain(
      "401 Nobody",
    );
    expect(await refusedWhile(`${partner} takes = false`, `${partner} takes = true`)).toContain(
      "403 This authority takes no files",
    );
    expect(await refusedWhile(`${partner} code = '996'`, `${partner} code = '997'`)).toContain(
      "403 The parcel is for another",
    );
    expect(
      await refusedWhile(
        "update exchange_keys set open_key_id = 'x' || open_key_id",
        "update exchange_keys set open_key_id = substr(open_key_id, 2)",
      ),
    ).toContain("422 The parcel is sealed to a key");
    expect(await counted()).toBe(before);
    const answers = await Promise.all(Array.from({ length: 6 }, () => knock(good.headers, good.payload)));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202, 202, 202]);
    expect(await counted()).toBe(before + 1);
    await later({ minutes: 10 });
    expect(await knock(good.headers, good.payload)).toMatchObject({ status: 401 });
  });

  test("tells everybody our public keys, and nothing secret", async () => {
    const { body } = await west.server.inject("/.well-known/keepsight-exchange");
    const [own] = JSON.parse(body).authorities;
    expect([own.code, own.name, own.keys.length]).toEqual(["998", "Westholme", 1]);
    expect(body).not.toContain('"d"');
    await expect(west.db.keepsight.pool.query("select open_secret from exchange_keys")).rejects.toThrow(
      "permission denied",
    );
  });
});

describe("keys and partners", () => {
  test("are added by one person and confirmed by another; keys change without a gap, and old secrets go [G04]", async () => {
    const page = "/exchange-partners";
    const known = async () => (await west.server.inject("/.well-known/keepsight-exchange")).body;
    const form = {
      code: "998",
      way: "network",
      rules: ["sends", "takes"],
      basis: "The agreement of the test",
    };
    expect((await east.data.send(page, { ...form, keys: "{}" })).body).toContain(
      "This is not a key document",
    );
    expect((await east.data.send(page, { ...form, keys: await known() })).body).toContain(
      "stand here already",
    );
    // Westholme makes its next keys; Eastmere takes them up before they are used.
    await west.data.send(page, {}, { action: `${page}/keys` });
    const [next] = await rows(west, "select id from exchange_keys where used_from is null");
    // Their keys are read at their system's address: on this machine only while private addresses are let through.
    const readAt = (address: string, keys = "") => east.data.send(page, { ...form, address, keys });
    expect((await readAt("", "")).body).toContain("one of the two");
    expect((await readAt(west.address, "{}")).body).toContain("one of the two");
    east.db.keepsight.settings.webhooksToPrivate = false;
    expect((await readAt(west.address)).body).toContain("an address on the public network");
    expect((await readAt("https://127.0.0.1")).body).toContain("an address on the public network");
    east.db.keepsight.settings.webhooksToPrivate = true;
    expect((await readAt("http://localhost:9")).body).toContain("did not answer: not reached (ECONNREFUSED)");
    expect((await readAt(`${west.address}/nowhere`)).body).toContain("no keys at this address (404)");
    expect((await readAt(`${west.address}/.well-known/keepsight-exchange`)).status).toBe(303);
    expect((await readAt(west.address)).body).toContain("stand here already");
    const [added] = await rows(east, "select id from exchange_partners where confirmed_at is null");
    await east.data.post(
      `${page}/${added.id}/confirmation`,
      unseenIn((await east.data.open(page)).body, page),
    );
    expect(await rows(east, "select id from exchange_partners where confirmed_at is null")).toHaveLength(1);
    expect((await east.named.send(page, {}, { action: `${page}/${added.id}/confirmation` })).status).toBe(
      303,
    );
    const first = await stored();
    await offer(first.reference);
    await settle();
    expect(await stateAt(east, first.reference)).toBe("received");
    await west.data.send(page, {}, { action: `${page}/keys/${next.id}/use` });
    const [old] = await rows(west, "select id from exchange_keys where id <> $1", [next.id]);
    // What waits is sealed to the new keys, so the old are needed no more, once older files are decided.
    for (const { id } of await rows(
      west,
      "select id from exchange_parcels where state = 'waiting' and way = 'in'",
    ))
      await decide({ decided: "take-in" }, id);
    await settle();
    expect(await stateAt(east, first.reference)).toBe("taken-in");
    expect((await west.data.send(page, {}, { action: `${page}/keys/${old.id}/ending` })).status).toBe(303);
    const [ended] = await rows(
      west,
      "select ended_at, sign_secret, open_secret from exchange_keys where id = $1",
      [old.id],
    );
    expect([ended.ended_at === null, ended.sign_secret, ended.open_secret]).toEqual([false, null, null]);
    const second = await stored();
    await offer(second.reference);
    await settle();
    expect(await stateAt(east, second.reference)).toBe("received");
  });

  test("a file goes by hand where there is no way between the two, and its answer the same way back [F05 partly]", async () => {
    for (const system of [east, west]) await rows(system, "update exchange_partners set address = null");
    const { reference, surname } = await stored();
    await offer(reference);
    await settle();
    const carried = await saved(east);
    expect(carried).not.toContain(surname);
    for (let time = 0; time < 2; time++)
      expect((await takeUp(west, carried)).location).toContain("/exchange?taken-up=");
    expect((await takeUp(west, changed(carried))).body).toContain(
      "Nothing was taken up. The parcel is not as it was signed.",
    );
    expect((await takeUp(west, "words")).body).toContain("Choose a sealed file");
    await settle();
    expect((await lastIn()).their_reference).toBe(reference);
    expect(await stateAt(east, reference)).toBe("carried");
    await takeUp(east, await saved(west));
    await settle();
    expect(await stateAt(east, reference)).toBe("received");
    for (const system of [east, west])
      await rows(system, "update exchange_partners set address = $1", [
        system === east ? west.address : east.address,
      ]);
  });

  test("pages are read at a desk and on a phone", async () => {
    const { reference } = await stored();
    await offer(reference);
    await settle();
    await lookAt({
      address: west.address,
      token: west.cme.token,
      pages: { "exchange-came": "/exchange" },
      plain: true,
    });
    await lookAt({
      ...{ address: east.address, token: east.cme.token },
      pages: {
        "exchange-sent": "/exchange",
        "exchange-file": sendingAt(reference),
        "lost-pupil-exchanged": `/lost-pupils/${reference}`,
      },
    });
    await lookAt({
      address: east.address,
      token: east.named.token,
      pages: { "exchange-partners": "/exchange-partners" },
    });
  });
});

/** The same with its last letter changed. */
function changed(text: string): string {
  return text.slice(0, -1) + (text.endsWith("A") ? "Q" : "A");
}

/** Saves what is to be carried last, as its page does. */
async function saved(system: System): Promise<string> {
  const [{ id }] = await rows(system, "select max(id) as id from exchange_parcels where carried is not null");
  return (await system.cme.send("/exchange", {}, { action: `/exchange/${id}/file` })).body;
}

/** Takes a carried file up by the form of the page. */
async function takeUp(system: System, content: string) {
  const unseen = unseenIn((await system.cme.open("/exchange")).body, "/exchange/files");
  const parts = Object.entries(unseen).map(
    ([field, value]) => `--edge\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const file = `--edge\r\ncontent-disposition: form-data; name="file"; filename="x.parcel"\r\n\r\n${content}\r\n--edge--\r\n`;
  const { body, headers } = await system.server.inject({
    ...{ method: "POST", url: "/exchange/files", cookies: { keepsight: system.cme.token } },
    ...{ payload: parts.join("") + file, headers: { "content-type": "multipart/form-data; boundary=edge" } },
  });
  return { body, location: headers.location };
}

/** The tables of a system in which some words stand. */
async function planted(system: System, words: string): Promise<string[]> {
  const tables = await rows(
    system,
    "select table_name as name from information_schema.tables where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'",
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const schema = (
      await rows(
        system,
        "select table_schema as s from information_schema.tables where table_name = $1 limit 1",
        [name],
      )
    )[0].s;
    const [{ count }] = await rows(
      system,
      `select count(*)::int from ${schema}."${name}" t where t::text ilike $1`,
      [`%${words}%`],
    );
    if (count > 0) found.push(name);
  }
  return found;
}
