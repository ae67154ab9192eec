import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { audit, auditOptions, type ReportFinding } from 'assay'
import { parse } from 'yaml'
import { z } from 'zod'
import { fetchRelease } from './fetch-release.ts'
import { isOf, LINE_TOLERANCE, placeOf } from './measure.ts'
import { WEAKNESSES } from './weaknesses.ts'

const TABLE = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'accuracy', 'registry-pairs.yaml')

const place = z.strictObject({ file: z.string(), line: z.string() })
const pair = z.strictObject({
  package: z.string(),
  ecosystem: z.enum(['npm', 'pypi']),
  bad: z.string(),
  fixed: z.string(),
  advisory: z.string(),
  kind: z.string().refine((name) => Object.hasOwn(WEAKNESSES, name), 'no such kind in scripts/accuracy/weaknesses.ts'),
  places: z.array(place).min(1),
  repaired: z.array(place).min(1).optional(),
})

type Pair = z.infer<typeof pair>
type Lines = readonly { readonly file: string; readonly line: number }[]

/** What the audits of two releases of one package say at the place of its advisory. */
export interface MeasuredPair {
  readonly pair: Pair
  readonly found: boolean
  readonly silent: boolean
  /** Findings of the kind elsewhere in the vulnerable release, with their places. */
  readonly elsewhere: readonly string[]
  /** Findings at the repaired place. */
  readonly alarms: readonly string[]
}

export interface PairOptions {
  readonly kind: string | undefined
  readonly package: string | undefined
  readonly onProgress: (text: string) => void
}

/** Audits both releases of every pair that matches, one after the other. */
export async function measurePairs({ kind, package: name, onProgress }: PairOptions): Promise<readonly MeasuredPair[]> {
  const pairs = readPairs().filter((one) => one.kind === (kind ?? one.kind) && one.package === (name ?? one.package))
  if (pairs.length === 0) throw new Error('No pair matches: see accuracy/registry-pairs.yaml for packages and kinds.')
  const measured: MeasuredPair[] = []
  for (const one of pairs) {
    onProgress(`${one.package} ${one.bad} / ${one.fixed}`)
    measured.push(await measurePair(one))
  }
  return measured
}

function readPairs(): readonly Pair[] {
  const read = z.array(pair).safeParse(parse(readFileSync(TABLE, 'utf8')))
  if (!read.success) throw new Error(`accuracy/registry-pairs.yaml: ${z.prettifyError(read.error)}`)
  return read.data
}

async function measurePair(one: Pair): Promise<MeasuredPair> {
  const bad = await findingsAt(one, one.bad, one.places)
  const fixed = await findingsAt(one, one.fixed, one.repaired ?? one.places)
  return {
    pair: one,
    found: bad.here.length > 0,
    silent: fixed.here.length === 0,
    elsewhere: bad.here.length > 0 ? [] : bad.elsewhere.map(text),
    alarms: fixed.here.map(text),
  }
}

interface Split {
  readonly here: readonly ReportFinding[]
  readonly elsewhere: readonly ReportFinding[]
}

async function findingsAt(one: Pair, version: string, places: Pair['places']): Promise<Split> {
  const folder = fetchRelease({ ecosystem: one.ecosystem, package: one.package, version })
  const lines = places.flatMap(({ file, line }) => linesOf(folder, file, line))
  const { report } = await audit(auditOptions({ source: folder }))
  const findings = report.findings.filter((finding) => finding.status === 'open' && isOf(finding, one.kind))
  const isHere = (finding: ReportFinding): boolean => isAtOneOf(finding, lines)
  return { here: findings.filter(isHere), elsewhere: findings.filter((finding) => !isHere(finding)) }
}

/** Every line of the file that reads so; throws when none does, so that a wrong table cannot count as silence. */
function linesOf(folder: string, file: string, wanted: string): Lines {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n')
  const found = lines.flatMap((line, index) => (line.trim() === wanted ? [{ file, line: index + 1 }] : []))
  if (found.length === 0) throw new Error(`accuracy/registry-pairs.yaml: no line of ${folder}/${file} reads ${JSON.stringify(wanted)}`)
  return found
}

function isAtOneOf({ location }: ReportFinding, lines: Lines): boolean {
  const at = placeOf(location)
  return at !== null && lines.some(({ file, line }) => file === at.file && Math.abs(line - at.line) <= LINE_TOLERANCE)
}

function text({ control, message, location }: ReportFinding): string {
  const at = placeOf(location)
  return `${control} ${at === null ? '' : `${at.file}:${at.line} `}${message}`
}

/** The table of the pairs and its totals, as the command line prints it. */
export function pairsText(measured: readonly MeasuredPair[], isVerbose: boolean): string {
  const lines = ['package              ecosystem  vulnerable  repaired   advisory              kind                 found  silent']
  for (const { pair: one, found, silent, elsewhere, alarms } of measured) {
    const cells = [one.package.padEnd(21), one.ecosystem.padEnd(11), one.bad.padEnd(12), one.fixed.padEnd(11), one.advisory.padEnd(22)]
    lines.push(`${cells.join('')}${one.kind.padEnd(21)}${(found ? 'yes' : 'no').padEnd(7)}${silent ? 'yes' : 'no'}`)
    if (!isVerbose) continue
    for (const finding of elsewhere) lines.push(`    elsewhere: ${finding}`)
    for (const finding of alarms) lines.push(`    alarm: ${finding}`)
  }
  const { pairs, found, silent, both } = pairTotals(measured)
  lines.push('', `${pairs} pairs: found in ${found}, silent on ${silent}, both in ${both}`, '')
  return lines.join('\n')
}

export function pairTotals(measured: readonly MeasuredPair[]): Readonly<Record<'pairs' | 'found' | 'silent' | 'both', number>> {
  const count = (is: (one: MeasuredPair) => boolean): number => measured.filter(is).length
  return {
    pairs: measured.length,
    found: count(({ found }) => found),
    silent: count(({ silent }) => silent),
    both: count(({ found, silent }) => found && silent),
  }
}
