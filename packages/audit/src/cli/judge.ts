import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { judgeRun } from '../audit.ts'
import { AuditError } from '../model/errors.ts'
import { FORMATS, formatsHelp, render } from '../report/render.ts'
import type { Command } from './command.ts'
import { exitCode, FAIL_ON } from './exit-code.ts'
import { readReport, readRun } from './run-folder.ts'
import { terminalStyle } from './terminal-style.ts'

export const judgeCommand: Command = {
  name: 'judge',
  help: `assay judge [RUN] [options]

Judges the facts of RUN (default: latest) with this version's catalogue and
policy. The same version gives the same report, byte for byte.

  --as-of DATE        judge as of DATE instead of the run's own time
  --baseline RUN      report what is new since RUN
  --format NAME       default: json
                      ${formatsHelp(22)}
  --fail-on SEVERITY  ${FAIL_ON.join(' | ')} (default: high)
  --output DIR        where runs are kept (default: .assay/runs)
`,
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'as-of': { type: 'string' },
        baseline: { type: 'string' },
        format: { type: 'string' },
        'fail-on': { type: 'string' },
        output: { type: 'string' },
      },
    })
    const output = resolve(context.workingDirectory, values.output ?? join('.assay', 'runs'))
    const asOf = values['as-of'] === undefined ? {} : { asOf: checkedDate(values['as-of']) }
    const baseline = values.baseline === undefined ? null : readReport(output, values.baseline)
    const report = judgeRun(readRun(output, positionals[0] ?? 'latest'), { baseline, ...asOf })
    const format = FORMATS.find((name) => name === (values.format ?? 'json'))
    if (format === undefined) throw new AuditError('USAGE', `--format takes ${FORMATS.join(', ')}, not "${values.format}".`)
    const failOn = FAIL_ON.find((name) => name === (values['fail-on'] ?? 'high'))
    if (failOn === undefined) throw new AuditError('USAGE', `--fail-on takes ${FAIL_ON.join(', ')}, not "${values['fail-on']}".`)
    context.stdout.write(render(report, format, terminalStyle(context)))
    return exitCode(report, { failOn, requireReady: false })
  },
}

function checkedDate(text: string): string {
  const time = Date.parse(text)
  if (Number.isNaN(time)) throw new AuditError('USAGE', `--as-of ${text} is no date. Example: --as-of 2026-11-30`)
  return new Date(time).toISOString()
}
