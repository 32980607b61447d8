/** Things in the order in which they come first, however many are put in meanwhile. */
export type SoonestQueue<Each> = {
  put(each: Each): void;
  /** Takes the first out; undefined when there is none. */
  take(): Each | undefined;
};

/** An empty queue (a binary heap). `compare` must never call two things the same, or their order is left to chance. */
export function soonestQueue<Each>(compare: (one: Each, other: Each) => number): SoonestQueue<Each> {
  const heap: Each[] = [];
  const isBefore = (one: number, other: number) => compare(heap[one] as Each, heap[other] as Each) < 0;
  const swap = (one: number, other: number) => {
    [heap[one], heap[other]] = [heap[other] as Each, heap[one] as Each];
  };
  return {
    put(each) {
      let place = heap.push(each) - 1;
      while (place > 0) {
        const above = (place - 1) >> 1;
        if (!isBefore(place, above)) break;
        swap(place, above);
        place = above;
      }
    },
    take() {
      const first = heap[0];
      const last = heap.pop();
      if (heap.length === 0 || last === undefined) return first;
      heap[0] = last;
      for (let place = 0; ; ) {
        let soonest = place;
        for (const below of [place * 2 + 1, place * 2 + 2])
          if (below < heap.length && isBefore(below, soonest)) soonest = below;
        if (soonest === place) return first;
        swap(place, soonest);
        place = soonest;
      }
    },
  };
}
