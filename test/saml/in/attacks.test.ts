import { describe, expect, it } from '@jest/globals';
import { fromPost, fromRedirect } from '../../../shared/saml/bindings.ts';
import { readSpMetadata } from '../../../shared/saml/sp-metadata.ts';
import { type Attack, attacks } from '../../attacks/corpus.ts';
import { APP, posted } from './app.ts';
import { outcomeOf, receive } from './receive.ts';

const now = new Date('2026-11-24T09:30:00Z');

const doing = ({ by, payload, isSigner }: Attack) => {
  switch (by) {
    case 'post':
      return receive(fromPost(posted(payload)), [APP.certificate], isSigner);
    case 'form':
      return receive(fromPost(new URLSearchParams(payload)), [APP.certificate], isSigner);
    case 'query':
      return receive(fromRedirect(payload), [APP.certificate], isSigner);
    case 'metadata':
      return readSpMetadata(payload, { now });
  }
};

const corpus = attacks();

describe('an attack', () => {
  it.each(corpus.map((attack) => [attack.name, attack.expect, attack] as const))(
    '%s ends with %s',
    async (_, code, attack) => {
      expect(await outcomeOf(() => doing(attack))).toBe(code);
    },
  );

  it('has many shapes, and messages that it must be told apart from', () => {
    expect(corpus.filter(({ expect: code }) => code !== 'ok').length).toBeGreaterThanOrEqual(150);
    expect(corpus.filter(({ expect: code }) => code === 'ok').map(({ by }) => by)).toEqual(
      expect.arrayContaining(['post', 'form', 'query', 'metadata']),
    );
  });
});
