/** Rows that cannot be imported, of each kind in turn; each is one row of a spreadsheet. */
const POISON: readonly ((name: string) => Buffer)[] = [
  (name) => Buffer.from(`,h\xfcbsch-${name},${name}@example.org,\n`, 'latin1'),
  (name) => Buffer.from(`,${name},no address,\n`),
  (name) => Buffer.from(`,a\0${name},${name}@example.org,\n`),
  (name) => Buffer.from(`,"${name},${name}@example.org,\n`),
  (name) => Buffer.from(`,${name},${name}@example.org,,too,many\n`),
  (name) => Buffer.from(`explode,${name},${name}@example.org,\n`),
  (name) => Buffer.from(`,${name},person-0@example.org,\n`),
  (name) => Buffer.from(`update,nobody-${name},,Research\n`),
  (name) => Buffer.from(`,${name},${name}@example.org,${'x'.repeat(200)}\n`),
  (name) => Buffer.from(`,${name}${'x'.repeat(70_000)},${name}@example.org,\n`),
];

/** A file of users of whom each `every`th row is poisoned; and the numbers of those rows. */
export function peopleFile(rows: number, every: number): { file: Buffer; poisoned: readonly number[] } {
  const poisoned: number[] = [];
  const lines = Array.from({ length: rows }, (_, at) => {
    if (at % every !== every - 1) return Buffer.from(`,person-${at},person-${at}@example.org,Department ${at % 7}\n`);
    poisoned.push(at + 2);
    return POISON[Math.floor(at / every) % POISON.length]!(`poison-${at}`);
  });
  return { file: Buffer.concat([Buffer.from('action,userName,email,department\n'), ...lines]), poisoned };
}
