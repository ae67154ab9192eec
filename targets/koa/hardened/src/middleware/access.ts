import type { Context, Next } from 'koa'
import type { Services } from '../app.ts'
import { recordAudit } from '../library/audit.ts'
import { log } from '../library/log.ts'
import { forbidden, tooMany, unauthorized } from '../library/problem.ts'
import type { Role } from '../library/sessions.ts'
import { TokenBucket } from '../library/token-bucket.ts'

export interface Principal {
  readonly id: string
  readonly email: string
  readonly role: Role
  readonly session?: string
  readonly scopes?: readonly string[]
}

const BEARER = /^Bearer ([A-Za-z0-9_.-]{1,4096})$/

/** What anyone may ask for; every other path needs a principal. */
const PUBLIC = [
  /^\/health(?:\/live)?$/,
  /^\/help(?:\/[^/]+)?$/,
  /^\/t\/[^/]+$/,
  /^\/out\/[^/]+$/,
  /^\/app\/[^/]+$/,
  /^\/hooks\/(?:mail|opened)$/,
  /^\/api\/(?:accounts|session|session\/refresh|password-resets|password-resets\/confirm|suggest)$/,
  /^\/api\/articles(?:\/[^/]+(?:\/similar)?)?$/,
]

/** Where the keys of machines work, and the scopes they need there for reading and for writing. */
const MACHINES = [
  { path: /^\/api\/tickets(?:\/|$)/, read: 'tickets:read', write: 'tickets:write' },
  { path: /^\/metrics$/, read: 'metrics:read', write: undefined },
]

const TIGHT = new Map([['/api/accounts', 'register'], ['/api/session', 'sign-in'], ['/api/session/refresh', 'refresh'], ['/api/password-resets', 'reset'], ['/api/password-resets/confirm', 'reset'], ['/api/accounts/me/password', 'password']])

export function principalOf(ctx: Context): Principal {
  const principal = ctx.state['principal'] as Principal | undefined
  if (principal === undefined) throw unauthorized()
  return principal
}

/** Identifies the caller, limits the rate and denies by default. */
export function access({ config, database, sessions, apiKeys }: Services) {
  const general = new TokenBucket(config.requestsPerMinute, config.requestBurst)
  const named = new Map([...new Set(TIGHT.values())].map((name) => [name, new TokenBucket(config.sessionRequestsPerMinute, config.sessionRequestsPerMinute)]))

  return async (ctx: Context, next: Next): Promise<void> => {
    const token = BEARER.exec(ctx.get('authorization'))?.[1]
    const key = ctx.get('x-api-key')
    const principal: Principal | undefined = token !== undefined ? sessions.identify(token) : key === '' ? undefined : apiKeys.identify(key)
    ctx.state['principal'] = principal
    const client = principal === undefined ? `address:${ctx.ip}` : `account:${principal.id}`

    const take = (bucket: TokenBucket, name: string) => {
      const taken = bucket.take(client)
      ctx.set('ratelimit-policy', `"${name}";q=${bucket.burst};w=${bucket.windowSeconds}`)
      ctx.set('ratelimit', `"${name}";r=${taken.remaining};t=${Math.ceil(taken.allowed ? taken.resetSeconds : taken.waitSeconds)}`)
      if (taken.allowed) return
      log('warn', 'rate.limited', { policy: name, requestId: ctx.state['requestId'] })
      throw tooMany(taken.waitSeconds)
    }
    take(general, 'default')
    const tight = ctx.method === 'POST' ? TIGHT.get(ctx.path) : undefined
    const bucket = tight === undefined ? undefined : named.get(tight)
    if (bucket !== undefined && tight !== undefined) take(bucket, tight)

    if (principal === undefined && !PUBLIC.some((path) => path.test(ctx.path))) throw unauthorized()
    if (principal?.scopes !== undefined) requireScope(ctx, principal.scopes)
    await next()
  }

  function requireScope(ctx: Context, scopes: readonly string[]): void {
    const place = MACHINES.find(({ path }) => path.test(ctx.path))
    const needed = ['GET', 'HEAD'].includes(ctx.method) ? place?.read : place?.write
    if (needed !== undefined && scopes.includes(needed)) return
    recordAudit(database, principalOf(ctx).id, 'key.denied', ctx.path.slice(0, 100))
    throw forbidden()
  }
}

/** Lets the roles pass and nobody else. */
export function only(services: Services, ...roles: readonly Role[]) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const principal = principalOf(ctx)
    if (!roles.includes(principal.role)) {
      log('warn', 'access.denied', { account: principal.id, requestId: ctx.state['requestId'] })
      recordAudit(services.database, principal.id, 'access.denied', ctx.path.slice(0, 100))
      throw forbidden()
    }
    await next()
  }
}
