import { describe, expect, it } from '@jest/globals';
import { isLoopback, isPublicAddress } from '../../shared/outbound/public-address.ts';

describe('an address', () => {
  it.each(['1.1.1.1', '8.8.8.8', '172.15.255.255', '172.32.0.0', '100.63.255.255', '2606:4700::1111', '2a00:1450::1'])(
    '%s is on the public Internet',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '169.254.170.2', '172.16.0.1',
    '172.31.255.255', '192.0.0.192', '192.168.1.1', '198.18.0.1', '203.0.113.7', '224.0.0.1', '255.255.255.255',
    '::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a9fe:a9fe', 'fe80::1', 'fe80::1%eth0', 'fc00::1',
    'fd00:ec2::254', 'ff02::1', '2001:db8::1', '2001::1', '2002:7f00:1::', '3fff::1', 'example.org', '',
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false)); // prettier-ignore

  it.each([['127.0.0.1', true], ['::1', true], ['10.0.0.1', false], ['::ffff:127.0.0.1', false]] as const)(
    '%s is this machine: %s',
    (address, isIt) => expect(isLoopback(address)).toBe(isIt),
  ); // prettier-ignore
});
