import { createHash } from "node:crypto";
import { Transform } from "node:stream";

/** Lets what flows through it pass unchanged; `sha256` is its digest in hexadecimal once all of it has. */
export function hashed(): { stream: Transform; sha256: () => string } {
  const hash = createHash("sha256");
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  return { stream, sha256: () => hash.digest("hex") };
}
