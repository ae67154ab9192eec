import { Redis } from 'ioredis'
import { Pool } from 'pg'
import type { ShopHandler } from '../../test/servers/shop-service.ts'
import { type Fault, get, type Parts, type Service, write } from './fault.ts'

export interface Tools {
  readonly query: (text: string, values?: readonly unknown[]) => Promise<Readonly<Record<string, unknown>>[]>
  readonly redis: Redis
}

export function overCache(
  { url, cacheUrl }: Parts,
  handlers: (tools: Tools) => Readonly<Record<string, ShopHandler>>,
  fill: (redis: Redis) => Promise<unknown> = async () => {},
): Promise<Service> {
  const pool = new Pool({ connectionString: url, max: 12 })
  pool.on('error', () => {})
  const redis = new Redis(cacheUrl)
  redis.on('error', () => {})
  const query: Tools['query'] = async (text, values = []) => (await pool.query(text, [...values])).rows
  const service: Service = {
    handlers: handlers({ query, redis }),
    stop: async () => {
      redis.disconnect()
      await pool.end()
    },
  }
  return fill(redis).then(() => service)
}

export const SOUND: readonly (readonly [string, string])[] = [
  ['maxmemory', '64mb'],
  ['maxmemory-policy', 'allkeys-lru'],
]
const page = (query: URLSearchParams): number => Math.min(100, Number(query.get('limit') ?? 20))

/** Reads through the cache, with or without one computation for all who wait. */
export function through(redis: Redis, seconds: number, isShared: boolean) {
  const running = new Map<string, Promise<unknown>>()
  return async (key: string, compute: () => Promise<unknown>): Promise<unknown> => {
    const known = await redis.get(key)
    if (known !== null) return JSON.parse(known)
    const started = isShared ? running.get(key) : undefined
    if (started !== undefined) return started
    const computing = compute().then(async (value) => {
      await redis.set(key, JSON.stringify(value), 'EX', seconds)
      return value
    })
    if (isShared) {
      running.set(key, computing)
      void computing.finally(() => running.delete(key)).catch(() => {})
    }
    return computing
  }
}

const LIST = 'SELECT id, name, price FROM products, (SELECT pg_sleep(0.01) OFFSET 0) pause ORDER BY id LIMIT $1'

