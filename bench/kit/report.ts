/** The middle of some figures. */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** A target and what was measured; both are ratios, or counts. */
export interface Target {
  readonly what: string;
  readonly measured: number;
  readonly atMost: number;
  readonly digits?: number;
}

/** A figure with so many digits behind the point, thousands apart. */
export const figure = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** A Markdown table; the first row is its head. */
export const tableOf = ([head = [], ...rows]: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** One sentence for each target, met or not. */
export const targetsOf = (targets: readonly Target[]): string =>
  targets
    .map(({ what, measured, atMost, digits = 2 }) => {
      const verdict = measured <= atMost ? 'met' : '**missed**';
      return `- ${what}: ${figure(measured, digits)}, target at most ${figure(atMost, digits)}: ${verdict}.`;
    })
    .join('\n');
