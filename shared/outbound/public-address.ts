import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** What is not the public Internet (IANA special-purpose registries, RFC 6890): where a request of ours must never go. */
const NOT_PUBLIC_V4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24',
  '192.0.2.0/24', '192.31.196.0/24', '192.52.193.0/24', '192.88.99.0/24', '192.168.0.0/16', '192.175.48.0/24',
  '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
]; // prettier-ignore

/** Of IPv6 only global unicast is public at all, and of that not what documents, tunnels or translates. */
const GLOBAL_V6 = '2000::/3';
const NOT_PUBLIC_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

const listOf = (ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = '', bits] = range.split('/');
    list.addSubnet(network, Number(bits), family);
  }
  return list;
};

const CLOSED_V4 = listOf(NOT_PUBLIC_V4, 'ipv4');
const OPEN_V6 = listOf([GLOBAL_V6], 'ipv6');
const CLOSED_V6 = listOf(NOT_PUBLIC_V6, 'ipv6');

/**
 * Tells whether an IP address is on the public Internet. Everything that leads back to us, to a neighbour or to a
 * cloud's metadata service is not; nor is an IPv4 address in the clothes of IPv6.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !CLOSED_V4.check(address, 'ipv4');
  if (!isIPv6(address) || address.includes('%')) return false;
  return OPEN_V6.check(address, 'ipv6') && !CLOSED_V6.check(address, 'ipv6');
}

/** Tells whether an IP address is this machine's own. */
export const isLoopback = (address: string): boolean =>
  address === '::1' || (isIPv4(address) && address.startsWith('127.'));