const behaviour: readonly Fault[] = [
  {
    name: 'stampede: each request computes a new key',
    control: 'cache.stampede',
    place: 'GET /products',
    usesCache: true,
    mayLoad: true,
    cacheSettings: () => SOUND,
    reads: [get('/products', '/products', ['limit'])],
    service: (isPlanted, parts) =>
      overCache(parts, ({ query, redis }) => {
        const cached = through(redis, 300, !isPlanted)
        return { 'GET /products': ({ query: asked }) => cached(`products:list:${page(asked)}`, () => query(LIST, [page(asked)])) }
      }),
  },
  {
    name: 'stampede: each request computes when a key expires',
    control: 'cache.stampede',
    place: 'GET /top',
    usesCache: true,
    mayLoad: true,
    cacheSettings: () => SOUND,
    reads: [get('/top')],
    service: (isPlanted, parts) =>
      overCache(parts, ({ query, redis }) => {
        const cached = through(redis, 2, !isPlanted)
        return { 'GET /top': () => cached('products:top', () => query(LIST.replace('$1', '5'))) }
      }),
  },
  {
    name: 'stampede: a map in the process',
    control: 'cache.stampede',
    place: 'GET /products',
    usesCache: true,
    mayLoad: true,
    cacheSettings: () => SOUND,
    reads: [get('/products', '/products', ['limit'])],
    service: (isPlanted, parts) =>
      overCache(parts, ({ query }) => {
        const values = new Map<number, unknown>()
        return {
          'GET /products': async ({ query: asked }) => {
            const size = page(asked)
            const known = values.get(size)
            if (known !== undefined) return known
            const computing = query(LIST, [size])
            values.set(size, isPlanted ? undefined : computing)
            const value = await computing
            values.set(size, value)
            return value
          },
        }
      }),
  },
  {
    name: 'cache that never hits: the key holds the time',
    control: 'cache.effectiveness',
    place: 'GET /products',
    usesCache: true,
    cacheSettings: () => SOUND,
    reads: [get('/products', '/products', ['limit'])],
    service: (isPlanted, parts) =>
      overCache(parts, ({ query, redis }) => {
        const cached = through(redis, 60, true)
        return {
          'GET /products': ({ query: asked }) =>
            cached(`products:${page(asked)}${isPlanted ? `:${process.hrtime.bigint()}` : ''}`, () => query(LIST, [page(asked)])),
        }
      }),
  },
  {
    name: 'a lookup of revoked tokens misses as it should',
    control: 'cache.effectiveness',
    place: 'GET /orders',
    usesCache: true,
    cacheSettings: () => [
      ['maxmemory', '64mb'],
      ['maxmemory-policy', 'noeviction'],
    ],
    reads: [get('/orders')],
    service: (isPlanted, parts) =>
      overCache(
        parts,
        ({ query, redis }) => ({
          'GET /orders': async () => {
            if (isPlanted) {
              const key = `orders:page:${process.hrtime.bigint()}`
              if ((await redis.get(key)) === null) await redis.set(key, 'x', 'EX', 30)
            } else await redis.get('revoked:token-of-the-caller')
            return query('SELECT * FROM orders WHERE customer_id = $1', [4])
          },
        }),
        (redis) => redis.set('revoked:5f8c77aa00bb11cc22dd33ee', '1', 'EX', 900),
      ),
    also: ['cache.bounds'],
  },
  {
    name: 'KEYS on every request',
    control: 'cache.effectiveness',
    place: 'cache KEYS',
    usesCache: true,
    cacheSettings: () => SOUND,
    reads: [get('/products', '/products', ['limit'])],
    service: (isPlanted, parts) =>
      overCache(parts, ({ query, redis }) => {
        const cached = through(redis, 300, true)
        return {
          'GET /products': async ({ query: asked }) => {
            if (isPlanted) await redis.keys('products:*')
            return cached(`products:${page(asked)}`, () => query(LIST, [page(asked)]))
          },
        }
      }),
  },
  {
    name: 'stale: a write leaves the cache as it is',
    control: 'cache.invalidation',
    place: 'GET /products/{id}',
    usesCache: true,
    cacheSettings: () => SOUND,
    reads: [get('/products/{id}', '/products/7')],
    writes: [write('PUT', '/products/{id}', '/products/7', { name: 'product of the run' })],
    service: (isPlanted, parts) =>
      overCache(parts, ({ query, redis }) => {
        const cached = through(redis, 120, true)
        return {
          'GET /products/{}': async ({ ids }) => {
            const found = await cached(`product:${ids[0]}`, () => query('SELECT * FROM products WHERE id = $1', [ids[0]]))
            return Array.isArray(found) && found.length > 0 ? found[0] : null
          },
          'PUT /products/{}': async ({ ids, body }) => {
            const [row] = await query('UPDATE products SET name = $2 WHERE id = $1 RETURNING *', [ids[0], body.name])
            if (!isPlanted) await redis.del(`product:${ids[0]}`)
            return row
          },
        }
      }),
  },
]

const contents = (
  name: string,
  control: string,
  place: string,
  settings: (isPlanted: boolean) => readonly (readonly [string, string])[],
  fill: (redis: Redis, isPlanted: boolean) => Promise<unknown>,
): Fault => ({
  name,
  control,
  place,
  usesCache: true,
  cacheSettings: settings,
  reads: [get('/products', '/products', ['limit'])],
  service: (isPlanted, parts) =>
    overCache(
      parts,
      ({ query, redis }) => {
        const cached = through(redis, 300, true)
        return { 'GET /products': ({ query: asked }) => cached(`products:${page(asked)}`, () => query(LIST, [page(asked)])) }
      },
      (redis) => fill(redis, isPlanted),
    ),
})

const many = async (redis: Redis, name: (index: number) => string, seconds: number | null, value = 'x', count = 60): Promise<void> => {
  const pipeline = redis.pipeline()
  for (let index = 0; index < count; index += 1) {
    if (seconds === null) pipeline.set(name(index), value)
    else pipeline.set(name(index), value, 'EX', seconds)
  }
  await pipeline.exec()
}
const NOEVICTION: readonly (readonly [string, string])[] = [
  ['maxmemory', '64mb'],
  ['maxmemory-policy', 'noeviction'],
]
const VOLATILE: readonly (readonly [string, string])[] = [
  ['maxmemory', '64mb'],
  ['maxmemory-policy', 'volatile-lru'],
]

