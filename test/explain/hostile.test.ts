import { describe, expect, it } from '@jest/globals';
import { explainMessage } from '../../shared/admin/explain-message.ts';
import type { AdminPorts } from '../../shared/admin/operation.ts';
import { findMessage } from '../../shared/explain/recognise.ts';
import type { Table } from '../../shared/table/table.ts';
import { type Attack, attacks } from '../attacks/corpus.ts';
import { answer } from '../demo/aws-response.ts';

/** A table that holds nothing: what is explained is read, and nothing is written anywhere. */
const nowhere = {
  findAll: (keys: readonly unknown[]) => Promise.resolve(keys.map(() => undefined)),
  find: () => Promise.resolve(undefined),
} as unknown as Table;
const ports = {
  table: nowhere,
  now: () => new Date('2026-11-24T09:30:00Z'),
  baseUrl: 'https://sso.example.org',
} as AdminPorts;

/** The attack as somebody would paste it. */
function pasted({ by, payload }: Attack): string {
  if (by === 'query') return `https://sso.example.org/saml/sso?${payload}`;
  return payload;
}

/** What the scanner takes: shapes of messages that are wrong in what they say alone. */
const kindOf = async (text: string): Promise<string> => {
  const message = findMessage(text);
  return message ? (await explainMessage(message, ports)).kind : 'unknown';
};

const corpus = attacks();

describe('the corpus of attacks, pasted', () => {
  it.each(corpus.map((attack) => [attack.name, attack] as const))(
    '%s is explained or refused, and never breaks',
    async (_name, attack) => {
      const kinds = ['saml-request', 'saml-message', 'saml-response', 'unreadable', 'unknown'];
      expect(kinds).toContain(await kindOf(pasted(attack)));
    },
  );

  it('is refused with a reason where the XML itself is hostile', async () => {
    const hostile = corpus.filter(({ name }) =>
      /^shape-(?:doctype|entity|comment|cdata|pi|prefix-xml|two-roots|depth)/.test(name),
    );
    expect(hostile.length).toBeGreaterThan(15);
    const read = await Promise.all(hostile.map(async (attack) => [attack.name, await kindOf(pasted(attack))] as const));
    expect(read.filter(([, kind]) => kind !== 'unreadable')).toEqual([]);
  });

  it('never is said to hold by one of our certificates', async () => {
    for (const attack of corpus.filter(({ name }) => name.startsWith('xsw') || name.startsWith('signature'))) {
      const message = findMessage(pasted(attack));
      const { checks } = message ? await explainMessage(message, ports) : { checks: [] };
      expect(checks.filter(({ id, outcome }) => id === 'signature-holds' && outcome === 'ok')).toEqual([]);
    }
  });
});

describe('a pasted response', () => {
  it('that carries an entity is refused before anything is resolved', async () => {
    const xml = answer().replace(
      '<samlp:Response',
      '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><samlp:Response',
    );
    const explained = await explainMessage({ xml, form: 'xml' }, ports);
    expect([explained.kind, explained.xml, explained.checks]).toEqual(['unreadable', undefined, []]);
    expect(explained.explanation).toContain('DOCTYPE');
  });

  it('is shown without the value of its signature', async () => {
    const xml = answer();
    const [, value = ''] = /<ds:SignatureValue>([^<]+)</.exec(xml) ?? [];
    const explained = await explainMessage({ xml, form: 'xml' }, ports);
    expect(explained.kind).toBe('saml-response');
    expect(value.length).toBeGreaterThan(300);
    expect(explained.xml).not.toContain(value.slice(0, 40));
    expect(explained.xml).toContain('<ds:SignatureValue>not kept</ds:SignatureValue>');
  });
});

describe('a page’s source that is made to be slow', () => {
  it.each(['name="SAMLResponse" ', 'value="aaaaaaaaaaaaaaaa" ', '<input name="SAMLResponse" ', 'SAMLResponse='])(
    'is looked through in a moment: %s over and over',
    (piece) => {
      const text = `<input ${piece.repeat(Math.floor(300_000 / piece.length))}`;
      const began = performance.now();
      findMessage(text);
      expect(performance.now() - began).toBeLessThan(2000);
    },
  );

  it('has its field found in whichever order name and value stand', () => {
    const xml = Buffer.from('<samlp:Response xmlns:samlp="urn:x"/>').toString('base64');
    for (const field of [`name="SAMLResponse" value="${xml}"`, `value="${xml}" type="hidden" name='SAMLResponse'`])
      expect(findMessage(`<form><input name="other" value="${'b'.repeat(20)}"><input ${field}/></form>`)?.form).toBe(
        'base64',
      );
  });
});
