// npm run accuracy: audits every case of accuracy/cases and prints recall and false alarms for each weakness and half. Writes nothing.
// With --applications it audits whole small applications, with --pairs two releases of registry packages each: one with an advisory, one repaired.
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { applicationsText, applicationTotals, measureApplications } from './accuracy/applications.ts'
import { type Measured, measureCases, placeOf } from './accuracy/measure.ts'
import { readCases } from './accuracy/read-cases.ts'
import { measurePairs, pairsText, pairTotals } from './accuracy/registry-pairs.ts'

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))
const USAGE = `Usage: npm run accuracy -- [--half NAME] [--kind WEAKNESS] [--language NAME] [--verbose] [--json]
                           [--min-recall PERCENT] [--max-alarms PERCENT] [--cases FOLDER]
       npm run accuracy -- --pairs [--kind WEAKNESS] [--package NAME] [--verbose] [--json]
       npm run accuracy -- --applications [--name NAME] [--verbose] [--json]
`

interface Row {
  readonly half: string
  readonly weakness: string
  readonly bad: number
  readonly found: number
  readonly good: number
  readonly alarmed: number
}

process.exitCode = await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`)
  return 2
})

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      half: { type: 'string' },
      kind: { type: 'string' },
      language: { type: 'string' },
      cases: { type: 'string', default: join(ROOT, 'accuracy', 'cases') },
      pairs: { type: 'boolean', default: false },
      package: { type: 'string' },
      applications: { type: 'boolean', default: false },
      name: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      'min-recall': { type: 'string' },
      'max-alarms': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) {
    process.stdout.write(USAGE)
    return 0
  }
  if (values.pairs) return pairs(values)
  if (values.applications) return applications(values)
  const { half, kind, language } = values
  const cases = readCases(values.cases).filter(
    (one) => one.half === (half ?? one.half) && one.weakness === (kind ?? one.weakness) && one.language === (language ?? one.language),
  )
  if (cases.length === 0) throw new Error('No case matches: see accuracy/cases for the names of halves, languages and weaknesses.')
  const started = performance.now()
  const measured = await measureCases(cases)
  const seconds = (performance.now() - started) / 1000
  const totals = totalsOf(measured)
  if (values.json) process.stdout.write(`${JSON.stringify({ totals, rows: rowsOf(measured), cases: measured.map(plain) }, null, 2)}\n`)
  else process.stdout.write(text(measured, totals, seconds, values.verbose))
  return totals.every((row) => isWithin(row, values['min-recall'], values['max-alarms'])) ? 0 : 1
}

/** Pairs of registry releases: they need the network, and decide nothing. */
async function pairs(values: { kind?: string; package?: string; verbose: boolean; json: boolean }): Promise<number> {
  const measured = await measurePairs({
    kind: values.kind,
    package: values.package,
    onProgress: (text) => process.stderr.write(`${text}\n`),
  })
  process.stdout.write(
    values.json ? `${JSON.stringify({ totals: pairTotals(measured), pairs: measured }, null, 2)}\n` : pairsText(measured, values.verbose),
  )
  return 0
}

/** Whole applications, healthy and vulnerable ones. */
async function applications(values: { name?: string; verbose: boolean; json: boolean }): Promise<number> {
  const measured = await measureApplications(values.name)
  process.stdout.write(
    values.json
      ? `${JSON.stringify({ totals: applicationTotals(measured), applications: measured }, null, 2)}\n`
      : applicationsText(measured, values.verbose),
  )
  return 0
}

function isWithin(row: Row, minRecall: string | undefined, maxAlarms: string | undefined): boolean {
  const hasRecall = minRecall === undefined || row.bad === 0 || (100 * row.found) / row.bad >= Number(minRecall)
  return hasRecall && (maxAlarms === undefined || row.good === 0 || (100 * row.alarmed) / row.good <= Number(maxAlarms))
}

function rowsOf(measured: readonly Measured[]): readonly Row[] {
  return grouped(
    measured,
    (one) => `${one.case.half}/${one.case.weakness}`,
    (one) => one.case.weakness,
  )
}

function totalsOf(measured: readonly Measured[]): readonly Row[] {
  const languages = grouped(
    measured,
    (one) => `${one.case.half}/${one.case.language}`,
    (one) => one.case.language,
  )
  return [
    ...languages,
    ...grouped(
      measured,
      (one) => one.case.half,
      () => 'all',
    ),
  ]
}

function grouped(measured: readonly Measured[], key: (one: Measured) => string, name: (one: Measured) => string): readonly Row[] {
  const groups = new Map<string, Measured[]>()
  for (const one of measured) {
    const group = groups.get(key(one)) ?? []
    groups.set(key(one), group)
    group.push(one)
  }
  return [...groups.keys()].sort().flatMap((group) => rowOf(groups.get(group) ?? [], name))
}

function rowOf(group: readonly Measured[], name: (one: Measured) => string): readonly Row[] {
  const [first] = group
  if (first === undefined) return []
  const bad = group.filter((one) => one.case.expect.length > 0)
  const good = group.filter((one) => one.case.silent.length > 0)
  return [
    {
      half: first.case.half,
      weakness: name(first),
      bad: bad.length,
      found: bad.filter(({ missed }) => missed.length === 0).length,
      good: good.length,
      alarmed: good.filter(({ alarms }) => alarms.length > 0).length,
    },
  ]
}

function plain({ case: one, missed, alarms, elsewhere }: Measured): object {
  const { half, language, weakness, name } = one
  const shown = (findings: Measured['alarms']): object[] =>
    findings.map(({ control, cwe, message, location }) => ({ control, cwe, message, place: placeOf(location) }))
  return { half, language, weakness, name, missed, alarms: shown(alarms), elsewhere: shown(elsewhere) }
}

function text(measured: readonly Measured[], totals: readonly Row[], seconds: number, isVerbose: boolean): string {
  const lines = ['half         weakness                  bad  found  recall   good  alarmed   rate']
  for (const row of [...rowsOf(measured), ...totals]) lines.push(rowText(row))
  lines.push('', `${measured.length} cases in ${seconds.toFixed(1)} s`)
  if (isVerbose) lines.push('', ...missLines(measured), '', ...alarmLines(measured))
  return `${lines.join('\n')}\n`
}

function rowText({ half, weakness, bad, found, good, alarmed }: Row): string {
  const percent = (part: number, whole: number): string => (whole === 0 ? '-' : `${((100 * part) / whole).toFixed(0)} %`)
  const numbers = `${pad(bad, 5)}${pad(found, 7)}${pad(percent(found, bad), 8)}${pad(good, 7)}${pad(alarmed, 9)}${pad(percent(alarmed, good), 7)}`
  return `${half.padEnd(13)}${weakness.padEnd(24)}${numbers}`
}

function pad(value: number | string, width: number): string {
  return String(value).padStart(width)
}

function missLines(measured: readonly Measured[]): readonly string[] {
  const lines = ['Misses:']
  for (const { case: one, missed, elsewhere } of measured) {
    for (const { file, line, text: written } of missed) {
      lines.push(`  ${pathOf(one.folder)}/${file}:${line}  ${written}`, `      ${one.why}`)
    }
    for (const finding of elsewhere) lines.push(`      reported elsewhere: ${findingText(finding)}`)
  }
  return lines
}

function alarmLines(measured: readonly Measured[]): readonly string[] {
  const lines = ['Alarms on safe twins:']
  for (const { case: one, alarms } of measured) {
    for (const finding of alarms) lines.push(`  ${pathOf(one.folder)}  ${findingText(finding)}`, `      ${one.why}`)
  }
  return lines
}

function findingText({ control, message, location }: Measured['alarms'][number]): string {
  const at = placeOf(location)
  return `${control} ${at === null ? '' : `${at.file}:${at.line} `}${message}`
}

function pathOf(folder: string): string {
  return relative(join(ROOT, 'accuracy', 'cases'), folder)
}
