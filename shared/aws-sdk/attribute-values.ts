/** A value in DynamoDB's notation: its type, and what it says. Numbers travel as text, bytes in base64. */
export type AttributeValue = Readonly<Record<string, unknown>>;

/** An item in DynamoDB's notation. */
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** An item, a key or the values of an expression in DynamoDB's notation; what is `undefined` is left out. */
export const attributesOf = (item: Readonly<Record<string, unknown>>): Attributes =>
  Object.fromEntries(
    Object.entries(item)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, valueOf(value)]),
  );

/** An item out of DynamoDB's notation. */
export const plainItem = (attributes: Attributes): Record<string, unknown> =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, plainValue(value)]));

function valueOf(value: unknown): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number' || typeof value === 'bigint') return { N: digitsOf(value) };
  if (value instanceof Uint8Array) return { B: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return { L: value.filter((one) => one !== undefined).map(valueOf) };
  if (value instanceof Set) return setOf([...(value as Set<unknown>)]);
  const prototype: unknown = typeof value === 'object' ? Object.getPrototypeOf(value) : undefined;
  if (prototype !== Object.prototype && prototype !== null)
    throw new TypeError(`DynamoDB has no notation for ${typeof value}s such as ${String(value)}`);
  return { M: attributesOf(value as Record<string, unknown>) };
}

/** A number that this machine could not hold exactly would come back as another. */
function digitsOf(value: number | bigint): string {
  const isSound = typeof value === 'bigint' || (Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER);
  if (!isSound) throw new RangeError(`${value} cannot be kept as a number`);
  return String(value);
}

/** A set holds strings, numbers or bytes, of one kind, and is never empty. */
function setOf(values: readonly unknown[]): AttributeValue {
  const pairs = values.map((value) => Object.entries(valueOf(value))[0] ?? ['', '']);
  const [type = ''] = pairs[0] ?? [];
  if (!['S', 'N', 'B'].includes(type) || pairs.some(([other]) => other !== type))
    throw new TypeError('a set holds strings, numbers or bytes, and at least one');
  return { [`${type}S`]: pairs.map(([, text]) => text) };
}

function plainValue(attribute: AttributeValue): unknown {
  const [type = '', value] = Object.entries(attribute)[0] ?? [];
  switch (type) {
    case 'S':
    case 'BOOL':
      return value;
    case 'NULL':
      return null;
    case 'N':
      return numberOf(value as string);
    case 'B':
      return bytesOf(value as string);
    case 'L':
      return (value as AttributeValue[]).map(plainValue);
    case 'M':
      return plainItem(value as Attributes);
    case 'SS':
      return new Set(value as string[]);
    case 'NS':
      return new Set((value as string[]).map(numberOf));
    case 'BS':
      return new Set((value as string[]).map(bytesOf));
    default:
      throw new TypeError(`DynamoDB's notation has no type ${type}`);
  }
}

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));

const numberOf = (digits: string): number | bigint => {
  const number = Number(digits);
  return Math.abs(number) > Number.MAX_SAFE_INTEGER ? BigInt(digits) : number;
};
