import { expect, test } from "vitest";
import { eachInTurn } from "./each-in-turn.ts";

test("what fails for one holds up no other, and is thrown once all have had their turn", async () => {
  const done: number[] = [];
  const work = async (one: number) => {
    if (one % 2 === 0) throw new RangeError(`No ${one}`);
    done.push(one);
  };
  await expect(eachInTurn([1, 2, 3], work)).rejects.toThrow(new RangeError("No 2"));
  await expect(eachInTurn([4, 5, 6, 7], work)).rejects.toMatchObject({
    errors: [new RangeError("No 4"), new RangeError("No 6")],
  });
  await eachInTurn([9], work);
  expect(done).toEqual([1, 3, 5, 7, 9]);
});
