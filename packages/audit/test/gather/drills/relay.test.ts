import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, drillAgent } from '../../../src/gather/drills/ask.ts'
import { dependenciesOf } from '../../../src/gather/drills/dependencies-of.ts'
import { Relay } from '../../../src/gather/drills/relay.ts'

const upstream = createServer((_, response) => response.end('x'.repeat(300_000)))
let port = 0
beforeAll(async () => {
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
  port = (upstream.address() as AddressInfo).port
})
afterAll(() => {
  upstream.closeAllConnections()
  upstream.close()
})

describe('Relay', () => {
  it('passes bytes on, misbehaves as told, and passes them on again', async () => {
    const relay = await Relay.open({ host: '127.0.0.1', port })
    const url = `http://127.0.0.1:${relay.port}/`
    const agent = drillAgent(url, 1)
    const get = (timeoutMs = 5000) => ask(url, { timeoutMs, agent })
    try {
      expect(await get()).toMatchObject({ status: 200, error: '' })
      relay.delay(120)
      const slow = await get()
      expect(slow.status).toBe(200)
      expect(slow.ms).toBeGreaterThanOrEqual(200)
      relay.reset()
      expect((await get()).status).toBe(0)
      relay.heal()
      expect(await get()).toMatchObject({ status: 200 })
      relay.blackhole()
      expect(await get(300)).toMatchObject({ status: 0, error: 'timeout' })
      relay.heal()
      expect(await get()).toMatchObject({ status: 200 })
      expect(relay.connections).toBeGreaterThanOrEqual(3)
    } finally {
      await agent.destroy()
      await relay.close()
    }
  })

  it('resets the service when the dependency is not there', async () => {
    const gone = createServer()
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve))
    const { port: closed } = gone.address() as AddressInfo
    await new Promise((resolve) => gone.close(resolve))
    const relay = await Relay.open({ host: '127.0.0.1', port: closed })
    const url = `http://127.0.0.1:${relay.port}/`
    const agent = drillAgent(url, 1)
    expect((await ask(url, { timeoutMs: 3000, agent })).status).toBe(0)
    await agent.destroy()
    await relay.close()
  })
})

describe('dependenciesOf', () => {
  it.each([
    ['an address', { DATABASE_URL: 'postgres://u:p%40@127.0.0.1:5433/shop?sslmode=disable' }, ['DATABASE_URL postgres 127.0.0.1:5433']],
    ['a driver behind a plus', { DB: 'postgresql+asyncpg://localhost/shop' }, ['DB postgres localhost:5432']],
    ['the default port', { REDIS_URL: 'redis://localhost' }, ['REDIS_URL redis localhost:6379']],
    [
      'host and port',
      { PGHOST: '127.0.0.1', PGPORT: '6000', CACHE_REDIS_HOST: 'localhost', CACHE_REDIS_PORT: '7000' },
      ['CACHE_REDIS_HOST redis localhost:7000', 'PGHOST postgres 127.0.0.1:6000'],
    ],
    ['a host without a port', { DB_HOST: 'localhost' }, []],
    ['another machine', { DATABASE_URL: 'postgres://db.internal/shop', REDIS_URL: 'redis://10.0.0.5:6379' }, []],
    ['an encrypted one', { REDIS_URL: 'rediss://localhost:6380' }, []],
    [
      'settings of tools and what is no address',
      { npm_config_registry: 'http://localhost:4873/', HOST: '127.0.0.1', PORT: '3000', A: 'postgres://', B: 'file:///tmp/x' },
      [],
    ],
  ])('%s', (_, environment, expected) => {
    const found = dependenciesOf(environment as unknown as Record<string, string>)
    expect(found.map(({ setting, protocol, upstream: { host, port } }) => `${setting} ${protocol} ${host}:${port}`)).toEqual(expected)
  })

  it('leads to the relay and keeps all else of the address', () => {
    const [url] = dependenciesOf({ DATABASE_URL: 'postgresql+psycopg://app:s%2Fx@localhost:5433/shop?connect_timeout=2' })
    expect(url?.redirected(4000)).toEqual({ DATABASE_URL: 'postgresql+psycopg://app:s%2Fx@127.0.0.1:4000/shop?connect_timeout=2' })
    const [pair] = dependenciesOf({ REDIS_HOST: 'localhost', REDIS_PORT: '6379' })
    expect(pair?.redirected(4000)).toEqual({ REDIS_HOST: '127.0.0.1', REDIS_PORT: '4000' })
  })
})
