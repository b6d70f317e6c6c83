/** A line of the functions' log. */
export type Line = Readonly<Record<string, unknown>> & { readonly event: string };

/** Runs a piece of work and gathers what it logs. */
export async function logged(work: () => Promise<unknown>): Promise<readonly Line[]> {
  const lines: Line[] = [];
  const write = process.stdout.write;
  process.stdout.write = (chunk: string | Uint8Array) => {
    const text = String(chunk);
    if (!text.startsWith('{"level":')) return write.call(process.stdout, text);
    lines.push(JSON.parse(text) as Line);
    return true;
  };
  try {
    await work();
  } finally {
    process.stdout.write = write;
  }
  return lines;
}
