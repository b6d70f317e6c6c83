/** How large the imports are that are killed, and at how many points: `.ci/run` takes the small ones, the soak the full ones. */
export const importCounts =
  process.env['SAMLET_COUNTS'] === 'soak' ? { rows: 100_000, kills: 20 } : { rows: 1_000, kills: 20 };
