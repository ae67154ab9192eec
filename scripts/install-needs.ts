import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Missing {
  readonly name: string
  readonly because: string
}

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const PYTHON_FOLDER = join(ROOT, '.cache', 'python')
const POSTGRES_FOLDER = '/usr/lib/postgresql'
const MARIADB = '/usr/sbin/mariadbd'
const CHROMIUMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Interpreter with the packages of the Python targets. */
export const PYTHON = join(PYTHON_FOLDER, 'bin', 'python')

/** Makes sure of Python with the targets' packages, Chromium, PostgreSQL, MariaDB and Redis; on Debian as root it installs them. Returns what stays missing. */
export function installNeeds(): Missing[] {
  return [installPython(), chromium(), postgres(), mariadb(), redis()].filter((each) => each !== null)
}

/** The browser for page tests, null when there is none. */
export function findChromium(): string | null {
  const named = process.env.ASSAY_CHROMIUM
  if (named !== undefined && existsSync(named)) return named
  for (const name of CHROMIUMS) {
    const found = spawnSync('which', [name], { encoding: 'utf8' }).stdout?.trim()
    if (found) return found
  }
  return null
}

/** Makes sure of Python with the packages of the targets; null when it is there. */
export function installPython(): Missing | null {
  const requirements = join(ROOT, 'targets', 'requirements.txt')
  const stamp = join(PYTHON_FOLDER, 'stamp')
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex')
  if (existsSync(stamp) && existsSync(PYTHON) && readFileSync(stamp, 'utf8') === wanted) return null
  if (!has('python3')) aptInstall(['python3', 'python3-venv', 'python3-pip'])
  if (!has('python3')) return { name: 'python3', because: 'not installed, and only root on Debian may install it here' }
  mkdirSync(dirname(PYTHON_FOLDER), { recursive: true })
  process.stderr.write('Installing the packages of the Python targets ...\n')
  const made =
    run('python3', ['-m', 'venv', PYTHON_FOLDER]) || (aptInstall(['python3-venv']) && run('python3', ['-m', 'venv', PYTHON_FOLDER]))
  if (!made) return { name: 'python3 venv', because: 'python3 -m venv failed' }
  if (!run(PYTHON, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]))
    return { name: 'Python packages', because: 'pip install failed; is the package index reachable?' }
  writeFileSync(stamp, wanted)
  return null
}

function chromium(): Missing | null {
  if (findChromium() !== null) return null
  process.stderr.write('Installing Chromium for the page tests ...\n')
  aptInstall(['chromium'])
  return findChromium() === null
    ? { name: 'chromium', because: 'not installed, and only root on Debian may install it here; ASSAY_CHROMIUM names another browser' }
    : null
}

/** The tests start servers of their own; the package's account runs them, for the server refuses root. */
function postgres(): Missing | null {
  const version = (): string | undefined => (existsSync(POSTGRES_FOLDER) ? readdirSync(POSTGRES_FOLDER).toSorted().at(-1) : undefined)
  const hasServer = (): boolean => existsSync(join(POSTGRES_FOLDER, version() ?? '', 'bin', 'initdb'))
  const hasExtensions = (): boolean =>
    ['pg_stat_statements', 'hypopg'].every((name) => existsSync(`/usr/share/postgresql/${version()}/extension/${name}.control`))
  if (hasServer() && hasExtensions()) return null
  process.stderr.write('Installing PostgreSQL for the tests of the database audit ...\n')
  if (!hasServer()) aptInstall(['postgresql', 'postgresql-contrib'])
  if (hasServer() && !hasExtensions()) aptInstall([`postgresql-${version()}-hypopg`])
  return hasServer() && hasExtensions()
    ? null
    : { name: 'postgresql with pg_stat_statements and hypopg', because: 'not installed, and only root on Debian may install it here' }
}

function mariadb(): Missing | null {
  if (existsSync(MARIADB)) return null
  process.stderr.write('Installing MariaDB for the tests of the database audit ...\n')
  aptInstall(['mariadb-server'])
  return existsSync(MARIADB) ? null : { name: 'mariadb-server', because: 'not installed, and only root on Debian may install it here' }
}

function redis(): Missing | null {
  if (has('redis-server') || has('valkey-server')) return null
  process.stderr.write('Installing Redis for the tests of the cache audit ...\n')
  aptInstall(['redis-server'])
  return has('redis-server') ? null : { name: 'redis-server', because: 'not installed, and only root on Debian may install it here' }
}

function aptInstall(packages: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || !has('apt-get')) return false
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const install = (): boolean =>
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment,
    }).status === 0
  if (install()) return true
  spawnSync('apt-get', ['update'], { stdio: ['ignore', 'ignore', 'inherit'], env: environment })
  return install()
}

function has(program: string): boolean {
  return spawnSync('which', [program]).status === 0
}

function run(program: string, args: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
}
