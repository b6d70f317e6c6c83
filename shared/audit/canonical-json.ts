/**
 * A value as the one JSON text that everybody writes for it: names sorted by their UTF-16 units, no white space (RFC 8785;
 * JSON.stringify writes texts and numbers as it demands). What JSON has no notation for is left out, as it is from any
 * answer of the API.
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((inner) => canonicalJson(inner ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value as Readonly<Record<string, unknown>>)
    .filter(([, inner]) => inner !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${canonicalJson(inner)}`).join(',')}}`;
}
