/**
 * Writes one line of JSON to the log. It never takes an event, a form or an assertion whole: what is logged is named
 * field by field, and an error by name, message, stack and causes.
 */
export function log(entry: Readonly<Record<string, unknown>> & { level: 'info' | 'error'; event: string }): void {
  const line = JSON.stringify({ ...entry, ...('error' in entry ? { error: describe(entry['error']) } : {}) });
  process.stdout.write(`${line}\n`);
}

function describe(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return String(thrown);
  const { name, message, stack, cause } = thrown;
  return { name, message, stack, ...(cause === undefined ? {} : { cause: describe(cause) }) };
}
