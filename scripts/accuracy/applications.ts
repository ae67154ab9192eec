import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { audit, auditOptions, type ReportFinding } from 'assay'
import { parse } from 'yaml'
import { z } from 'zod'
import { isPlanted } from '../../e2e/match.ts'
import { placeOf } from './measure.ts'

const FOLDER = join(dirname(dirname(dirname(fileURLToPath(import.meta.url)))), 'accuracy', 'applications')

const place = z.strictObject({
  control: z.string(),
  file: z.string(),
  line: z.int().positive(),
  text: z.string(),
  id: z.string().optional(),
  why: z.string().optional(),
})
const planted = place.extend({ id: z.string(), cwe: z.int().positive(), route: z.string().optional(), why: z.string() })
const application = z.strictObject({
  stack: z.string(),
  /** Written and measured together. */
  batch: z.string(),
  /** What was planted; none in a healthy application. */
  planted: z.array(planted),
  /** Places that look like weaknesses and are none. */
  alike: z.array(place),
})

type Application = z.infer<typeof application> & { readonly name: string; readonly folder: string }
type Planted = z.infer<typeof planted>

/** Findings that a healthy application must not have: below them there are wishes. */
const GRAVE = new Set(['critical', 'high', 'medium'])

/** What the audit of one application says of what its writer wrote down. */
export interface MeasuredApplication {
  readonly application: Application
  readonly missed: readonly Planted[]
  /** Findings on places that only look like weaknesses; in a healthy application all of medium weight and more. */
  readonly alarms: readonly ReportFinding[]
  /** Open findings by severity. */
  readonly counts: Readonly<Record<string, number>>
}

/** Audits the applications of accuracy/applications one after the other, as a user would. */
export async function measureApplications(only: string | undefined): Promise<readonly MeasuredApplication[]> {
  const chosen = readApplications().filter(({ name }) => name === (only ?? name))
  if (chosen.length === 0) throw new Error('No application matches: see accuracy/applications for their names.')
  const measured: MeasuredApplication[] = []
  for (const one of chosen) measured.push(await measure(one))
  return measured
}

function readApplications(): readonly Application[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => {
      const folder = join(FOLDER, name)
      const read = application.safeParse(parse(readFileSync(join(folder, 'application.yaml'), 'utf8')))
      if (!read.success) throw new Error(`accuracy/applications/${name}/application.yaml: ${z.prettifyError(read.error)}`)
      for (const { file, line, text } of [...read.data.planted, ...read.data.alike]) {
        const written = readFileSync(join(folder, 'source', file), 'utf8').split('\n')[line - 1]
        if (written?.trim() !== text) throw new Error(`accuracy/applications/${name}: line ${line} of ${file} is not ${text}`)
      }
      return { ...read.data, name, folder: join(folder, 'source') }
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function measure(one: Application): Promise<MeasuredApplication> {
  const { report } = await audit(auditOptions({ source: one.folder }))
  const findings = report.findings.filter(({ status }) => status === 'open')
  const isHealthy = one.planted.length === 0
  return {
    application: one,
    missed: one.planted.filter((each) => !findings.some((finding) => isOf(finding, each, one.folder))),
    alarms: findings.filter((finding) =>
      isHealthy ? GRAVE.has(finding.severity) : one.alike.some((each) => finding.control === each.control && isOn(finding, each)),
    ),
    counts: Object.fromEntries(
      [...Map.groupBy(findings, ({ severity }) => severity)].map(([severity, members]) => [severity, members.length]),
    ),
  }
}

/** The same control, or the same weakness under another one, on its route or within six lines of its place, as in the targets. */
function isOf(finding: ReportFinding, { id, control, cwe, file, text, route }: Planted, folder: string): boolean {
  const where = { file, text, ...(route === undefined ? {} : { route }) }
  const named = finding.cwe.includes(cwe) ? finding.control : control
  return isPlanted(finding, { id, control: named, variant: 'weak', methods: [], where, note: '' }, folder)
}

function isOn({ location }: ReportFinding, { file, line }: z.infer<typeof place>): boolean {
  const at = placeOf(location)
  return at?.file === file && at.line === line
}

export function applicationTotals(measured: readonly MeasuredApplication[]): Readonly<Record<string, number>> {
  const sum = (of: (one: MeasuredApplication) => number): number => measured.reduce((total, one) => total + of(one), 0)
  return {
    planted: sum(({ application: { planted: all } }) => all.length),
    found: sum(({ application: { planted: all }, missed }) => all.length - missed.length),
    alike: sum(({ application: { alike } }) => alike.length),
    alarms: sum(({ application: { planted: all }, alarms }) => (all.length > 0 ? alarms.length : 0)),
    healthy: sum(({ application: { planted: all } }) => (all.length === 0 ? 1 : 0)),
    healthyCritical: sum(({ application: { planted: all }, counts }) => (all.length === 0 ? (counts.critical ?? 0) : 0)),
    healthyHigh: sum(({ application: { planted: all }, counts }) => (all.length === 0 ? (counts.high ?? 0) : 0)),
    healthyMedium: sum(({ application: { planted: all }, counts }) => (all.length === 0 ? (counts.medium ?? 0) : 0)),
  }
}

export function applicationsText(measured: readonly MeasuredApplication[], isVerbose: boolean): string {
  const lines = ['application       batch        planted found alike alarms  crit high  med']
  for (const { application: one, missed, alarms, counts } of measured) {
    const cells = [one.planted.length, one.planted.length - missed.length, one.alike.length, one.planted.length > 0 ? alarms.length : 0]
    const weights = [counts.critical, counts.high, counts.medium].map((count) => String(count ?? 0).padStart(5))
    lines.push(`${one.name.padEnd(18)}${one.batch.padEnd(12)}${cells.map((cell) => String(cell).padStart(7)).join('')}${weights.join('')}`)
  }
  const total = applicationTotals(measured)
  lines.push(
    '',
    `${total.found} of ${total.planted} planted found, ${total.alarms} of ${total.alike} places that look alike alarmed; ` +
      `${total.healthyCritical} critical, ${total.healthyHigh} high and ${total.healthyMedium} medium findings in ${total.healthy} healthy applications`,
  )
  if (isVerbose) for (const one of measured) lines.push(...details(one))
  return `${lines.join('\n')}\n`
}

function details({ application: { name, planted: all }, missed, alarms }: MeasuredApplication): readonly string[] {
  return [
    ...missed.map(({ id, control, file, line, why }) => `missed   ${name}  ${id}  ${control}  ${file}:${line}  ${why}`),
    ...alarms.map(({ control, severity, location, message }) => {
      const at = placeOf(location)
      return `${all.length > 0 ? 'alarmed' : severity}  ${name}  ${control}  ${at === null ? '' : `${at.file}:${at.line}  `}${message.slice(0, 110)}`
    }),
  ]
}
