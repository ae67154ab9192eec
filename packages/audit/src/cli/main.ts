import { AuditError } from '../model/errors.ts'
import { VERSION } from '../model/version.ts'
import type { Command, CommandContext } from './command.ts'
import { keepCompiledCode } from './compiled-code.ts'
import { interruptListener } from './interrupt.ts'

interface CommandEntry {
  readonly name: string
  readonly summary: string
  /** A command brings what it needs with it: \`load\` knows no catalogue, \`controls\` no probes. */
  readonly load: () => Promise<Command>
}

const COMMANDS: readonly CommandEntry[] = [
  {
    name: 'audit',
    summary: 'Audit source, configuration, dependencies and the running service.',
    load: async () => (await import('./audit.ts')).auditCommand,
  },
  { name: 'init', summary: 'Write assay.yaml from what is found here.', load: async () => (await import('./init.ts')).initCommand },
  {
    name: 'auth',
    summary: 'Show how identities are made and verified (assay auth test).',
    load: async () => (await import('./auth.ts')).authCommand,
  },
  {
    name: 'judge',
    summary: 'Judge a kept run again, without touching the target.',
    load: async () => (await import('./judge.ts')).judgeCommand,
  },
  { name: 'report', summary: 'Print a kept run in another format.', load: async () => (await import('./report.ts')).reportCommand },
  {
    name: 'diff',
    summary: 'Compare two kept runs: new, fixed, unchanged, no longer verifiable.',
    load: async () => (await import('./diff.ts')).diffCommand,
  },
  {
    name: 'controls',
    summary: 'List, filter and explain the controls.',
    load: async () => (await import('./controls.ts')).controlsCommand,
  },
  {
    name: 'load',
    summary: 'Measure a URL under load: latency, throughput, capacity, comparison.',
    load: async () => (await import('./load.ts')).loadCommand,
  },
  {
    name: 'doctor',
    summary: 'Check this installation against a weak and a hardened service of its own.',
    load: async () => (await import('./doctor.ts')).doctorCommand,
  },
]
const DEFAULT = 'audit'

const HELP = `assay ${VERSION}: is this backend ready for production?

Usage
  assay                          audit the source in the current directory
  assay audit [FOLDER] [options] audit source, configuration, dependencies
                                 and, with --url or --start, the service
  assay COMMAND --help           options of one command

Commands
${COMMANDS.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}

First steps
  assay                                     read the source, nothing runs
  assay audit . --start 'npm start'         start the service and probe it
  assay audit . --url http://127.0.0.1:3000 probe a service that runs
  assay report latest --format html         write the report as one page

Only loopback addresses are probed unless --i-am-authorized HOST names
another. assay sends nothing anywhere but to the target and, when asked
for advisories, to the advisory source. There is no telemetry.

Exit codes: 0 passed, 1 findings or a failed gate, 2 could not run.
`

/** Runs the command that the arguments name; without one, audits the current directory. */
export async function run(args: readonly string[], context: CommandContext): Promise<number> {
  const [first = ''] = args
  if (first === '--version' || first === '-v') {
    context.stdout.write(`${VERSION}\n`)
    return 0
  }
  if (first === '--help' || first === '-h' || first === 'help') {
    const named = COMMANDS.find(({ name }) => name === args[1])
    context.stdout.write(named === undefined ? HELP : (await named.load()).help)
    return 0
  }
  const command = COMMANDS.find(({ name }) => name === first)
  const rest = command === undefined ? args : args.slice(1)
  const chosen = await loadCommand(command?.name ?? DEFAULT)
  if (rest.includes('--help') || rest.includes('-h')) {
    context.stdout.write(chosen.help)
    return 0
  }
  try {
    if (command === undefined && first !== '' && !first.startsWith('-')) assertLooksLikeFolder(first)
    return await chosen.run(rest, context)
  } catch (error) {
    return explain(error, context)
  }
}

async function loadCommand(name: string): Promise<Command> {
  const entry = COMMANDS.find((each) => each.name === name)
  if (entry === undefined) throw new Error(`the command ${name} is not in the table`)
  return await entry.load()
}

function assertLooksLikeFolder(word: string): void {
  if (word.includes('/') || word === '.' || word === '..') return
  throw new AuditError('USAGE', `There is no command ${word}. To audit a folder: assay audit ${word}. All commands: assay --help.`)
}

function explain(error: unknown, { stderr, environment }: CommandContext): number {
  const isOurs =
    error instanceof AuditError || (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))
  if (isOurs) stderr.write(`assay: ${(error as Error).message}\n`)
  else
    stderr.write(
      `assay: unexpected error: ${error instanceof Error ? ((environment.ASSAY_DEBUG && error.stack) ?? error.message) : String(error)}\n  Set ASSAY_DEBUG=1 to see where it happened.\n`,
    )
  return 2
}

/** The process around it: the only place that reads argv and env and exits. */
export async function main(): Promise<void> {
  const controller = new AbortController()
  const onSignal = interruptListener({
    stop: (signal) => {
      process.stderr.write(`\n${signal}: stopping, and telling what there is so far (again to quit at once)\n`)
      controller.abort(new AuditError('INTERRUPTED', `stopped by ${signal}`))
    },
    quit: () => process.exit(130),
  })
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0)
    process.stderr.write(`assay: cannot write the output (${error.code ?? error.message})\n`)
    process.exit(2)
  })
  const args = process.argv.slice(2)
  const surroundings = { workingDirectory: process.cwd(), environment: process.env }
  keepCompiledCode(args, surroundings)
  const code = await run(args, { ...surroundings, stdout: process.stdout, stderr: process.stderr, signal: controller.signal })
  process.exitCode = code
  process.stdout.write('', () => process.exit(code))
}

if (process.argv[1] !== undefined && import.meta.url.endsWith('/src/cli/main.ts') && process.argv[1].endsWith('main.ts')) await main()
