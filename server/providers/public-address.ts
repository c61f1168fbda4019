// Where messages may go: somebody outside names an address, and our server must not become a hand inside our network.
import { lookup as resolve } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** IANA special-purpose addresses (RFC 6890): nothing in there is a store's server on the internet. */
const closed = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  closed.addSubnet(network, prefix, 'ipv4')
}

/** Of IPv6 only global unicast is open, and not what carries an IPv4 address inside. */
const open6 = new BlockList()
open6.addSubnet('2000::', 3, 'ipv6')
const carriers6 = new BlockList()
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['64:ff9b::', 96],
] as const) {
  carriers6.addSubnet(network, prefix, 'ipv6')
}

/** Whether an IP address belongs to the public internet. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !closed.check(address, 'ipv4')
  if (isIP(address) !== 6) return false
  return open6.check(address, 'ipv6') && !carriers6.check(address, 'ipv6')
}

/**
 * The address, when a message may be sent to it: https on its usual port, with a public name or address, and
 * nothing of a password in it. Gives nothing for any other text. `anywhere` lets all of it through, for tests.
 */
export function readPublicUrl(text: string, { anywhere }: { anywhere: boolean }): URL | undefined {
  // WHATWG URL turns every odd way of writing an IPv4 address into its plain form first.
  const url = URL.parse(text)
  if (!url || url.username || url.password || url.hash) return undefined
  if (anywhere) return /^https?:$/.test(url.protocol) ? url : undefined
  if (url.protocol !== 'https:' || url.port !== '') return undefined
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (isIP(host)) return isPublic(host) ? url : undefined
  return host.includes('.') && !/\.(localhost|local|internal|home\.arpa)\.?$/.test(host) ? url : undefined
}

/** Resolves a name at each connection, and fails where any of its addresses is not public. */
export const lookupPublic: LookupFunction = (hostname, options, answer) => {
  resolve(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return answer(error, '')
    const [first] = addresses
    if (!first || !addresses.every(({ address }) => isPublic(address))) {
      return answer(new Error('not a public address'), '')
    }
    if (options.all) return answer(null, addresses)
    answer(null, first.address, first.family)
  })
}
