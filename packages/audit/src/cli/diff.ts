import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { judgeRun } from '../audit.ts'
import { AuditError } from '../model/errors.ts'
import type { Command } from './command.ts'
import { readReport, readRun } from './run-folder.ts'

export const diffCommand: Command = {
  name: 'diff',
  help: `assay diff BEFORE AFTER [--json] [--output DIR]

Compares the findings of two runs. "Fixed" needs the control decided in
AFTER; what could not be looked at again is "no longer verifiable".
Exit code 1 when AFTER has new findings.
`,
  async run(args, { stdout, workingDirectory }) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' }, output: { type: 'string' } },
    })
    const [before, after] = positionals
    if (before === undefined || after === undefined) throw new AuditError('USAGE', 'Name two runs: assay diff BEFORE AFTER.')
    const output = resolve(workingDirectory, values.output ?? join('.assay', 'runs'))
    const report = judgeRun(readRun(output, after), { baseline: readReport(output, before) })
    const { comparison } = report
    if (comparison === null) return 2
    if (values.json === true) {
      stdout.write(`${JSON.stringify(comparison, undefined, 2)}\n`)
      return comparison.new.length > 0 ? 1 : 0
    }
    const messageOf = new Map(
      report.findings.map(({ fingerprint, control, message, severity }) => [fingerprint, `${severity.padEnd(8)} ${control}: ${message}`]),
    )
    const section = (title: string, lines: readonly string[]): void => {
      stdout.write(
        `${title}: ${lines.length}\n${lines
          .slice(0, 20)
          .map((line) => `  ${line}\n`)
          .join('')}`,
      )
    }
    section(
      'New',
      comparison.new.map((fingerprint) => messageOf.get(fingerprint) ?? fingerprint),
    )
    section(
      'Fixed',
      comparison.fixed.map(({ control, message }) => `${control}: ${message}`),
    )
    section(
      'Unchanged',
      comparison.unchanged.map((fingerprint) => messageOf.get(fingerprint) ?? fingerprint),
    )
    section('No longer verifiable', comparison.noLongerVerifiable)
    if (comparison.delta === null)
      stdout.write(`Numbers are not comparable: ${comparison.because || 'nothing was verified in one of them'}\n`)
    else stdout.write(`R ${signed(comparison.delta.result)}, P ${signed(comparison.delta.proof)}\n`)
    return comparison.new.length > 0 ? 1 : 0
  },
}

const signed = (value: number): string => `${value >= 0 ? '+' : ''}${value.toFixed(1)}`
