/** The seed of this run: SEED from the environment, or a new one. A failing loop can be run again with it. */
export const SEED = Number(process.env.SEED ?? Date.now() % 1_000_000);
