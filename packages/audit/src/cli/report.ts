import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { AuditError } from '../model/errors.ts'
import { FORMATS, formatsHelp, render } from '../report/render.ts'
import type { Command } from './command.ts'
import { readReport } from './run-folder.ts'
import { terminalStyle } from './terminal-style.ts'

export const reportCommand: Command = {
  name: 'report',
  help: `assay report [RUN] --format NAME

Prints the report of RUN (default: latest) on stdout.

  --format NAME  ${formatsHelp(17)}
  --output DIR   where runs are kept (default: .assay/runs)

Example: assay report latest --format html > report.html
`,
  async run(args, context) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string' }, output: { type: 'string' } },
    })
    const output = resolve(context.workingDirectory, values.output ?? join('.assay', 'runs'))
    const format = FORMATS.find((name) => name === (values.format ?? 'terminal'))
    if (format === undefined) throw new AuditError('USAGE', `--format takes ${FORMATS.join(', ')}, not "${values.format}".`)
    context.stdout.write(render(readReport(output, positionals[0] ?? 'latest'), format, terminalStyle(context)))
    return 0
  },
}
