import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from './postgres.ts'

/** A Redis server of its own, on a free port, that keeps nothing. */
export interface TestRedis {
  readonly url: string
  /** A client of the service. */
  readonly client: () => Redis
  readonly stop: () => Promise<void>
}

/** Name of the server's program; null when there is none. */
export function redisProgram(): string | null {
  return ['redis-server', 'valkey-server'].find((name) => spawnSync('which', [name]).status === 0) ?? null
}

/** Starts a server; extra settings as `name value`. */
export async function startRedis(settings: readonly (readonly [string, string])[] = []): Promise<TestRedis> {
  const program = redisProgram()
  if (program === null) throw new Error('there is no Redis server on this machine')
  const folder = mkdtempSync(join(tmpdir(), 'assay-redis-'))
  const port = await freePort()
  const options = [['port', String(port)], ['bind', '127.0.0.1'], ['dir', folder], ['save', ''], ['appendonly', 'no'], ...settings].flatMap(
    ([name = '', value = '']) => [`--${name}`, value],
  )
  const server = spawn(program, options, { stdio: 'ignore' })
  const url = `redis://127.0.0.1:${port}/0`
  const clients: Redis[] = []
  const client = (): Redis => {
    const made = new Redis(url, { maxRetriesPerRequest: 1 })
    made.on('error', () => {})
    clients.push(made)
    return made
  }
  for (let attempt = 0; ; attempt += 1) {
    const probe = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
    probe.on('error', () => {})
    try {
      await probe.connect()
      await probe.ping()
      break
    } catch (error) {
      if (attempt >= 50) throw error
      await sleep(100)
    } finally {
      probe.disconnect()
    }
  }
  return {
    url,
    client,
    stop: async () => {
      for (const each of clients) each.disconnect()
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
