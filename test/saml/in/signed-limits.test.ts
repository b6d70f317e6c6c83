import { describe, expect, it } from '@jest/globals';
import { fromPost } from '../../../shared/saml/bindings.ts';
import { APP, authnRequest, posted, signed, type Signing } from './app.ts';
import { outcomeOf, receive } from './receive.ts';

const extensions = (inside: string): string =>
  authnRequest({ inside: `<samlp:Extensions>${inside}</samlp:Extensions>` });
const attributes = (count: number): string => Array.from({ length: count }, (_, at) => ` a${at}=""`).join('');

const outcomeFor = (xml: string, signing: Signing = {}): Promise<string> =>
  outcomeOf(() => receive(fromPost(posted(signed(xml, signing))), [APP.certificate], true));

describe('a message that bears its signature inside', () => {
  it('may be far larger than apps send it', async () => {
    expect(await outcomeFor(extensions(`<samlp:e${attributes(4)}/>`.repeat(100)))).toBe('ok');
    expect(await outcomeFor(authnRequest(), { kept: ['xs', 'xsi'] })).toBe('ok');
  });

  // Each of these took a second and more of a processor before its signature was looked at.
  it.each([
    ['elements', extensions('<samlp:e/>'.repeat(300)), {}, 'REQUEST_MALFORMED'],
    ['attributes', extensions(`<samlp:e${attributes(50)}/>`.repeat(20)), {}, 'REQUEST_MALFORMED'],
    ['octets', extensions(`<samlp:e>${'x'.repeat(70_000)}</samlp:e>`), {}, 'REQUEST_TOO_LARGE'],
    ['kept prefixes', authnRequest(), { kept: Array.from({ length: 2000 }, () => 'p') }, 'SIGNATURE_INVALID'],
  ])('is refused before a DOM sees it for too many %s, though rightly signed', async (_what, xml, signing, code) => {
    expect(await outcomeFor(xml, signing)).toBe(code);
  });
});
