import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isAppUrl, isHostPattern, isRelayState } from '../../shared/apps/address.ts';

const DEPLOYED = 'https://sso.example.org';
const LOCAL = 'http://localhost:8080';

describe('an address of an app', () => {
  it.each([
    'https://wiki.example.org/acs',
    'https://WIKI.example.org/acs?tenant=1&x=%2F',
    'https://wiki.example.org:8443/a/b.php/c',
    'https://wiki.example.org',
    'https://xn--bcher-kva.example/acs',
    'https://[2001:db8::1]/acs',
  ])('may be %s', (url) => {
    expect(isAppUrl(url, DEPLOYED)).toBe(true);
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)//https://wiki.example.org',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox',
    'blob:https://wiki.example.org/1',
    'file:///etc/passwd',
    'ftp://wiki.example.org/acs',
    'ws://wiki.example.org/acs',
    'about:blank',
    'view-source:https://wiki.example.org',
    'mailto:ada@example.org',
    'intent://wiki.example.org/#Intent;scheme=https;end',
    'http://wiki.example.org/acs',
    'http://localhost/acs',
    'http://127.0.0.1:3000/acs',
    'http://[::1]/acs',
    '//wiki.example.org/acs',
    '/acs',
    'wiki.example.org/acs',
    '',
    'https:wiki.example.org/acs',
    'https:/wiki.example.org/acs',
    'https:///wiki.example.org/acs',
    String.raw`https:\\wiki.example.org/acs`,
    String.raw`https://wiki.example.org\@evil.example/acs`,
    'https://wiki.example.org@evil.example/acs',
    'https://user:pass@wiki.example.org/acs',
    'https://@wiki.example.org/acs',
    'https://wiki.example.org/acs#x',
    'https://wiki.example.org/acs#',
    'https://*.example.org/acs',
    'https://wiki.example.org/*',
    'https://wiki.example.org/a/../acs',
    'https://wiki.example.org/a/%2e%2E/acs',
    'https://wiki.example.org/a/.%2e/acs',
    'https://wiki.example.org./acs',
    'https://wiki.example.org:99999/acs',
    'https://wiki.example.org:/acs/',
    'https://wiki.example.org /acs',
    ' https://wiki.example.org/acs',
    'https://wiki.example.org/acs\n',
    'https://wiki.example.org/a\tcs',
    'https://wiki.example.org/a\u0000cs',
    'https://wіki.example.org/acs',
    'https://wiki。example.org/acs',
    'https://wiki.example.org/ac\u200bs',
    'https://2130706433/acs',
    'https://0x7f.1/acs',
    'https://127.1/acs',
    'https://wiki.example.org/"onmouseover=',
    'https://wiki.example.org/<script>',
    `https://wiki.example.org/${'a'.repeat(2048)}`,
  ])('is never %j in a deployment', (url) => {
    expect(isAppUrl(url, DEPLOYED)).toBe(false);
  });

  it('may be on the same machine where Samlet itself runs on plain http', () => {
    const loopback = ['http://localhost:8081/acs', 'http://127.0.0.1/acs', 'http://[::1]:9/acs'];
    expect(loopback.filter((url) => !isAppUrl(url, LOCAL))).toEqual([]);
    const others = [
      'http://wiki.example.org/acs',
      'http://localhost.evil.example/acs',
      'http://127.0.0.2/acs',
      'http://0.0.0.0/acs',
      'javascript:1',
    ];
    expect(others.filter((url) => isAppUrl(url, LOCAL))).toEqual([]);
  });

  it('is read alike by everybody who parses it as a URL', () => {
    const pieces = fc.constantFrom(
      'https:',
      'http:',
      '//',
      '/',
      '\\',
      '@',
      ':',
      '#',
      '?',
      '.',
      '..',
      '%2e',
      'a.example',
      'evil.example',
      ' ',
      '\t',
      '[',
      ']',
      '*',
      '443',
      'ü',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        if (!isAppUrl(text, DEPLOYED)) return;
        const { protocol, host, username, hash } = new URL(text);
        expect([protocol, username, hash]).toEqual(['https:', '', '']);
        expect(text.toLowerCase().startsWith(`https://${host.replace(/:\d+$/, '')}`)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('a RelayState of an app', () => {
  it.each(['https://wiki.example.org/page', '/start', 'opaque-17', '{"to":"x"}'])('may be %s', (text) => {
    expect(isRelayState(text)).toBe(true);
  });

  it.each(['javascript:alert(1)', ' java\tscript:alert(1)', 'DATA:text/html,x', 'vbscript:x', 'a\nb', '\ud800'])(
    'is never %j',
    (text) => {
      expect(isRelayState(text)).toBe(false);
    },
  );
});

describe('a host that deep links may lead to', () => {
  it.each(['wiki.example.org', '*.example.org', 'localhost'])('may be %s', (host) => {
    expect(isHostPattern(host)).toBe(true);
  });

  it.each([
    '*',
    '*.org',
    '*.',
    'a.*.org',
    'WIKI.example.org',
    'a..b',
    '-a.org',
    'a.org/',
    'a.org:443',
    'https://a.org',
    'a'.repeat(254),
  ])('is never %j', (host) => {
    expect(isHostPattern(host)).toBe(false);
  });
});
