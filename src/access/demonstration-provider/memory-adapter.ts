import type { Adapter, AdapterFactory, AdapterPayload } from "oidc-provider";

/**
 * What the demonstration's provider remembers, in memory: after a restart people sign in again.
 * The provider brings one too, which warns on the screen at each start that it is for trying out.
 */
export function memoryAdapter(): AdapterFactory {
  const kept = new Map<string, { payload: AdapterPayload; until: number }>();

  function found(matches: (key: string, payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    return [...kept].find(([key, { payload }]) => matches(key, payload))?.[1].payload;
  }

  function forgetWhatRanOut(): void {
    for (const [key, { until }] of kept) if (until < performance.now()) kept.delete(key);
  }

  return (model): Adapter => ({
    upsert: async (id, payload, seconds = 3600) => {
      forgetWhatRanOut();
      kept.set(`${model} ${id}`, { payload, until: performance.now() + seconds * 1000 });
    },
    find: async (id) => kept.get(`${model} ${id}`)?.payload,
    findByUid: async (uid) => found((key, payload) => key.startsWith(`${model} `) && payload.uid === uid),
    findByUserCode: async () => undefined,
    consume: async (id) => {
      const entry = kept.get(`${model} ${id}`);
      if (entry) entry.payload.consumed = true;
    },
    destroy: async (id) => {
      kept.delete(`${model} ${id}`);
    },
    revokeByGrantId: async (grantId) => {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
    },
  });
}
