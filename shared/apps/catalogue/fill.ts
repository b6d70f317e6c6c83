/** Texts by name; a name without a text makes what names it disappear. */
type Values = Readonly<Record<string, string | undefined>>;

const PLACE = /\{([\w.]+)\}/g;

/**
 * A text with values in the places between braces; `undefined` if it names one that has no text. A name that is not
 * among the values stays as it stands: `{email}` of a session tag is filled in when the tag is sent.
 */
export function fill(text: string, values: Values): string | undefined {
  const names = [...text.matchAll(PLACE)].map(([, name]) => name ?? '');
  if (names.some((name) => Object.hasOwn(values, name) && values[name] === undefined)) return undefined;
  return text.replaceAll(PLACE, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  );
}

/** Any value with its texts filled in; what cannot be filled is `undefined`. */
export function filled(value: unknown, values: Values): unknown {
  if (typeof value === 'string') return fill(value, values);
  if (Array.isArray(value)) return value.map((one) => filled(one, values));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, values)]));
}

/** Without what is `undefined`; an entry of a list that lost a field goes as a whole. */
export function present(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((one) => !lacks(one)).map(present);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => [name, present(one)]),
  );
}

const lacks = (value: unknown): boolean =>
  value === undefined || (typeof value === 'object' && value !== null && Object.values(value).includes(undefined));