const stored: readonly Fault[] = [
  contents(
    'no TTL: cached values that live for ever',
    'cache.bounds',
    'cache keys cache:user',
    () => VOLATILE,
    (redis, isPlanted) => many(redis, (index) => `cache:user:${1000 + index}`, isPlanted ? null : 600),
  ),
  contents(
    'no TTL: sessions that live for ever',
    'cache.bounds',
    'cache keys sess:',
    () => VOLATILE,
    (redis, isPlanted) => many(redis, (index) => `sess:9f8e7d6c5b4a${1000 + index}`, isPlanted ? null : 3600),
  ),
  contents(
    'big keys: strings of megabytes',
    'cache.bounds',
    'cache keys export',
    () => SOUND,
    (redis, isPlanted) => many(redis, (index) => `export:${2000 + index}`, 900, 'v'.repeat(isPlanted ? 2_000_000 : 20_000), 3),
  ),
  contents(
    'big keys: a hash of all users',
    'cache.bounds',
    'cache keys users:all',
    () => SOUND,
    async (redis, isPlanted) => {
      const fields: Record<string, string> = {}
      for (let index = 0; index < (isPlanted ? 20_000 : 200); index += 1) fields[`user${index}`] = 'a'
      await redis.hset('users:all', fields)
      await redis.expire('users:all', 600)
    },
  ),
  contents(
    'policy evicts jobs',
    'redis.hardening',
    'cache maxmemory-policy',
    (isPlanted) => (isPlanted ? SOUND : VOLATILE),
    async (redis) => {
      await redis.rpush('bull:mail:wait', '1', '2', '3')
      await redis.hset('bull:mail:1', 'data', '{}')
    },
  ),
  contents(
    'policy evicts sessions',
    'redis.hardening',
    'cache maxmemory-policy',
    (isPlanted) => (isPlanted ? SOUND : NOEVICTION),
    (redis) => many(redis, (index) => `session:0a1b2c3d4e5f${1000 + index}`, 3600),
  ),
  contents(
    'policy evicts revoked tokens',
    'redis.hardening',
    'cache maxmemory-policy',
    (isPlanted) => (isPlanted ? VOLATILE : NOEVICTION),
    (redis) => many(redis, (index) => `token:revoked:00ff11ee22dd${1000 + index}`, 3600),
  ),
  contents(
    'policy evicts limits',
    'redis.hardening',
    'cache maxmemory-policy',
    (isPlanted) => (isPlanted ? SOUND : NOEVICTION),
    (redis) => many(redis, (index) => `rate-limit:10.0.0.${index}`, 60),
  ),
  contents(
    'no limit of memory',
    'cache.bounds',
    'cache maxmemory',
    (isPlanted) => (isPlanted ? [['maxmemory', '0']] : SOUND),
    (redis) => many(redis, (index) => `cache:page:${1000 + index}`, 600),
  ),
  contents(
    'a cache that cannot evict',
    'cache.bounds',
    'cache maxmemory-policy',
    (isPlanted) => (isPlanted ? NOEVICTION : SOUND),
    (redis) => many(redis, (index) => `cache:page:${1000 + index}`, 600),
  ),
  contents(
    'queue: finished jobs that nobody removes',
    'cache.bounds',
    'cache queue bull:mail',
    () => NOEVICTION,
    async (redis, isPlanted) => {
      const scores = Array.from({ length: isPlanted ? 12_000 : 1000 }, (_, index) => [index, `${index}`]).flat()
      await redis.hset('bull:mail:meta', 'opts.maxLenEvents', '10000')
      await redis.zadd('bull:mail:completed', ...scores)
    },
  ),
  contents(
    'queue: jobs that nobody takes',
    'cache.bounds',
    'cache queue reports',
    () => NOEVICTION,
    async (redis, isPlanted) => {
      await redis.rpush('rq:queue:reports', ...Array.from({ length: 300 }, (_, index) => `${index}`))
      if (!isPlanted) await redis.zadd('rq:wip:reports', 1_900_000_000, 'job')
    },
  ),
]

export const CACHE_FAULTS: readonly Fault[] = [...behaviour, ...stored]
