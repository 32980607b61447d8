import { Transform } from "node:stream";

/** Lets so many bytes through and breaks off after them, whatever length was announced. */
export function atMost(bytes: number): Transform {
  let passed = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      passed += chunk.length;
      if (passed > bytes) done(Object.assign(new Error("The body is too large."), { statusCode: 413 }));
      else done(null, chunk);
    },
  });
}
