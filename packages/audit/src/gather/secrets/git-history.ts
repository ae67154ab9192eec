import { spawn } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import type { HistoryScan, SecretFact } from '../../model/facts/secrets.ts'
import type { TreeFact } from '../../model/facts/target.ts'
import { findRepository, type Repository } from '../git/find-repository.ts'
import { asText, factsOf } from './gather-secrets.ts'
import type { Scanner } from './scanner.ts'

/** Bounds of a scan: what lies beyond is reported as not read. */
const MAX_LIST_BYTES = 64 * 1024 * 1024
const MAX_VERSIONS = 20_000
const MAX_VERSION_BYTES = 1024 * 1024
const MAX_TOTAL_BYTES = 96 * 1024 * 1024
const MAX_DURATION_MS = 20_000
const MAX_NAMED = 20
const MAX_SECRETS = 200

const TEXT_FILE =
  /(?:^|\/)(?:\.env[^/]*|[^/]*\.env|Dockerfile[^/]*|\.npmrc|\.pypirc|\.netrc|credentials|config|id_[rd]sa|[^/]*\.(?:pem|key|py|js|mjs|cjs|ts|tsx|jsx|json|ya?ml|toml|ini|cfg|conf|properties|xml|sh|bash|rb|php|go|java|kt|cs|tf|tfvars|sql|md|txt|ipynb|service|cnf))$/i

/** Nothing of the repository is run: no hooks, no watcher, no filters, no network. */
const SAFE = [
  '--no-replace-objects',
  '--no-optional-locks',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'protocol.allow=never',
  '-c',
  'core.pager=cat',
  '-c',
  'safe.directory=*',
]
const ENVIRONMENT = {
  GIT_NO_LAZY_FETCH: '1',
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  LC_ALL: 'C',
  PATH: process.env.PATH ?? '',
}

/** Scans what the history of the repository holds and the tree no longer does. */
export async function gatherHistory(root: string, tree: TreeFact, scanner: Scanner): Promise<HistoryScan> {
  const repository = tree.isGitRepository ? findRepository(realpathSync(root)) : null
  if (repository === null) return { state: 'not-scanned', because: 'the tree is not in a git repository' }
  try {
    return await scanHistory(repository, relative(repository.top, realpathSync(root)).split(sep).join('/'), scanner)
  } catch (error) {
    return { state: 'not-scanned', because: `git could not read the history: ${error instanceof Error ? error.message : String(error)}` }
  }
}

async function scanHistory(repository: Repository, below: string, scanner: Scanner): Promise<HistoryScan> {
  const deadline = performance.now() + MAX_DURATION_MS
  const run = (args: readonly string[], input = '', maxBytes = MAX_LIST_BYTES) =>
    runGit(repository, args, { input, maxBytes, timeoutMs: Math.max(1, deadline - performance.now()) })
  const scope = below === '' ? [] : ['--', below]
  const [listed, current] = await Promise.all([
    run(['rev-list', '--objects', '--all', '--filter=blob:limit=1m', ...scope]),
    run(['ls-tree', '-r', '--full-tree', 'HEAD', ...scope]),
  ])
  const present = new Set([...current.output.toString('utf8').matchAll(/^\d+ blob ([0-9a-f]{40,64})\t/gm)].map((match) => match[1]))
  const lines = listed.output.toString('utf8').split('\n')
  const versions = lines
    .map((line) => ({ id: line.slice(0, line.indexOf(' ')), file: line.slice(line.indexOf(' ') + 1) }))
    .filter(
      ({ id, file }) =>
        /^[0-9a-f]{40,64}$/.test(id) && TEXT_FILE.test(file) && !present.has(id) && (below === '' || file.startsWith(`${below}/`)),
    )
  const read = versions.slice(0, MAX_VERSIONS)
  const blobs =
    read.length === 0 ? NO_OUTPUT : await run(['cat-file', '--batch'], `${read.map(({ id }) => id).join('\n')}\n`, MAX_TOTAL_BYTES)
  const { secrets, scanned, bytes } = scanBlobs(blobs.output, read, below, scanner)
  return {
    state: 'scanned',
    // Commits stand alone on their line, trees and files before their path.
    commits: lines.filter((line) => /^[0-9a-f]{40,64}$/.test(line)).length,
    versions: scanned,
    bytes,
    isComplete: listed.isWhole && blobs.isWhole && read.length === versions.length && current.isWhole,
    secrets: await withCommits(secrets, run),
  }
}

