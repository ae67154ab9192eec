import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { appendFileSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'

/** A PostgreSQL server of its own, in a temporary folder, on a free port. */
export interface TestPostgres {
  /** Address of a database as the superuser. */
  readonly url: (database?: string) => string
  readonly port: number
  /** Makes a database from statements and returns its address as an ordinary account. */
  readonly database: (name: string, statements: readonly string[]) => Promise<string>
  readonly stop: () => Promise<void>
}

const FOLDERS = ['/usr/lib/postgresql', '/usr/local/pgsql', '/opt/homebrew/opt/postgresql@15', '/opt/homebrew/opt/postgresql@16']

/** Folder of the server's programs, newest version first; null when there is no server. */
export function postgresPrograms(): string | null {
  for (const folder of FOLDERS) {
    if (!existsSync(folder)) continue
    const versions = readdirSync(folder).toSorted((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10))
    for (const each of [...versions.map((version) => join(folder, version, 'bin')), join(folder, 'bin')])
      if (existsSync(join(each, 'initdb'))) return each
  }
  return null
}

/** Starts a server whose statements are counted; extra settings as `name = value`. */
export async function startPostgres(settings: readonly string[] = []): Promise<TestPostgres> {
  const programs = postgresPrograms()
  if (programs === null) throw new Error('there is no PostgreSQL server on this machine')
  const folder = mkdtempSync(join(tmpdir(), 'assay-postgres-'))
  const data = join(folder, 'data')
  const owner = ownerOf(folder)
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'root_user', '--auth=trust', '--no-sync', '-E', 'UTF8', '--locale=C'], {
    stdio: 'ignore',
    cwd: folder,
    ...owner,
  })
  const port = await freePort()
  // Not in the file of ALTER SYSTEM, whose RESET would take them away.
  appendFileSync(
    join(data, 'postgresql.conf'),
    [
      '',
      `port = ${port}`,
      `listen_addresses = '127.0.0.1'`,
      `unix_socket_directories = '${folder}'`,
      `shared_preload_libraries = 'pg_stat_statements'`,
      'synchronous_commit = off',
      ...settings,
      '',
    ].join('\n'),
  )
  const server = spawn(join(programs, 'postgres'), ['-D', data], { stdio: 'ignore', cwd: folder, ...owner })
  const url = (database = 'postgres'): string => `postgres://root_user@127.0.0.1:${port}/${database}`
  await ready(url(), server)
  await run(url(), ['CREATE ROLE shop LOGIN'])
  return {
    url,
    port,
    database: async (name, statements) => {
      await run(url(), [`CREATE DATABASE ${name} OWNER shop`])
      await run(url(name), [...EXTENSIONS, 'GRANT ALL ON SCHEMA public TO shop', 'SET ROLE shop', ...statements, 'ANALYZE'])
      return `postgres://shop@127.0.0.1:${port}/${name}`
    },
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const EXTENSIONS = [
  'CREATE EXTENSION pg_stat_statements',
  `DO $$ BEGIN IF EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'hypopg') THEN CREATE EXTENSION hypopg; END IF; END $$`,
  'GRANT pg_read_all_stats TO shop',
]

/** Runs statements one after another on one connection. */
export async function run(url: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The server refuses to run as root: then the account of the package runs it. */
function ownerOf(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const id = (flag: string): number => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim())
  const owner = { uid: id('-u'), gid: id('-g') }
  chownSync(folder, owner.uid, owner.gid)
  return owner
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`)
    try {
      await run(url, [])
      return
    } catch {
      await sleep(100)
    }
  }
  throw new Error('PostgreSQL did not become ready in ten seconds')
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}
