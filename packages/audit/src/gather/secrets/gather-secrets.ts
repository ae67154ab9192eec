import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import type { SecretFact, SecretsFact } from '../../model/facts/secrets.ts'
import type { TreeFact, TreeFile } from '../../model/facts/target.ts'
import { contextOf } from './file-context.ts'
import { GENERAL_RULES } from './general-rules.ts'
import { gatherHistory } from './git-history.ts'
import { maskOf } from './mask.ts'
import { PROVIDER_RULES } from './provider-rules.ts'
import type { RawSecret } from './raw-secret.ts'
import type { Rule } from './rule.ts'
import { createScanner, type Scanner } from './scanner.ts'
import { USAGE_RULES } from './usage-rules.ts'

export interface SecretsOptions {
  /** Rules besides our own, from a file that the user named. */
  readonly rules?: readonly Rule[]
  /** Whether the history of the repository is read too; default true. */
  readonly history?: boolean
}

/** Everything from `package.json`-sized to dumps; what is larger is data that nobody reads or writes. */
const MAX_SCANNED_BYTES = 5 * 1024 * 1024
const BINARY_PROBE_BYTES = 8192
const MAX_EXAMPLES = 40
const MAX_SNIPPET = 200
/** Bytes scanned between two turns of the event loop. */
const BYTES_PER_TURN = 8 * 1024 * 1024
/** Secrets of one file that are kept; a file with more is a list of them. */
const MAX_PER_FILE = 200

const NOT_TEXT =
  /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|psd|mp[34]|m4[av]|wav|ogg|flac|avi|mov|webm|mkv|pdf|docx?|xlsx?|pptx?|odt|zip|gz|tgz|bz2|xz|zst|7z|rar|jar|war|ear|whl|egg|so|dylib|dll|exe|bin|o|a|obj|pyc|pyo|class|wasm|node|woff2?|ttf|otf|eot|sqlite3?|db|mdb|parquet|npy|npz|pt|onnx|h5|pkl|joblib|iso|dmg|deb|rpm|apk|min\.css)$/i

/** What is built from the files that are scanned holds the same secrets once more. */
const BUILT = /(?:^|\/)(?:dist|build|out|coverage|htmlcov|\.output|target)\//

/** Scans every text file of the tree for what looks like a credential. */
export async function gatherSecrets(
  root: string,
  tree: TreeFact,
  { rules = [], history = true }: SecretsOptions = {},
): Promise<SecretsFact> {
  const scanner = createScanner([...PROVIDER_RULES, ...GENERAL_RULES, ...USAGE_RULES, ...rules])
  const buffer = Buffer.allocUnsafe(MAX_SCANNED_BYTES + 1)
  const secrets: SecretFact[] = []
  const notScanned: { file: string; because: string }[] = tree.notRead.map(({ file, because }) => ({ file, because }))
  const dismissed: { file: string; line: number; because: string }[] = []
  let dismissals = 0
  let files = 0
  let bytes = 0
  let sinceTurn = 0
  for (const file of tree.files) {
    const length = readText(root, file, buffer)
    if (typeof length === 'string') {
      if (length !== '') notScanned.push({ file: file.file, because: length })
      continue
    }
    files++
    bytes += length
    const found = scanner.scan(buffer, length, file.file)
    dismissals += found.dismissed.length
    if (found.secrets.length > 0 || (found.dismissed.length > 0 && dismissed.length < MAX_EXAMPLES)) {
      const lines = lineCounter(buffer, length)
      for (const { from, because } of found.dismissed.slice(0, 3)) dismissed.push({ file: file.file, line: lines(from), because })
      secrets.push(...factsOf(found.secrets, { buffer, length, file }))
    }
    sinceTurn += length
    if (sinceTurn > BYTES_PER_TURN) {
      sinceTurn = 0
      await new Promise(setImmediate)
    }
  }
  return {
    secrets,
    scanned: { files, bytes, rules: scanner.rules },
    notScanned: notScanned.sort((a, b) => (a.file < b.file ? -1 : 1)),
    dismissed: { count: dismissals, examples: dismissed.slice(0, MAX_EXAMPLES) },
    history: history ? await gatherHistory(root, tree, scanner) : { state: 'not-scanned', because: 'not asked for' },
  }
}

/** Reads a file into the buffer and gives its length; a text says why it was not read, empty when it is no text. */
function readText(root: string, { file, bytes, isIgnoredByGit }: TreeFile, buffer: Buffer): number | string {
  if (bytes === 0 || NOT_TEXT.test(file) || (isIgnoredByGit && BUILT.test(file))) return ''
  if (bytes > MAX_SCANNED_BYTES) return `larger than ${MAX_SCANNED_BYTES / 1024 / 1024} MB`
  try {
    const descriptor = openSync(join(root, file), 'r')
    let length: number
    try {
      length = readSync(descriptor, buffer, 0, Math.min(bytes, MAX_SCANNED_BYTES), 0)
    } finally {
      closeSync(descriptor)
    }
    return asText(buffer, length)
  } catch {
    return 'the file cannot be read'
  }
}

