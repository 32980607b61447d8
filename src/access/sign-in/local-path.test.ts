import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { localPath } from "./local-path.ts";

describe("after signing in one is sent to a page of ours alone", () => {
  test.each(["/cases/EM-000123?tab=visits", "/", "/my-work"])("%s is kept", (path) => {
    expect(localPath(path)).toBe(path);
  });

  test.each([
    "https://elsewhere.example/",
    "//elsewhere.example",
    "/\\elsewhere.example",
    "/\t/elsewhere.example",
    "/.//elsewhere.example",
    "/..//elsewhere.example",
    "javascript:alert(1)",
    "my-work",
    "",
    undefined,
    ["/my-work", "//elsewhere.example"],
  ])("%j leads to the first page", (given) => {
    expect(localPath(given)).toBe("/");
  });

  test.each(["/sign-in", "/sign-in/return?code=1", "/sign-out"])("%s would go round in circles", (given) => {
    expect(localPath(given)).toBe("/");
  });

  test("whatever is given, a browser stays on our site", () => {
    const pieces = fc.array(
      fc.constantFrom("/", "\\", ".", "..", "\t", "\n", "@", ":", "?", "#", "a", "%2f", "elsewhere.example"),
    );
    fc.assert(
      fc.property(pieces, (given) => {
        const ours = "https://keepsight.example";
        expect(new URL(localPath(`/${given.join("")}`), ours).origin).toBe(ours);
      }),
    );
  });
});
