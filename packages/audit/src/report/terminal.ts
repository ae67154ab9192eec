import type { Action, Gate, Report, ReportFinding } from '../model/report.ts'
import { placeOf } from './place.ts'
import { printable } from './printable.ts'
import { cacheLines, databaseLines } from './stores-text.ts'
import { wrap } from './wrap.ts'

export interface TerminalStyle {
  readonly hasColor: boolean
  /** Columns, 40 to 80. */
  readonly width: number
}

/** Every state has a word and a sign of its own; colour only repeats them. */
const SIGNS = { passed: '+', failed: 'x', 'not-verified': '?' } as const
const COLOURS = { red: 31, green: 32, yellow: 33, bold: 1, dim: 2 } as const
const FINDINGS_SHOWN = 8
const OPERATIONS_SHOWN = 5
const LEFT_SHOWN = 4

/** The verdict on one screen: R and P, gates, blockers, the five actions that unlock most. */
export function renderTerminal(report: Report, style: TerminalStyle): string {
  const paint = (colour: keyof typeof COLOURS, text: string): string =>
    style.hasColor ? `\u001b[${COLOURS[colour]}m${text}\u001b[0m` : text
  const body = style.width - 2
  const lines: string[] = ['']
  const say = (text: string, indent = 2): void => {
    for (const line of wrap(text, style.width - indent)) lines.push(`${' '.repeat(indent)}${line}`)
  }
  const heading = (text: string): void => {
    lines.push('', `  ${paint('bold', text)}`)
  }

  lines.push(`  ${paint('bold', report.verdict)}   ${printable(report.target.name)} · profile ${report.profile}`)
  say(report.verdictBecause)
  lines.push('', ...numbers(report, body).map((line) => `  ${line}`))
  for (const { limit, cause } of report.caps.slice(0, 3)) say(`S is capped at ${limit}: ${cause}`)
  if (report.gradeBecause !== '') say(report.gradeBecause)

  heading('Gates')
  for (const gate of report.gates)
    lines.push(
      ...gateLines(gate, style.width).map((line) =>
        gate.state === 'failed' ? paint('red', line) : gate.state === 'passed' ? paint('green', line) : line,
      ),
    )

  const open = report.findings.filter(({ status }) => status === 'open')
  heading(open.length === 0 ? 'No open finding' : `Open findings: ${countBySeverity(open)}`)
  for (const [control, findings] of [...Map.groupBy(open, ({ control }) => control)].slice(0, FINDINGS_SHOWN)) {
    const [first] = findings
    if (first === undefined) continue
    const mark = `${first.severity.padEnd(8)} `
    lines.push(
      `  ${first.severity === 'critical' || first.severity === 'high' ? paint('red', mark) : mark}${control}${findings.length > 1 ? ` (${findings.length} places)` : ''}`,
    )
    say(first.message, 11)
    say(`${placeOf(first.location)} · ${first.confidence}`, 11)
  }
  const controlsWithFindings = new Set(open.map(({ control }) => control)).size
  if (controlsWithFindings > FINDINGS_SHOWN) say(`and ${controlsWithFindings - FINDINGS_SHOWN} more controls with findings in the report`)

  for (const [title, said] of [
    ['Database', databaseLines(report)],
    ['Cache', cacheLines(report)],
  ] as const) {
    if (said.length > 0) heading(title)
    for (const text of said) say(text)
  }

  if (report.actions.length > 0) heading('Do this first')
  report.actions.forEach((action, index) => {
    lines.push(...actionLines(action, index + 1, style.width))
  })

  const live = liveLines(report)
  if (live.length > 0) {
    heading('Live coverage')
    for (const [indent, text] of live) say(text, indent)
  }

  const left = report.scope.leftBehind ?? []
  if (left.length > 0) {
    heading('Left in the service')
    for (const text of leftLines(left)) say(text)
  }

  heading('Not looked at')
  say(notLookedAt(report))
  for (const warning of report.scope.warnings.slice(0, 5)) say(`! ${warning}`)
  lines.push('')
  return `${lines.join('\n')}\n`
}

