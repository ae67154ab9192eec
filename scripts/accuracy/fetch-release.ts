import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PYTHON } from '../install-needs.ts'

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const CACHE = join(ROOT, '.cache', 'registry')
const DOWNLOAD_MS = 180_000
/** Interpreters a wheel may be built for; the newest that has one is taken. Nothing is built, nothing is run. */
const PYTHON_VERSIONS = ['3.12', '3.9', '3.6', '2.7']
const PLATFORMS = ['manylinux_2_28_x86_64', 'manylinux2014_x86_64', 'manylinux2010_x86_64', 'manylinux1_x86_64']

export interface Release {
  readonly ecosystem: 'npm' | 'pypi'
  readonly package: string
  readonly version: string
}

/** The folder that holds the files of a release: from the cache, else from the registry. Throws when the registry does not have it. */
export function fetchRelease(release: Release): string {
  const folder = join(CACHE, release.ecosystem, `${release.package.replaceAll('/', '__')}@${release.version}`)
  if (existsSync(folder)) return folder
  mkdirSync(dirname(folder), { recursive: true })
  const part = mkdtempSync(`${folder}.part-`)
  try {
    const files = join(part, 'files')
    mkdirSync(files)
    if (release.ecosystem === 'npm') fetchTarball(release, part, files)
    else fetchWheel(release, part, files)
    renameSync(files, folder)
  } finally {
    rmSync(part, { recursive: true, force: true })
  }
  return folder
}

function fetchTarball(release: Release, part: string, files: string): void {
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', part, `${release.package}@${release.version}`], release)
  run('tar', ['-xzf', only(part, '.tgz'), '-C', files, '--strip-components=1', '--no-same-owner'], release)
}

function fetchWheel(release: Release, part: string, files: string): void {
  const python = existsSync(PYTHON) ? PYTHON : 'python3'
  const platforms = PLATFORMS.flatMap((platform) => ['--platform', platform])
  for (const [index, version] of PYTHON_VERSIONS.entries()) {
    const wanted = `${release.package}==${release.version}`
    const options = ['--quiet', '--no-deps', '--only-binary=:all:', '--python-version', version, ...platforms, '--dest', part]
    try {
      run(python, ['-m', 'pip', 'download', ...options, wanted], release)
      break
    } catch (error) {
      if (index === PYTHON_VERSIONS.length - 1) throw error
    }
  }
  run(python, ['-m', 'zipfile', '-e', only(part, '.whl'), files], release)
}

function only(folder: string, ending: string): string {
  const name = readdirSync(folder).find((entry) => entry.endsWith(ending))
  if (name === undefined) throw new Error(`The registry gave no ${ending} file.`)
  return join(folder, name)
}

function run(command: string, args: readonly string[], { ecosystem, package: name, version }: Release): void {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8', timeout: DOWNLOAD_MS })
  if (status === 0) return
  const because = error?.message ?? stderr.trim().split('\n').at(-1) ?? ''
  throw new Error(`Cannot get ${name} ${version} from the ${ecosystem} registry (${command}: ${because}). Is it reachable?`)
}
