import { lookup } from 'node:dns'
import { request } from 'node:https'
import { BlockList, isIP } from 'node:net'
import { Problem } from './problem.js'

const MAX_BYTES = 512 * 1024
const TIMEOUT_MS = 5000

const privateAddresses = new BlockList()
for (const [network, prefix] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]]) {
  privateAddresses.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [['::', 127], ['::ffff:0:0', 96], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]]) {
  privateAddresses.addSubnet(network, prefix, 'ipv6')
}

/** Fetches text over HTTPS from an allowed host that resolves to a public address; follows no redirects. */
export async function fetchText(address, allowedHosts) {
  const url = URL.parse(address)
  const allowed = url?.protocol === 'https:' && allowedHosts.includes(url.hostname) && url.port === '' && url.username === ''
  if (!allowed) throw new Problem(422, 'The address is not one of the allowed suppliers')
  return new Promise((resolve, reject) => {
    const failed = () => reject(new Problem(502, 'The supplier could not be reached'))
    const outgoing = request(url, { lookup: publicLookup, signal: AbortSignal.timeout(TIMEOUT_MS) }, (response) => {
      if (response.statusCode !== 200) return outgoing.destroy(new Error('unexpected status'))
      const chunks = []
      let size = 0
      response.on('data', (chunk) => {
        size += chunk.length
        if (size > MAX_BYTES) outgoing.destroy(new Error('too large'))
        else chunks.push(chunk)
      })
      response.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
      response.on('error', failed)
    })
    outgoing.on('error', failed)
    outgoing.end()
  })
}

/** The address that is checked is the one connected to, so that a second DNS answer changes nothing. */
function publicLookup(hostname, options, done) {
  lookup(hostname, options, (error, address, family) => {
    if (error) return done(error)
    const found = Array.isArray(address) ? address : [{ address, family }]
    const inside = found.some((entry) => privateAddresses.check(entry.address, isIP(entry.address) === 6 ? 'ipv6' : 'ipv4'))
    if (inside) return done(new Error('private address'))
    done(null, address, family)
  })
}
