import { parseArgs } from 'node:util'
import { CONTROLS } from '../controls/index.ts'
import type { Control } from '../model/control.ts'
import { AuditError } from '../model/errors.ts'
import { METHODS, SEVERITIES } from '../model/words.ts'
import { wrap } from '../report/wrap.ts'
import type { Command } from './command.ts'

const WIDTH = 80

export const controlsCommand: Command = {
  name: 'controls',
  help: `assay controls [ID] [options]

Without ID: the controls, one a line. With ID: what it asks, how it is
decided, what repairs it.

  --area NAME      auth, authz, input, ... (the part before the dot)
  --method NAME    ${METHODS.join(' | ')}
  --severity NAME  ${SEVERITIES.join(' | ')}
  --wave N         1 | 2 | 3
  --implemented    only those with a check
  --json           the whole records
`,
  async run(args, { stdout }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        area: { type: 'string' },
        method: { type: 'string' },
        severity: { type: 'string' },
        wave: { type: 'string' },
        implemented: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    })
    const [id] = positionals
    if (id !== undefined) {
      const control = CONTROLS.find((each) => each.id === id)
      if (control === undefined) throw new AuditError('USAGE', `There is no control ${id}.${nearest(id)} List them with: assay controls`)
      stdout.write(values.json === true ? `${JSON.stringify(record(control), undefined, 2)}\n` : explain(control))
      return 0
    }
    const chosen = CONTROLS.filter(
      (control) =>
        (values.area === undefined || control.id.startsWith(`${values.area}.`)) &&
        (values.method === undefined || Object.keys(control.verifiedBy).includes(values.method)) &&
        (values.severity === undefined || control.severity === values.severity) &&
        (values.wave === undefined || String(control.wave) === values.wave) &&
        (values.implemented !== true || control.checks.length > 0),
    )
    if (values.json === true) stdout.write(`${JSON.stringify(chosen.map(record), undefined, 2)}\n`)
    else stdout.write(table(chosen))
    return 0
  },
}

function table(controls: readonly Control[]): string {
  const lines = controls.map(({ id, severity, title, checks }) =>
    `${checks.length > 0 ? '*' : ' '} ${id.padEnd(29)} ${severity.padEnd(8)} ${title}`.slice(0, WIDTH).trimEnd(),
  )
  const decided = controls.filter(({ checks }) => checks.length > 0).length
  return `${lines.join('\n')}\n\n${controls.length} controls, ${decided} with a check (*). Explain one: assay controls ID\n`
}

/** A control as plain data. */
export function record({ checks, ...control }: Control): Record<string, unknown> {
  return { ...control, checks: checks.map(({ method, needs }) => ({ method, needs })) }
}

function explain(control: Control): string {
  const {
    id,
    title,
    why,
    severity,
    layer,
    wave,
    strengthNeeded,
    verifiedBy,
    passesWhen,
    failsWhen,
    fix,
    effortHours,
    standards,
    documents,
    checks,
  } = control
  const section = (label: string, text: string): string[] =>
    wrap(text, WIDTH - 14).map((line, index) => `${(index === 0 ? label : '').padEnd(13)} ${line}`)
  const lines = [
    id,
    ...section('Holds when', title),
    ...section('Why', why),
    ...section('Severity', `${severity}, ${layer}, wave ${wave}; a pass needs ${strengthNeeded} evidence`),
    ...Object.entries(verifiedBy).flatMap(([method, how]) =>
      section(`By ${method}`, `${checks.some((check) => check.method === method) ? '' : '(no check yet) '}${how}`),
    ),
    ...section('Passes', passesWhen),
    ...section('Fails', failsWhen),
    ...Object.entries(fix).flatMap(([stack, how]) => section(`Fix (${stack})`, how)),
    ...section('Effort', `${effortHours[0]} to ${effortHours[1]} hours, an estimate`),
    ...section(
      'Standards',
      [
        ...standards.cwe.map((cwe) => `CWE-${cwe}`),
        ...(standards.asvs ?? []),
        ...(standards.owaspTop10 ?? []),
        ...(standards.owaspApi ?? []),
      ].join(', '),
    ),
    ...section('Documents', documents.join(', ')),
  ]
  return `${lines.join('\n')}\n`
}

function nearest(id: string): string {
  const name = id.slice(id.indexOf('.') + 1)
  const near = CONTROLS.filter((control) => control.id.includes(name) || id.includes(control.id.slice(control.id.indexOf('.') + 1))).slice(
    0,
    3,
  )
  return near.length === 0 ? '' : ` Did you mean ${near.map((control) => control.id).join(', ')}?`
}
