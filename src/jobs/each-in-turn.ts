/**
 * Does the same for each, one after another. What fails for one holds up no other: a case, a person or an authority whose record cannot be
 * worked out must not keep anybody else's deadline from being watched. When all have had their turn the faults are thrown,
 * several as one AggregateError, so that the job fails and is told of.
 */
export async function eachInTurn<One>(
  all: Iterable<One> | AsyncIterable<One>,
  work: (one: One) => Promise<unknown> | unknown,
): Promise<void> {
  const faults: unknown[] = [];
  for await (const one of all) {
    try {
      await work(one);
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length > 1) throw new AggregateError(faults, `${faults.length} failed`);
  if (faults.length === 1) throw faults[0];
}
