// A hardened target as a process on a free port, and the promises that are checked on it.
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { parse } from 'yaml'

export interface HardenedTarget {
  readonly base: string
  readonly port: number
  readonly child: ChildProcess
  readonly adminName: string
  readonly adminPassword: string
}

let broken = 0

/** How many promises were broken so far. */
export function failures(): number {
  return broken
}

export function holds(promise: string, kept: boolean, seen: unknown = ''): void {
  if (!kept) broken += 1
  process.stdout.write(`${kept ? 'ok  ' : 'FAIL'} ${promise}${kept ? '' : ` (${JSON.stringify(seen)})`}\n`)
}

/** Starts the hardened variant of a pair with an administrator and waits until it is healthy. */
export async function startHardened(name: string): Promise<HardenedTarget> {
  const folder = join(import.meta.dirname, name, 'hardened')
  const manifest = parse(readFileSync(join(folder, 'target.yaml'), 'utf8'))
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const adminName = `admin-${randomBytes(4).toString('hex')}@people.example`
  const adminPassword = `Very-long ${randomBytes(12).toString('hex')}`
  const python = join(import.meta.dirname, '..', '.cache', 'python', 'bin')
  const env = { ...process.env, PATH: `${python}:${process.env['PATH']}`, ...manifest.env, [manifest.administrator.email_variable]: adminName, [manifest.administrator.password_variable]: adminPassword, PORT: String(port), HOST: '127.0.0.1' }
  const child = spawn('/bin/sh', ['-c', `exec ${manifest.start}`], { cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] })
  try {
    await ready(base + manifest.health)
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  }
  return { base, port, child, adminName, adminPassword }
}

/** Asks the process to end; its exit code, or that it still runs after eight seconds. */
export function ends(child: ChildProcess): Promise<number | null | string> {
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  child.kill('SIGTERM')
  return Promise.race([ended, new Promise<string>((resolve) => setTimeout(() => resolve('still running'), 8000))])
}

async function ready(address: string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const response = await fetch(address).catch(() => undefined)
    if (response?.status === 200) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('The target never became healthy')
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
