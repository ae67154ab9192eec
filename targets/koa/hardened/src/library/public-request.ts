import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { request } from 'node:https'
import { BlockList, isIPv6 } from 'node:net'
import { Problem } from './problem.ts'

const TIMEOUT_MS = 5000
const inside = new BlockList()
for (const [network, prefix] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) inside.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [['::', 127], ['::ffff:0:0', 96], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) inside.addSubnet(network, prefix, 'ipv6')

/** An HTTPS address of a listed host, or a problem. */
export function requireListed(address: string, hosts: readonly string[]): URL {
  const url = URL.parse(address)
  if (url === null || url.protocol !== 'https:' || !hosts.includes(url.hostname) || url.port !== '' || url.username !== '') {
    throw new Problem(422, 'Webhooks go to the hosts of partners only')
  }
  return url
}

/** Status of an empty POST to a listed host; the address that is checked is the one that is used, and redirects are not followed. */
export function deliver(url: URL): Promise<number> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', lookup: publicLookup, signal: AbortSignal.timeout(TIMEOUT_MS), headers: { 'content-length': '0' } }, (response) => {
      response.resume()
      response.destroy()
      resolve(response.statusCode ?? 0)
    })
    outgoing.on('error', () => reject(new Problem(502, 'The webhook could not be reached')))
    outgoing.end()
  })
}

type Done = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

function publicLookup(hostname: string, options: LookupOptions, done: Done): void {
  lookup(hostname, options, (error, address, family) => {
    if (error !== null) return done(error, '')
    const found = Array.isArray(address) ? address.map((entry) => entry.address) : [address]
    if (found.some((one) => inside.check(one, isIPv6(one) ? 'ipv6' : 'ipv4'))) return done(new Error('private address'), '')
    done(null, address, family)
  })
}
