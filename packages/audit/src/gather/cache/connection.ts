import type { Redis } from 'ioredis'
import { AuditError } from '../../model/errors.ts'

const CONNECT_TIMEOUT_MS = 4000
const COMMAND_TIMEOUT_MS = 5000

/** Commands that read and change nothing: no other is ever sent. */
const READING = new Set([
  'info',
  'config get',
  'dbsize',
  'scan',
  'type',
  'pttl',
  'memory usage',
  'strlen',
  'llen',
  'hlen',
  'scard',
  'zcard',
  'xlen',
  'slowlog get',
  'latency latest',
  'ping',
])

/** A connection to Redis or Valkey that sends only reading commands. */
export class CacheConnection {
  readonly url: string
  private readonly client: Redis

  private constructor(client: Redis, url: string) {
    this.client = client
    this.url = url
  }

  /** Throws {@link AuditError} when the client is missing or nobody answers. */
  static async open(url: string): Promise<CacheConnection> {
    const { Redis: Client } = await loadDriver()
    const client = new Client(url.replace(/^valkey(s?):/, 'redis$1:'), {
      lazyConnect: true,
      connectTimeout: CONNECT_TIMEOUT_MS,
      commandTimeout: COMMAND_TIMEOUT_MS,
      maxRetriesPerRequest: 1,
      retryStrategy: () => null,
      enableReadyCheck: false,
      connectionName: 'assay',
    })
    let problem = ''
    client.on('error', (error: Error) => {
      problem = error.message
    })
    try {
      await client.connect()
      await client.call('PING')
    } catch (error) {
      client.disconnect()
      const because = problem === '' ? (error instanceof Error ? error.message : String(error)) : problem
      throw new AuditError('CACHE_UNREACHABLE', `Cannot use the cache at ${cacheAddress(url)}: ${because}`)
    }
    return new CacheConnection(client, url)
  }

  /** One reading command; throws what the server refuses. */
  async read(command: string, ...args: readonly (string | number)[]): Promise<unknown> {
    assertReading(command)
    const [name = '', ...words] = command.split(' ')
    return this.client.call(name, ...words, ...args.map(String))
  }

  /** Several reading commands in one round trip; a refused one gives null. */
  async readAll(commands: readonly (readonly [string, ...(string | number)[]])[]): Promise<readonly unknown[]> {
    const pipeline = this.client.pipeline()
    for (const [command, ...args] of commands) {
      assertReading(command)
      const [name = '', ...words] = command.split(' ')
      pipeline.call(name, ...words, ...args.map(String))
    }
    return ((await pipeline.exec()) ?? []).map(([error, value]) => (error === null ? value : null))
  }

  close(): void {
    this.client.disconnect()
  }
}

function assertReading(command: string): void {
  if (!READING.has(command.toLowerCase())) throw new Error(`${command} is no reading command`)
}

async function loadDriver(): Promise<Pick<typeof import('ioredis'), 'Redis'>> {
  try {
    return await import('ioredis')
  } catch {
    throw new AuditError('USAGE', 'To look into Redis or Valkey, assay needs the package ioredis beside it: npm install ioredis')
  }
}

/** `127.0.0.1:6379/0`. */
export function cacheAddress(url: string): string {
  if (!URL.canParse(url)) return 'the address that was given'
  const { hostname, port, pathname } = new URL(url)
  return `${hostname}:${port === '' ? '6379' : port}${pathname === '' || pathname === '/' ? '/0' : pathname}`
}
