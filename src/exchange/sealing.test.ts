import { createPublicKey, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { newKeys } from "./keys.ts";
import { labelOf, opened, sealed } from "./sealing.ts";
import { asFile, checkedMessage, fromFile, goodFor, type Message, signed } from "./signing.ts";

const now = Temporal.Instant.from("2026-11-29T10:00:00Z");
const number = "7c1a0d8e-5b1f-4a53-9a6e-0d4c5a8f6b21";
const eastmere = await newKeys();
const westholme = await newKeys();
const stranger = await newKeys();
const file = {
  reference: "EM-F-000001",
  fileName: "9972001_CTF_XXXXXXX_001.xml",
  content: btoa("Orla Windle"),
};
const label = { from: "997", to: "998", number, kind: "file", openKeyId: westholme.openKeyId } as const;
const parcel = await sealed(file, label, westholme.openKey);
const by = (keys: typeof eastmere, lasting: Temporal.DurationLike = goodFor.request) =>
  signed(parcel, {
    ...{ secret: keys.signSecret, keyId: keys.signKeyId, number },
    ...{ at: now, until: now.add(lasting) },
  });
const known = async (id: string) => (id === eastmere.signKeyId ? eastmere.signKey : undefined);
const check = (message: Message, at = now) => checkedMessage(message, known, at);

describe("a sealed parcel", () => {
  test("shows outside who sends what kind to whom, and nothing of the child", () => {
    expect(labelOf(parcel)).toEqual(label);
    const bytes = parcel.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
    expect(bytes.join()).not.toMatch(/Orla|Windle|9972001|EM-F/);
  });

  test("is opened by the receiver's key alone, and by no key once anything on it was changed", async () => {
    expect(await opened(parcel, "file", westholme.openSecret)).toEqual(file);
    expect(await opened(parcel, "file", eastmere.openSecret)).toBeUndefined();
    expect(await opened(parcel, "answer", westholme.openSecret)).toBeUndefined();
    const [head = "", ...rest] = parcel.split(".");
    const other = { ...JSON.parse(Buffer.from(head, "base64url").toString()), iss: "996" };
    const relabelled = [Buffer.from(JSON.stringify(other)).toString("base64url"), ...rest].join(".");
    expect(labelOf(relabelled)?.from).toBe("996");
    expect(await opened(relabelled, "file", westholme.openSecret)).toBeUndefined();
  });

  test.each([
    ["words", "Orla Windle"],
    [
      "another way of sealing",
      `${Buffer.from('{"alg":"dir","enc":"A256GCM"}').toString("base64url")}..a.b.c`,
    ],
    [
      "a label with more on it",
      parcel.replace(/^[^.]+/, (head) =>
        Buffer.from(
          JSON.stringify({ ...JSON.parse(Buffer.from(head, "base64url").toString()), zip: "DEF" }),
        ).toString("base64url"),
      ),
    ],
  ])("is not %s", (_what, text) => {
    expect(labelOf(text)).toBeUndefined();
  });
});

describe("a signature", () => {
  test("tells who sent it, as a request and as a file, also with other ends of lines", async () => {
    const good = { keyId: eastmere.signKeyId, number };
    expect(await check(await by(eastmere))).toEqual(good);
    const written = asFile(await by(eastmere, goodFor.file));
    for (const text of [written, written.replaceAll("\r\n", "\n"), `${written}\r\n`])
      expect(await check(fromFile(text) as Message, now.add({ hours: 29 * 24 }))).toEqual(good);
  });

  test("is made as RFC 9421 has it: its base, put together by hand, verifies", async () => {
    const { headers } = await by(eastmere);
    const [, params = ""] = /^sig=(.*)$/.exec(headers["signature-input"] ?? "") ?? [];
    const base = [
      '"@method": POST',
      '"@path": /exchange/parcels',
      '"content-type": application/jose',
      `"content-digest": ${headers["content-digest"]}`,
      `"@signature-params": ${params}`,
    ].join("\n");
    const [, signature = ""] = /^sig=:(.*):$/.exec(headers["signature"] ?? "") ?? [];
    const key = createPublicKey({ key: eastmere.signKey, format: "jwk" });
    expect(verify(null, Buffer.from(base), key, Buffer.from(signature, "base64"))).toBe(true);
  });

  const hostile: [string, (message: Message) => Message | Promise<Message>, string][] = [
    ["of nobody whom we know", () => by(stranger), "unknown-key"],
    [
      "of nobody, under the name of a partner",
      async () => {
        const { headers, body } = await by(stranger);
        return {
          headers: {
            ...headers,
            "signature-input":
              headers["signature-input"]?.replace(stranger.signKeyId, eastmere.signKeyId) ?? "",
          },
          body,
        };
      },
      "altered",
    ],
    ["over another body", ({ headers, body }) => ({ headers, body: `${body}x` }), "altered"],
    [
      "over another body, with a digest to match",
      async ({ headers }) => ({
        ...(await signed("x.x.x.x.x", {
          secret: stranger.signSecret,
          keyId: stranger.signKeyId,
          number,
          at: now,
          until: now,
        })),
        headers: {
          ...headers,
          "content-digest":
            (
              await signed("x.x.x.x.x", {
                secret: stranger.signSecret,
                keyId: stranger.signKeyId,
                number,
                at: now,
                until: now,
              })
            ).headers["content-digest"] ?? "",
        },
      }),
      "altered",
    ],
    [
      "with its time made longer",
      ({ headers, body }) => ({
        headers: {
          ...headers,
          "signature-input": headers["signature-input"]?.replace(/expires=\d+/, "expires=4102444800") ?? "",
        },
        body,
      }),
      "altered",
    ],
    [
      "that leaves the body out",
      ({ headers, body }) => ({
        headers: {
          ...headers,
          "signature-input": headers["signature-input"]?.replace(' "content-digest"', "") ?? "",
        },
        body,
      }),
      "altered",
    ],
    [
      "beside another",
      ({ headers, body }) => ({
        headers: {
          ...headers,
          "signature-input": `${headers["signature-input"]}, two=("@method");keyid="x"`,
          signature: `${headers["signature"]}, two=:AAAA:`,
        },
        body,
      }),
      "unsigned",
    ],
    [
      "that is none",
      ({ headers, body }) => ({ headers: { "content-digest": headers["content-digest"] ?? "" }, body }),
      "unsigned",
    ],
    [
      "that is no structured field",
      ({ headers, body }) => ({ headers: { ...headers, signature: "((" }, body }),
      "unsigned",
    ],
  ];
  test.each(hostile)("%s is refused", async (_what, altered, refused) => {
    expect(await check(await altered(await by(eastmere)))).toEqual({ refused });
  });

  test("is good in its time alone, and for a month at most", async () => {
    const message = await by(eastmere);
    expect(await check(message, now.add({ minutes: 8 }))).toEqual({ refused: "expired" });
    expect(await check(message, now.subtract({ minutes: 3 }))).toEqual({ refused: "expired" });
    expect(await check(await by(eastmere, { hours: 40 * 24 }))).toEqual({ refused: "expired" });
  });

  test("of a file that is none is not looked for", () => {
    for (const text of [
      "",
      "POST /exchange/parcels HTTP/1.1",
      "GET / HTTP/1.1\r\n\r\nx.x",
      "x".repeat(20_000),
    ])
      expect(fromFile(text)).toBeUndefined();
  });
});
