import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { request } from 'node:https'
import { BlockList, isIPv6 } from 'node:net'
import { Problem } from './problem.ts'

const MAX_BYTES = 256 * 1024
const TIMEOUT_MS = 5000
const inside = new BlockList()
for (const [network, prefix] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) inside.addSubnet(network, prefix, 'ipv4')
for (const [network, prefix] of [['::', 127], ['::ffff:0:0', 96], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) inside.addSubnet(network, prefix, 'ipv6')

/** Size of a picture of an allowed host, over HTTPS, without redirects; the address that is checked is the one used. */
export function fetchSize(address: string, hosts: readonly string[]): Promise<number> {
  const url = URL.parse(address)
  if (url === null || url.protocol !== 'https:' || !hosts.includes(url.hostname) || url.port !== '' || url.username !== '') {
    throw new Problem(422, 'Pictures come from the avatar service only')
  }
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { lookup: publicLookup, signal: AbortSignal.timeout(TIMEOUT_MS) }, (response) => {
      let size = 0
      response.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > MAX_BYTES) outgoing.destroy(new Error('too large'))
      })
      response.on('end', () => resolve(size))
    })
    outgoing.on('error', () => reject(new Problem(502, 'The picture could not be fetched')))
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
