// npm run e2e: audits every target and prints, for each, what was planted and found, and how many traps alarmed.
// `live` counts only what a running service showed and was confirmed, and looks what became of the target's own data: a row that is not as it was and
// a thing of the run's that is left fail it, what reading and logging in count (`counted`) does not; --full repeats and compares.

import { delimiter, dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { type Audited, type AuditOptions, audit, auditOptions, type Report, type ReportFinding } from 'assay'
import { installPython, PYTHON } from '../scripts/install-needs.ts'
import { type DataChanges, seedData } from './data.ts'
import { isAlarm, isPlanted } from './match.ts'
import { type Entry, readTargets, type TargetVariant } from './targets.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pair: { type: 'string' }, full: { type: 'boolean' }, verbose: { type: 'boolean' }, json: { type: 'boolean' } },
})
/** `static` reads only, `live` counts only what was seen on the running service, nothing means both. */
const mode = positionals[0] ?? 'all'
const REPEATS = values.full === true ? 3 : 1
const RECALL_GOAL = 0.95
const NO_CHANGES: DataChanges = { changed: [], counted: [] }

interface Row {
  readonly target: string
  readonly planted: number
  readonly found: number
  readonly traps: number
  readonly falseAlarms: number
  readonly verdict: string
  readonly openCritical: number
  readonly openHigh: number
  readonly seconds: number
  readonly missed: readonly Entry[]
  readonly alarms: readonly Entry[]
  readonly unstable: readonly string[]
  readonly requests: number
  /** Critical and high findings that were confirmed on a hardened target. */
  readonly confirmedOnHardened: readonly string[]
  /** Rows of the target that were there before and are not as they were; what only reading and logging in moved is told, and no failure. */
  readonly data: DataChanges
  /** What the run made and left, where an operation removes such things. */
  readonly left: readonly string[]
}

const cell = (value: number, width = 7): string => String(value).padStart(width)
const describe = ({ id, control, where }: Entry): string =>
  `${id}  ${control}  ${where.route ?? where.file ?? ''} ${where.text ?? ''}`.slice(0, 110)

const targets = readTargets(values.pair ?? null)
const missing = targets.some(({ start }) => start.startsWith('python')) ? installPython() : null
if (missing !== null) {
  process.stderr.write(`${missing.name}: ${missing.because}\n`)
  process.exit(2)
}
const rows: Row[] = []
for (const pair of Map.groupBy(targets, ({ pair }) => pair).values()) {
  // Load is measured with the machine to itself; probes leave it idle for the most part.
  const examined: Row[] = mode === 'live' ? await Promise.all(pair.map(examine)) : []
  if (mode !== 'live') for (const target of pair) examined.push(await examine(target))
  rows.push(...examined)
  // All pairs take their time: what is known so far is told on the way, and is not lost with the rest.
  if (values.pair === undefined) process.stderr.write(`${details(examined).join('\n')}\n`)
}
process.stdout.write(values.json === true ? `${JSON.stringify(rows, undefined, 2)}\n` : table(rows))
process.exit(isGood(rows) ? 0 : 1)

async function examine(target: TargetVariant): Promise<Row> {
  const started = performance.now()
  const audits: TargetAudit[] = []
  for (let repeat = 0; repeat < REPEATS; repeat += 1) audits.push(await auditTarget(target))
  const [first] = audits
  if (first === undefined) throw new Error('no run was made')
  const { report } = first.audited
  const open = report.findings.filter(counts)
  const counted = target.planted.filter(
    ({ methods }) =>
      mode === 'all' ||
      methods.length === 0 ||
      (mode === 'live' ? methods.includes('live') : methods.some((method) => method !== 'live' && method !== 'load')),
  )
  const missed = counted.filter((entry) => !open.some((finding) => isPlanted(finding, entry, target.folder)))
  const alarms = target.traps.filter((entry) =>
    open.some((finding) => finding.confidence !== 'possible' && isAlarm(finding, entry, target.folder, target.planted)),
  )
  const { service, residue } = first.audited.run.facts
  return {
    target: `${target.pair}/${target.variant}`,
    planted: counted.length,
    found: counted.length - missed.length,
    traps: target.traps.length,
    falseAlarms: alarms.length,
    verdict: report.verdict,
    openCritical: open.filter(({ severity }) => severity === 'critical').length,
    openHigh: open.filter(({ severity }) => severity === 'high').length,
    seconds: Math.round((performance.now() - started) / 100 / REPEATS) / 10,
    missed,
    alarms,
    unstable: unstableOf(audits.map(({ audited }) => audited.report)),
    requests: service?.state === 'known' ? service.value.requests : 0,
    confirmedOnHardened: target.variant === 'hardened' && mode === 'live' ? open.filter(isGrave).map(describeFinding) : [],
    data: {
      changed: [...new Set(audits.flatMap(({ data }) => data.changed))],
      counted: [...new Set(audits.flatMap(({ data }) => data.counted))],
    },
    left:
      residue?.state === 'known'
        ? residue.value
            .filter(({ outcome, because }) => outcome === 'left' && !because.startsWith('no operation'))
            .map(({ what, because }) => `${what}: ${because}`)
        : [],
  }
}