/** UTF-16 is turned into UTF-8 in place; the empty text tells binary content. */
export function asText(buffer: Buffer, length: number): number | '' {
  const isLittle = length > 3 && buffer[0] === 0xff && buffer[1] === 0xfe
  const isBig = length > 3 && buffer[0] === 0xfe && buffer[1] === 0xff
  if (isLittle || isBig) {
    const wide = Buffer.from(buffer.subarray(2, length - (length % 2)))
    return buffer.write((isBig ? wide.swap16() : wide).toString('utf16le'), 'utf8')
  }
  const zero = buffer.subarray(0, Math.min(length, BINARY_PROBE_BYTES)).indexOf(0)
  return zero >= 0 ? '' : length
}

export interface FactSource {
  readonly buffer: Buffer
  readonly length: number
  readonly file: Pick<TreeFile, 'file' | 'isTracked'>
  readonly commit?: string
}

/** Turns what the scanner found into facts; from here on no value stands in the clear. */
export function factsOf(found: readonly RawSecret[], { buffer, length, file, commit }: FactSource): SecretFact[] {
  const lines = lineCounter(buffer, length)
  return found.slice(0, MAX_PER_FILE).map((secret): SecretFact => {
    const isOfTests = isInTestClass(buffer, secret.from)
    return {
      file: file.file,
      line: lines(secret.from),
      endLine: lines(Math.max(secret.from, secret.to - 1)),
      rule: secret.rule,
      title: secret.title,
      kind: secret.kind,
      name: secret.name,
      mask: maskOf(secret.value),
      snippet: maskedLine(buffer, length, secret, found),
      context: isOfTests ? 'test' : contextOf(file.file),
      confidence: isOfTests && secret.isGuessable ? 'possible' : secret.confidence,
      because: secret.because,
      isGuessable: secret.isGuessable,
      isTracked: file.isTracked,
      commit: commit ?? null,
    }
  })
}

/** `class Testing(Base):` and `class TestConfig:` among the settings of an application. */
function isInTestClass(buffer: Buffer, at: number): boolean {
  const before = buffer.toString('utf8', Math.max(0, at - CLASS_BYTES), at)
  const name = [...before.matchAll(/^(?:export\s+)?(?:class\s+(\w+)|\S)/gm)].at(-1)?.[1]
  return name !== undefined && /^(?:Unit)?Test(?:ing|s)?(?:[A-Z_]\w*)?$|(?:^|[a-z\d_])Test(?:ing|s)?$/.test(name)
}

/** How far above a value the head of its class may stand. */
const CLASS_BYTES = 4000

/** Line numbers of growing or falling offsets. */
function lineCounter(buffer: Buffer, length: number): (offset: number) => number {
  const starts = [0]
  for (let at = buffer.indexOf(0x0a); at >= 0 && at < length; at = buffer.indexOf(0x0a, at + 1)) starts.push(at + 1)
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

/** The line of a secret with every secret of the line masked, cut to what a reader needs. */
function maskedLine(buffer: Buffer, length: number, secret: RawSecret, all: readonly RawSecret[]): string {
  const newline = buffer.lastIndexOf(0x0a, Math.max(0, secret.from - 1))
  const from = Math.max(newline + 1, secret.from - MAX_SNIPPET)
  const end = buffer.indexOf(0x0a, secret.from)
  const to = Math.min(end < 0 ? length : end, length, secret.from + 4 * MAX_SNIPPET)
  let text = ''
  let at = from
  for (const other of all.filter((candidate) => candidate.to > from && candidate.from < to).sort((a, b) => a.from - b.from)) {
    if (other.from > at) text += buffer.toString('utf8', at, other.from)
    if (other.to > at) text += maskOf(other.value).text
    at = Math.max(at, Math.min(to, endOfValue(buffer, other.to)))
  }
  if (at < to) text += buffer.toString('utf8', at, to)
  return text.trim().slice(0, MAX_SNIPPET)
}

/** A rule may read a value only up to a character it does not know: what is joined to it is taken for the rest of it. */
function endOfValue(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && !ENDS_VALUE.has(bytes[at] ?? 0)) at += 1
  return at
}

const ENDS_VALUE: ReadonlySet<number> = new Set(Buffer.from(' \t\r\n"\'`,;()[]{}<>@/'))

let lineScanner: Scanner | null = null

/** A text with everything masked that the rules take for a secret; `file` tells how its values are written. */
export function maskSecrets(text: string, file: string): string {
  lineScanner ??= createScanner([...PROVIDER_RULES, ...GENERAL_RULES, ...USAGE_RULES])
  const bytes = Buffer.from(text)
  const { secrets } = lineScanner.scan(bytes, bytes.length, file)
  if (secrets.length === 0) return text
  let masked = ''
  let at = 0
  for (const secret of [...secrets].sort((a, b) => a.from - b.from)) {
    if (secret.from < at) continue
    masked += bytes.toString('utf8', at, secret.from) + maskOf(secret.value).text
    at = endOfValue(bytes, secret.to)
  }
  return masked + bytes.toString('utf8', at)
}