/** Operations by how far they were tested, and why not all of them whole; then the ten points of authentication. */
function liveLines({ scope: { operations }, authentication }: Report): readonly (readonly [indent: number, text: string])[] {
  const having = (coverage: string): typeof operations => operations.filter((operation) => operation.coverage === coverage)
  const rest = [...having('partly'), ...having('not')]
  const lines: (readonly [number, string])[] = []
  if (operations.length > 0)
    lines.push([
      2,
      `${having('tested').length} of ${operations.length} operations tested, ${having('partly').length} partly, ${having('not').length} not`,
    ])
  for (const { operation, coverage, because } of rest.slice(0, OPERATIONS_SHOWN))
    lines.push([4, `${coverage} ${printable(operation)}: ${printable(because)}`])
  if (rest.length > OPERATIONS_SHOWN) lines.push([4, `and ${rest.length - OPERATIONS_SHOWN} more in the report`])
  if (authentication != null) {
    const { score, of, verified, controls, deductions } = authentication
    const named = deductions.slice(0, 4).map(({ control, points }) => `${control} -${points.toFixed(1)}`)
    const more = deductions.length > 4 ? `, and ${deductions.length - 4} more` : ''
    lines.push([
      2,
      `authentication ${score.toFixed(1)} of ${of}${named.length === 0 ? '' : `: ${named.join(', ')}${more}`} (${verified} of ${controls} controls verified)`,
    ])
  }
  return lines
}

/** By kind and reason: `3 of /orders (no operation deletes it)`. */
function leftLines(left: NonNullable<Report['scope']['leftBehind']>): readonly string[] {
  const groups = [...Map.groupBy(left, ({ what, because }) => `${kindLeft(what)}\n${because}`)]
  const lines = groups.map(([key, members]) => {
    const [kind = '', because = ''] = key.split('\n')
    return `${printable(countLeft(kind, members.length))}: ${printable(because)}`
  })
  return lines.length <= LEFT_SHOWN ? lines : [...lines.slice(0, LEFT_SHOWN), `and ${lines.length - LEFT_SHOWN} more kinds in the report`]
}

function countLeft(kind: string, count: number): string {
  if (kind === 'users') return count === 1 ? '1 user' : `${count} users`
  return kind.startsWith('POST ') ? kind : `${count} of ${kind}`
}

/** What something left is one of: a collection, users, or the request that was made of what was there before. */
function kindLeft(what: string): string {
  if (what.startsWith('user ')) return 'users'
  return what.startsWith('POST ') ? what : what.replace(/\/[^/]*$/, '')
}

function numbers(report: Report, width: number): string[] {
  const cells = Math.max(10, Math.min(30, width - 34))
  const bar = (value: number | null): string => {
    const filled = Math.round(((value ?? 0) / 100) * cells)
    return `${'#'.repeat(filled)}${'.'.repeat(cells - filled)}`
  }
  const show = (value: number | null): string => (value === null ? '  -  ' : value.toFixed(1).padStart(5))
  return [
    `R result ${show(report.result)}  ${bar(report.result)}  what was verified holds`,
    `P proof  ${show(report.proof)}  ${bar(report.proof)}  how much was verified`,
    `S score  ${show(report.score)}  grade ${report.grade ?? 'none'}`,
  ]
}

function gateLines({ id, title, state, because }: Gate, width: number): string[] {
  const indent = '           '
  const [first = '', ...rest] = wrap(`${title}: ${because}`, width - indent.length)
  return [
    `  ${SIGNS[state]} ${id}     `.slice(0, indent.length).padEnd(indent.length) + first,
    ...rest.slice(0, 1).map((line) => indent + line),
  ]
}

function countBySeverity(findings: readonly ReportFinding[]): string {
  return [...Map.groupBy(findings, ({ severity }) => severity)].map(([severity, members]) => `${members.length} ${severity}`).join(', ')
}

function actionLines({ title, fix, effortHours, points, control }: Action, rank: number, width: number): string[] {
  const how = fix.node ?? fix.python ?? fix.any
  const text = [
    `${title} (${control}: +${points.toFixed(1)} points, ${effortHours[0]}-${effortHours[1]} h)`,
    ...(how === undefined ? [] : [how]),
  ]
  return text.flatMap((part, index) =>
    wrap(part, width - 5).map((line, at) => `${index === 0 && at === 0 ? `  ${rank}. ` : '     '}${line}`),
  )
}

function notLookedAt(report: Report): string {
  const open = report.controls.filter(({ outcome, isInScope }) => isInScope && outcome === 'not-verified')
  const reasons = [...Map.groupBy(open, ({ reason }) => reason ?? 'inconclusive')]
    .map(([reason, members]) => `${members.length} ${reason}`)
    .sort()
  const files = report.scope.filesNotAnalysed.length
  return `${open.length} of ${report.controls.filter(({ isInScope }) => isInScope).length} controls not verified (${reasons.join(', ')})${files > 0 ? `; ${files} files not or only partly analysed` : ''}.`
}
