import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'
import { freePort } from './postgres.ts'

/** A MariaDB server of its own, in a temporary folder, on a free port. */
export interface TestMariadb {
  /** Address of a database as the account that may do everything. */
  readonly url: (database?: string) => string
  readonly port: number
  readonly stop: () => Promise<void>
}

const PROGRAMS = ['/usr/sbin/mariadbd', '/usr/local/sbin/mariadbd', '/opt/homebrew/bin/mariadbd']

/** The server's program; null when there is none. */
export function mariadbProgram(): string | null {
  return PROGRAMS.find((path) => existsSync(path)) ?? null
}

/** Starts a server whose statements are counted, unless the settings say otherwise; extra settings as `--name=value`. */
export async function startMariadb(settings: readonly string[] = []): Promise<TestMariadb> {
  const program = mariadbProgram()
  if (program === null) throw new Error('there is no MariaDB server on this machine')
  const folder = mkdtempSync(join(tmpdir(), 'assay-mariadb-'))
  const data = join(folder, 'data')
  const user = ownerOf(folder)
  execFileSync(
    'mariadb-install-db',
    ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...user],
    { stdio: 'ignore', cwd: folder },
  )
  const port = await freePort()
  const server = spawn(
    program,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 'socket')}`,
      '--performance-schema=ON',
      '--innodb-buffer-pool-size=64M',
      '--innodb-flush-log-at-trx-commit=0',
      '--skip-name-resolve',
      ...user,
      ...settings,
    ],
    { stdio: 'ignore', cwd: folder },
  )
  const url = (database = ''): string => `mysql://root@127.0.0.1:${port}/${database}`
  await ready(url(), server)
  await runMysql(url(), ['CREATE USER shop', "CREATE USER reader IDENTIFIED BY 'reading'"])
  return {
    url,
    port,
    stop: async () => {
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Runs statements one after another on one connection. */
export async function runMysql(url: string, statements: readonly string[]): Promise<void> {
  const connection = await createConnection(url)
  try {
    for (const statement of statements) await connection.query(statement)
  } finally {
    await connection.end()
  }
}

/** As root the server wants to be told whose it is: the account of the package. */
function ownerOf(folder: string): readonly string[] {
  if (process.getuid?.() !== 0) return []
  const id = (flag: string): number => Number(spawnSync('id', [flag, 'mysql'], { encoding: 'utf8' }).stdout.trim())
  chownSync(folder, id('-u'), id('-g'))
  return ['--user=mysql']
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (server.exitCode !== null) throw new Error(`MariaDB ended with ${server.exitCode}`)
    try {
      await runMysql(url, [])
      return
    } catch {
      await sleep(100)
    }
  }
  throw new Error('MariaDB did not become ready in ten seconds')
}
