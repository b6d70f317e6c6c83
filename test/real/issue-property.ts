/**
 * The issuing property over many documents (S22): what xml-crypto verifies and reads is what was said, whatever the
 * values hold. Usage: `node test/real/issue-property.ts [documents] [seed]`; the work is split over two processes; ends
 * with `N passed, N failed`.
 */
import { fork } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { DOMParser } from '@xmldom/xmldom';
import * as fc from 'fast-check';
import type { AssertionContent } from '../../shared/saml/assertion.ts';
import { respond } from '../saml/out/documents.ts';
import { anyAssertion } from '../saml/out/random.ts';
import { expected, verified } from '../saml/out/reader.ts';

const WORKERS = 2;
const CHUNK = 500;

interface Tally {
  readonly passed: number;
  readonly failed: number;
  /** The first that failed, for its reproduction. */
  readonly example?: string;
}

withoutPositions();
const documents = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 30);
if (process.send) process.send(check(documents, seed));
else await lead();

/** Lines and columns, which nobody reads here, are three quarters of what xmldom does when xml-crypto has it parse. */
function withoutPositions(): void {
  const { prototype } = DOMParser as unknown as {
    prototype: { parseFromString: (xml: string, type: string) => Document };
  };
  const { parseFromString } = prototype;
  prototype.parseFromString = function (this: { options: { locator?: object } }, xml, type) {
    delete this.options.locator;
    return parseFromString.call(this, xml, type);
  };
}

async function lead(): Promise<void> {
  const shares = Array.from(
    { length: WORKERS },
    (_, at) => Math.floor((documents * (at + 1)) / WORKERS) - Math.floor((documents * at) / WORKERS),
  );
  const tallies = await Promise.all(shares.map((share, at) => work(share, seed + at * documents)));
  for (const { example } of tallies) if (example) console.error(example);
  const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
  console.log(`seed ${seed}\n${passed} passed, ${documents - passed} failed`);
  process.exitCode = documents > 0 && passed === documents ? 0 : 1;
}

/** A worker that dies has passed nothing. */
function work(share: number, from: number): Promise<Tally> {
  return new Promise((resolve) => {
    const child = fork(import.meta.filename, [String(share), String(from)]);
    child.once('message', (tally) => resolve(tally as Tally));
    child.once('exit', (code) => resolve({ passed: 0, failed: share, example: `a worker ended with ${code}` }));
  });
}

function check(share: number, from: number): Tally {
  let passed = 0;
  let example: string | undefined;
  for (let done = 0; done < share; done += CHUNK) {
    const numRuns = Math.min(CHUNK, share - done);
    for (const [at, content] of fc.sample(anyAssertion, { numRuns, seed: from + done }).entries()) {
      const fault = faultOf(content, done + at);
      if (fault === undefined) passed += 1;
      else example ??= `${fault}\n${JSON.stringify(content)}`;
    }
  }
  return { passed, failed: share - passed, ...(example === undefined ? {} : { example }) };
}

/** Verifies one document; each fourth is signed twice, and its assertion is cut out of it first. */
function faultOf(content: AssertionContent, at: number): string | undefined {
  try {
    const response = at % 4 === 0;
    const xml = respond(content, { assertion: true, response });
    const cut = xml.slice(xml.indexOf('<saml:Assertion'), xml.indexOf('</samlp:Response>'));
    if (response) verified(xml, 'Response');
    const found = verified(response ? cut : xml, 'Assertion');
    return isDeepStrictEqual(found, expected(content)) ? undefined : `read otherwise: ${JSON.stringify(found)}`;
  } catch (thrown) {
    return String(thrown);
  }
}