interface FoundSecret {
  readonly id: string
  readonly secret: SecretFact
}

/** Reads the `<id> blob <size>\n<content>\n` records of a batch. */
function scanBlobs(
  output: Buffer,
  versions: readonly { id: string; file: string }[],
  below: string,
  scanner: Scanner,
): { secrets: FoundSecret[]; scanned: number; bytes: number } {
  const files = new Map(versions.map(({ id, file }) => [id, below === '' ? file : file.slice(below.length + 1)]))
  const secrets: FoundSecret[] = []
  const seen = new Set<string>()
  let scanned = 0
  let bytes = 0
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0x0a, at)
    if (end < 0) break
    const [id = '', kind = '', size = '0'] = output.toString('latin1', at, end).split(' ')
    const length = Number(size)
    at = end + 1
    if (kind !== 'blob' || !Number.isSafeInteger(length)) continue
    const content = output.subarray(at, at + length)
    at += length + 1
    const file = files.get(id)
    if (file === undefined || content.length < length || length > MAX_VERSION_BYTES) continue
    scanned++
    bytes += length
    if (asText(Buffer.from(content.subarray(0, 8192)), Math.min(8192, length)) === '') continue
    const found = scanner.scan(content, length, file).secrets
    for (const secret of factsOf(found, { buffer: content, length, file: { file, isTracked: null } })) {
      // One value in one file is one secret, however many versions hold it.
      const key = `${file} ${secret.rule} ${secret.mask.digest}`
      if (seen.has(key) || secrets.length >= MAX_SECRETS) continue
      seen.add(key)
      secrets.push({ id, secret })
    }
  }
  return { secrets, scanned, bytes }
}

type Run = (args: readonly string[]) => Promise<GitOutput>

async function withCommits(found: readonly FoundSecret[], run: Run): Promise<SecretFact[]> {
  const commits = new Map<string, string>()
  for (const { id } of found) {
    if (commits.has(id) || commits.size >= MAX_NAMED) continue
    const { output } = await run(['log', '--all', '--no-textconv', '--no-ext-diff', '--format=%h', `--find-object=${id}`]).catch(() => ({
      output: Buffer.alloc(0),
    }))
    // The last one listed is the first that held it.
    commits.set(id, output.toString('utf8').trim().split('\n').at(-1) ?? '')
  }
  return found
    .map(({ id, secret }) => ({ ...secret, commit: commits.get(id) || id.slice(0, 10) }))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || (a.mask.digest < b.mask.digest ? -1 : 1)))
}

interface GitOutput {
  readonly output: Buffer
  /** False when it was cut at a bound. */
  readonly isWhole: boolean
}

const NO_OUTPUT: GitOutput = { output: Buffer.alloc(0), isWhole: true }

interface GitBounds {
  readonly input: string
  readonly maxBytes: number
  readonly timeoutMs: number
}

function runGit({ gitFolder }: Repository, args: readonly string[], { input, maxBytes, timeoutMs }: GitBounds): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', [...SAFE, `--git-dir=${gitFolder}`, ...args], { env: ENVIRONMENT, stdio: ['pipe', 'pipe', 'ignore'] })
    const chunks: Buffer[] = []
    let bytes = 0
    let isWhole = true
    const cut = (): void => {
      isWhole = false
      child.kill('SIGKILL')
    }
    const timer = setTimeout(cut, timeoutMs)
    child.on('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    child.stdin.on('error', () => {}) // git ended before it read everything; its exit code tells
    child.stdout.on('data', (chunk: Buffer) => {
      chunks.push(chunk)
      bytes += chunk.length
      if (bytes > maxBytes) cut()
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      if (code !== 0 && isWhole) reject(new Error(`git ${args[0] ?? ''} ended with code ${code ?? 'none'}`))
      else resolve({ output: Buffer.concat(chunks), isWhole })
    })
    child.stdin.end(input)
  })
}