/** Live mode counts what was confirmed on the running service; a static finding that a probe confirmed is one of them. */
function counts({ status, methods, confidence }: ReportFinding): boolean {
  if (status !== 'open') return false
  return mode !== 'live' || (confidence === 'confirmed' && methods.some((method) => method === 'live' || method === 'load'))
}

function isGrave({ severity }: ReportFinding): boolean {
  return severity === 'critical' || severity === 'high'
}

function describeFinding({ control, message }: ReportFinding): string {
  return `${control}: ${message}`.slice(0, 150)
}

interface TargetAudit {
  readonly audited: Audited
  readonly data: DataChanges
}

async function auditTarget(target: TargetVariant): Promise<TargetAudit> {
  const { pair, variant, folder, start, health, administrator } = target
  const path = [dirname(PYTHON), dirname(process.execPath), process.env.PATH].join(delimiter)
  const environment = { ...inherited(), ...target.environment, PATH: path }
  const common = { runId: `e2e-${pair}-${variant}`, source: folder }
  if (mode === 'static') return { audited: await audit(auditOptions(common)), data: NO_CHANGES }
  const data = mode === 'live' ? await seedData(target, environment) : null
  try {
    const audited = await audit(
      auditOptions({
        ...common,
        start,
        healthPath: health,
        startEnvironment: data === null ? environment : { ...environment, DATABASE_PATH: data.path },
        identities: identitiesOf(administrator),
        measuresLoad: mode !== 'live',
        quick: true,
      }),
    )
    return { audited, data: data?.changes(accountsOf(audited, administrator)) ?? NO_CHANGES }
  } finally {
    data?.remove()
  }
}

/** Names of accounts that were there before and that the run logged in with: the declared one, and those that a default password opened. */
function accountsOf({ run }: Audited, administrator: TargetVariant['administrator']): string[] {
  const { defaultCredentials } = run.facts
  const opened =
    defaultCredentials?.state === 'known' ? defaultCredentials.value.trials.filter(({ reproduced }) => reproduced.count > 0) : []
  return [...(administrator === null ? [] : [administrator.email]), ...opened.map(({ name }) => name)]
}

/** The administrator as a user would declare it in assay.yaml. */
function identitiesOf(administrator: TargetVariant['administrator']): AuditOptions['identities'] {
  if (administrator === null) return []
  const { email, password, loginPath } = administrator
  return [{ name: 'admin', role: 'admin', login: { path: loginPath, method: 'POST', body: { email, password }, encoding: 'json' } }]
}

function inherited(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined))
}

/** Controls whose outcome differs between repeats, with what each run said. */
function unstableOf(reports: readonly Report[]): string[] {
  const [first] = reports
  return (first?.controls ?? []).flatMap(({ id }) => {
    const said = reports.map(({ controls }) => controls.find((control) => control.id === id))
    if (new Set(said.map((control) => control?.outcome)).size === 1) return []
    return [`${id}: ${said.map((control) => `${control?.outcome ?? 'absent'} (${control?.because.slice(0, 120) ?? ''})`).join(', ')}`]
  })
}

function table(all: readonly Row[]): string {
  const planted = all.reduce((sum, row) => sum + row.planted, 0)
  const found = all.reduce((sum, row) => sum + row.found, 0)
  const lines = [
    'target              planted found  traps alarms  crit high  verdict              requests seconds',
    ...details(all),
    `${found} of ${planted} planted found (${planted === 0 ? 0 : Math.round((1000 * found) / planted) / 10} %), ${all.reduce((sum, row) => sum + row.falseAlarms, 0)} of ${all.reduce((sum, row) => sum + row.traps, 0)} traps alarmed`,
  ]
  return `${lines.join('\n')}\n`
}

/** A line for each target, then what was missed, what alarmed and what else went wrong. */
function details(all: readonly Row[]): string[] {
  const lines = all.map(
    ({ target, planted, found, traps, falseAlarms, openCritical, openHigh, verdict, requests, seconds }) =>
      `${target.padEnd(19)} ${cell(planted)} ${cell(found, 5)} ${cell(traps, 6)} ${cell(falseAlarms, 6)} ${cell(openCritical, 5)} ${cell(openHigh, 4)}  ${verdict.padEnd(20)} ${cell(requests, 8)} ${seconds}`,
  )
  for (const { target, missed, alarms, unstable, confirmedOnHardened, data, left } of all) {
    for (const entry of missed) lines.push(`missed   ${target}  ${describe(entry)}`)
    for (const entry of alarms) lines.push(`alarmed  ${target}  ${describe(entry)}`)
    for (const id of unstable) lines.push(`unstable ${target}  ${id}`)
    for (const text of confirmedOnHardened) lines.push(`confirmed ${target}  ${text}`)
    for (const text of data.changed) lines.push(`changed  ${target}  ${text}`)
    for (const text of data.counted) lines.push(`counted  ${target}  ${text}`)
    for (const text of left) lines.push(`left     ${target}  ${text}`)
  }
  return lines
}

function isGood(all: readonly Row[]): boolean {
  const planted = all.reduce((sum, row) => sum + row.planted, 0)
  const found = all.reduce((sum, row) => sum + row.found, 0)
  return (
    found >= RECALL_GOAL * planted &&
    all.every(
      ({ falseAlarms, unstable, confirmedOnHardened, data, left }) =>
        falseAlarms + unstable.length + confirmedOnHardened.length + data.changed.length + left.length === 0,
    )
  )
}
