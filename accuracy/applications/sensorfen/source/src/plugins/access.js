import fp from 'fastify-plugin'
import { forbidden, unauthorized } from '../problem.js'

const RANK = { viewer: 1, warden: 2, owner: 3 }

/**
 * `config.access` of a route: 'open', 'user:<role>' or 'key:<scope>'.
 * There is no default: a route without the word stops the start.
 */
export default fp(async (app) => {
  app.decorateRequest('who', null)
  app.decorateRequest('org', null)

  app.addHook('onRoute', (route) => {
    if (route.method === 'HEAD' || route.method === 'OPTIONS') return
    if (!/^(open|user:(viewer|warden|owner)|key:[a-z]+)$/.test(route.config?.access ?? '')) throw new Error(`${route.method} ${route.url} says no access`)
  })

  app.addHook('onRequest', async (request) => {
    const access = request.routeOptions.config?.access
    if (access === 'open' || request.is404) return
    if (!access) throw forbidden()
    const sent = /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? '')?.[1]
    if (!sent) throw unauthorized()
    const [kind, need] = access.split(':')
    const who = kind === 'key' ? await app.stores.accounts.keyOf(sent) : await app.stores.accounts.userOf(sent)
    if (!who) throw unauthorized()
    if (kind === 'key' ? !who.scopes.includes(need) : RANK[who.role] < RANK[need]) throw forbidden()
    request.who = who
    request.org = app.stores.of(who.org)
  })
})
