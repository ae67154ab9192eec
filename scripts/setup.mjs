// Runs before everything, on any Node >= 20 and without dependencies: installs what the lock file names
// when it is missing or older than the lock, then runs the given command under the pinned Node.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { constants } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const STAMP = join(ROOT, 'node_modules', '.cache', 'setup-stamp')
const LOCK = join(ROOT, '.setup-lock')
const LOCK_STALE_MS = 600_000

install()
const command = process.argv.slice(2)
if (command.length > 0) run(command)

function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
  const isInstalled = () => existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted
  if (isInstalled()) return
  // Two installations of one folder at a time destroy each other: the second waits for the first.
  while (!takeLock()) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500)
  const status = isInstalled() ? 0 : runInstall(wanted)
  rmSync(LOCK, { recursive: true, force: true })
  if (status !== 0) process.exit(2)
}

function takeLock() {
  try {
    mkdirSync(LOCK)
    return true
  } catch {
    const isStale = existsSync(LOCK) && Date.now() - statSync(LOCK).mtimeMs > LOCK_STALE_MS
    if (isStale) rmSync(LOCK, { recursive: true, force: true })
    return false
  }
}

function runInstall(wanted) {
  process.stderr.write('Installing dependencies (npm ci) ...\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const attempt = () =>
    spawnSync(npm, ['ci', '--loglevel=error'], { cwd: ROOT, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' })
  // A program that still writes into node_modules makes the first removal fail; the second finds less to remove.
  let { status, error } = attempt()
  if (status !== 0) ({ status, error } = attempt())
  if (status !== 0) {
    process.stderr.write(`npm ci failed${error ? ` (${error.message})` : ''}. Is the npm registry reachable?\n`)
    return 2
  }
  mkdirSync(dirname(STAMP), { recursive: true })
  writeFileSync(STAMP, wanted)
  return 0
}

/** The pinned Node of this platform, else the running one when it is new enough. */
function nodeFolder() {
  const require = createRequire(join(ROOT, 'package.json'))
  try {
    const manifest = require.resolve(`node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}/package.json`)
    return join(dirname(manifest), 'bin')
  } catch {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
    if ((major === 22 && minor >= 19) || (major === 24 && minor >= 11) || major > 24) return dirname(process.execPath)
    process.stderr.write(
      `No Node is pinned for ${process.platform}-${process.arch}: run this with Node ^22.19 or >= 24.11 (this is ${process.versions.node}).\n`,
    )
    process.exit(2)
  }
}

function run([program, ...args]) {
  const path = [nodeFolder(), join(ROOT, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  const options = [process.env.NODE_OPTIONS, '--conditions=source', '--disable-warning=ExperimentalWarning'].filter(Boolean).join(' ')
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PATH: path, NODE_OPTIONS: options },
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`${program}: ${error.message}\n`)
    process.exit(2)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}
