// Audits the sources of well-kept libraries and applications of the registries and prints findings per 10,000 lines, time and memory.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parse } from 'yaml'
import { z } from 'zod'
import { fetchRelease } from '../accuracy/fetch-release.ts'

const HERE = dirname(fileURLToPath(import.meta.url))
const AUDIT_MS = 900_000
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info'] as const
const USAGE = 'Usage: npm run bench -- quiet [--package NAME] [--is library|application] [--control ID] [--verbose] [--json]\n'

const entry = z.strictObject({
  package: z.string(),
  ecosystem: z.enum(['npm', 'pypi']),
  version: z.string(),
  is: z.enum(['library', 'application']),
  /** The folder of the sources, where the package ships them under a name that means build output elsewhere. */
  root: z.string().default('.'),
})
const finding = z.object({
  control: z.string(),
  severity: z.enum(SEVERITIES),
  confidence: z.string(),
  message: z.string(),
  file: z.string(),
  line: z.number(),
  snippet: z.string(),
})
const audited = z.object({
  lines: z.number(),
  files: z.number(),
  routes: z.number(),
  gaps: z.array(z.string()),
  cpuSeconds: z.number(),
  peakMb: z.number(),
  findings: z.array(finding),
})

type Entry = z.infer<typeof entry>
type Audited = z.infer<typeof audited>
type Finding = z.infer<typeof finding>

interface Measured {
  readonly entry: Entry
  readonly result: Audited | null
  readonly because: string
}

process.exitCode = main()

function main(): number {
  const { values } = parseArgs({
    options: {
      package: { type: 'string' },
      is: { type: 'string' },
      control: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(USAGE)
    return 0
  }
  const table = z.array(entry).parse(parse(readFileSync(join(HERE, 'quiet-packages.yaml'), 'utf8')))
  const chosen = table.filter((one) => one.package === (values.package ?? one.package) && one.is === (values.is ?? one.is))
  if (chosen.length === 0) throw new Error('No package matches: see scripts/bench/quiet-packages.yaml.')
  const measured = chosen.map((one) => measure(one, values.control))
  process.stdout.write(values.json ? `${JSON.stringify(measured, null, 2)}\n` : text(measured, values.verbose))
  return measured.every(({ result }) => result !== null) ? 0 : 1
}

/** Each audit runs in a process of its own: its time and memory are its own; a crash, or a release that cannot be had, is one line of the table. */
function measure(one: Entry, control: string | undefined): Measured {
  process.stderr.write(`${one.package} ${one.version}\n`)
  let folder: string
  try {
    folder = join(fetchRelease(one), one.root)
  } catch (error) {
    return { entry: one, result: null, because: error instanceof Error ? error.message : String(error) }
  }
  const child = spawnSync(process.execPath, [join(HERE, 'audit-listed.ts'), folder], {
    encoding: 'utf8',
    timeout: AUDIT_MS,
    maxBuffer: 256 * 1024 * 1024,
  })
  if (child.status !== 0) return { entry: one, result: null, because: child.error?.message ?? child.stderr.slice(-300) }
  const result = audited.parse(JSON.parse(child.stdout))
  const findings = result.findings.filter((each) => each.control === (control ?? each.control))
  return { entry: one, result: { ...result, findings }, because: '' }
}

function text(measured: readonly Measured[], isVerbose: boolean): string {
  const lines = ['package                    version      lines  routes  gaps   cpu s    MB  critical  high  medium  low  info']
  for (const one of measured) {
    lines.push(rowText(one))
    if (isVerbose) for (const each of sorted(one.result?.findings ?? [])) lines.push(`    ${findingText(each)}`)
    if (isVerbose) for (const gap of one.result?.gaps ?? []) lines.push(`    gap: ${gap}`)
  }
  for (const is of ['library', 'application'] as const) {
    lines.push(
      '',
      ...controlLines(
        is,
        measured.flatMap(({ entry: each, result }) => (each.is === is && result !== null ? [result] : [])),
      ),
    )
  }
  return `${lines.join('\n')}\n`
}

function rowText({ entry: { package: name, version }, result, because }: Measured): string {
  const head = `${name.padEnd(27)}${version.padEnd(10)}`
  if (result === null) return `${head} not audited: ${because}`
  const counts = SEVERITIES.map((severity) => String(result.findings.filter((each) => each.severity === severity).length))
  const numbers = [
    String(result.lines).padStart(8),
    String(result.routes).padStart(8),
    String(result.gaps.length).padStart(6),
    result.cpuSeconds.toFixed(1).padStart(8),
    result.peakMb.toFixed(0).padStart(6),
  ]
  const widths = [10, 6, 8, 5, 6]
  return `${head}${numbers.join('')}${counts.map((count, index) => count.padStart(widths[index] ?? 6)).join('')}`
}

/** Findings per 10,000 lines by control and severity. */
function controlLines(is: Entry['is'], results: readonly Audited[]): readonly string[] {
  const total = results.reduce((sum, { lines }) => sum + lines, 0)
  if (total === 0) return []
  const groups = new Map<string, number>()
  for (const { control, severity, confidence } of results.flatMap(({ findings }) => findings)) {
    const key = `${control.padEnd(28)}${severity.padEnd(10)}${confidence.padEnd(10)}`
    groups.set(key, (groups.get(key) ?? 0) + 1)
  }
  const rows = [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
  return [
    `${results.length} ${is === 'library' ? 'libraries' : 'applications'}, ${total} lines`,
    'control                     severity  confidence  count  per 10,000 lines',
    ...rows.map(([key, count]) => `${key}${String(count).padStart(7)}${((count * 10_000) / total).toFixed(3).padStart(18)}`),
  ]
}

function sorted(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || (a.control < b.control ? -1 : 1))
}

function findingText({ control, severity, confidence, message, file, line, snippet }: Finding): string {
  return `${severity} ${confidence} ${control} ${file}:${line} ${message} | ${snippet.slice(0, 120)}`
}
