import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, buildConnector } from 'undici'

const isPublic = (address: string) => ipaddr.process(address).range() === 'unicast'

const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, [])
    const refused = addresses.some(({ address }) => !isPublic(address))
    if (refused) return callback(new Error('The receiver is not on the public internet'), [])
    callback(null, addresses)
  })
}

const connect = buildConnector({ timeout: 3000, lookup: publicLookup })

export const agent = new Agent({
  connect(options, callback) {
    const host = options.hostname.replace(/^\[|\]$/g, '')
    if (isIP(host) && !isPublic(host)) return callback(new Error('The receiver is not on the public internet'), null)
    connect(options, callback)
  },
  bodyTimeout: 8000,
  headersTimeout: 8000,
})
