import { randomBytes } from 'node:crypto'
import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { LoadError, parseDuration } from '@assay/load'
import { type AuditOptions, audit } from '../audit.ts'
import { CONTROLS } from '../controls/index.ts'
import { BUDGET_PROFILES, POLICY } from '../judge/policy.ts'
import { AuditError } from '../model/errors.ts'
import type { Budgets } from '../model/policy.ts'
import type { UserConfiguration } from '../model/user-configuration.ts'
import { INTENSITIES, type Intensity, PROFILES, type Profile } from '../model/words.ts'
import { FORMATS, type Format, formatsHelp, render } from '../report/render.ts'
import { cacheFolder } from './cache-folder.ts'
import type { Command, CommandContext } from './command.ts'
import { exitCode, FAIL_ON, type FailOn } from './exit-code.ts'
import { lookAtOptions } from './look-at-options.ts'
import { progressWriter } from './progress-writer.ts'
import { readConfiguration, readSuppressions } from './read-configuration.ts'
import { readReport, saveRun } from './run-folder.ts'
import { storedSelfCheck } from './self-check.ts'
import { cacheAddress, databaseAddress } from './store-address.ts'
import { terminalStyle } from './terminal-style.ts'

const LONGEST_SOAK_MS = 3_600_000

export const AUDIT_HELP = `assay audit [FOLDER] [options]

Audits the source in FOLDER (default: the current directory) and, when one
is given, the running service; prints the verdict with its evidence.

What to look at
  --url URL              a service that runs (loopback only, see below)
  --start CMD            start the service with CMD; PORT is set to a free
                         port; without CMD: service.start of assay.yaml
  --database-url URL     look into the database behind the service (read only):
                         postgres, mysql, mariadb, mongodb, sqlite:FILE
  --database-disposable  it may be written to and locked: more is tried
  --cache-url URL        look into its Redis or Valkey (read only)
  --openapi FILE         OpenAPI description; default: looked for
  --requests FILE        HAR file or Postman collection whose requests are
                         tested too; may be repeated
  --ca FILE              PEM of the authority of the service's certificate
  --scripts              run the scripts of identities in assay.yaml
  --header 'NAME: VALUE' added to every request; may be repeated
  --exclude GLOB         leave files out; may be repeated
  --advisories FILE      OSV records: folder, .zip or .jsonl, or the
                         http(s) address of a service that has them
How to look
  --profile NAME         static | standard | full
                         default: static, or standard with a service
  --intensity NAME       safe | active | intrusive (default: active)
  --quick                shorter performance tests, wider intervals
  --soak TIME            length of the sustained test, 10m; from 5m on a leak is
                         judged                                         [30s]
  --no-cache             analyse sources afresh even when nothing changed
  --only, --skip CONTROL control id or area; may be repeated
  --config FILE          default: assay.yaml in the current directory
  --i-am-authorized HOST probe HOST, which is not loopback. A loopback port
                         that is forwarded to a foreign service is that
                         service: name only what you may attack
What to print
  --format NAME          ${formatsHelp(25)}
  --output DIR           where runs are kept (default: .assay/runs)
  --baseline RUN         report what is new since RUN
  --fail-on SEVERITY     ${FAIL_ON.join(' | ')} (default: high)
  --require ready        exit 1 unless the verdict is READY
  --quiet                no progress
`

export const auditCommand: Command = {
  name: 'audit',
  help: AUDIT_HELP,
  async run(args, context) {
    const flags = parseFlags(args)
    const { options, warnings, format, failOn, requireReady, output } = resolveOptions(flags, context)
    for (const warning of warnings) context.stderr.write(`assay: ${warning}\n`)
    const progress = progressWriter(context.stderr, { isQuiet: flags.quiet === true })
    const { run, report } = await audit({ ...options, onProgress: progress.update }).finally(progress.end)
    const { folder, pageProblem } = saveRun(output, run, report)
    if (pageProblem !== null) context.stderr.write(`assay: ${pageProblem} The rest of the run is in ${shorten(folder, context)}.\n`)
    context.stdout.write(render(report, format, terminalStyle(context)))
    if (format === 'terminal') {
      context.stdout.write(
        `\n  Report  ${shorten(join(folder, pageProblem === null ? 'report.html' : 'report.json'), context)}\n  Again   assay report ${run.id} --format ${FORMATS.filter((name) => name !== 'terminal').join('|')}\n`,
      )
      for (const hint of lookAtOptions(report)) context.stdout.write(`  ${hint}\n`)
    }
    return exitCode(report, { failOn, requireReady })
  },
}

function shorten(path: string, { workingDirectory }: CommandContext): string {
  const near = relative(workingDirectory, path)
  return near.startsWith('..') ? path : near
}

type Flags = ReturnType<typeof parseFlags>

/** `--start` may stand alone: then the configuration's own command runs. */
const CONFIGURED = '\u0000configured'

export function parseFlags(args: readonly string[]) {
  const given = args.flatMap((arg, index) => {
    const next = args[index + 1]
    return arg === '--start' && (next === undefined || next.startsWith('-')) ? ['--start', CONFIGURED] : [arg]
  })
  const { values, positionals } = parseArgs({
    args: given,
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      start: { type: 'string' },
      'database-url': { type: 'string' },
      'database-disposable': { type: 'boolean' },
      'cache-url': { type: 'string' },
      openapi: { type: 'string' },
      requests: { type: 'string', multiple: true },
      ca: { type: 'string' },
      header: { type: 'string', multiple: true },
      scripts: { type: 'boolean' },
      exclude: { type: 'string', multiple: true },
      advisories: { type: 'string' },
      profile: { type: 'string' },
      intensity: { type: 'string' },
      quick: { type: 'boolean' },
      soak: { type: 'string' },
      only: { type: 'string', multiple: true },
      skip: { type: 'string', multiple: true },
      config: { type: 'string' },
      'i-am-authorized': { type: 'string', multiple: true },
      format: { type: 'string' },
      output: { type: 'string' },
      baseline: { type: 'string' },
      'fail-on': { type: 'string' },
      require: { type: 'string' },
      seed: { type: 'string' },
      quiet: { type: 'boolean' },
      'no-cache': { type: 'boolean' },
    },
  })
  if (positionals.length > 1) throw new AuditError('USAGE', `One folder at a time: ${positionals.join(', ')}.`)
  return { ...values, folder: positionals[0] }
}

interface Resolved {
  readonly options: AuditOptions
  readonly warnings: readonly string[]
  readonly format: Format
  readonly failOn: FailOn
  readonly requireReady: boolean
  readonly output: string
}

/** Joins the command line, which wins, with the configuration. */
export function resolveOptions(flags: Flags, context: CommandContext): Resolved {
  const from = (path: string): string => resolve(context.workingDirectory, path)
  const named = flags.config === undefined ? undefined : from(flags.config)
  const folder = flags.folder === undefined ? null : from(flags.folder)
  const { configuration, file, warnings } = readConfiguration({
    workingDirectory: context.workingDirectory,
    named,
    sourceRoot: folder,
    environment: context.environment,
  })
  const source =
    folder ??
    (configuration.source === undefined
      ? sourceWithout(flags, context)
      : resolve(file === null ? context.workingDirectory : join(file, '..'), configuration.source))
  const start = startCommand(flags, configuration, file)
  const url = flags.url ?? (start === null ? (configuration.service?.url ?? null) : null)
  const database = flags['database-url'] ?? configuration.database?.url ?? configuration.databaseUrl
  const databaseUrl = database === undefined ? null : databaseAddress(database, context.workingDirectory)
  const cache = flags['cache-url'] ?? configuration.cache?.url
  const cacheUrl = cache === undefined ? null : cacheAddress(cache)
  if (flags['database-disposable'] === true && databaseUrl === null)
    throw new AuditError('USAGE', '--database-disposable says of what database? Give --database-url too.')
  const output = from(flags.output ?? '.assay/runs')
  const budgets = budgetsOf(configuration)
  const suppressions = readSuppressions(join(source ?? context.workingDirectory, '.assay/suppressions.yaml'))
  if (flags.require !== undefined && flags.require !== 'ready')
    throw new AuditError('USAGE', `--require takes "ready", not "${flags.require}".`)
  return {
    warnings,
    format: oneOf('--format', flags.format ?? 'terminal', FORMATS),
    failOn: oneOf('--fail-on', flags['fail-on'] ?? configuration.failOn ?? 'high', FAIL_ON),
    requireReady: flags.require === 'ready',
    output,
    options: {
      runId: newRunId(new Date()),
      profile: profileOf(flags, configuration, url !== null || start !== null || databaseUrl !== null || cacheUrl !== null),
      intensity: oneOf('--intensity', flags.intensity ?? configuration.intensity ?? 'active', INTENSITIES) satisfies Intensity,
      source,
      trustsGit: source !== null && resolve(source) === resolve(context.workingDirectory),
      url: url === null ? null : checkedUrl(url),
      start,
      startDirectory: source ?? context.workingDirectory,
      startEnvironment: Object.fromEntries(
        Object.entries(context.environment).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
      healthPath: configuration.service?.health ?? null,
      startSeconds: configuration.service?.startSeconds ?? 60,
      openapi: flags.openapi ?? configuration.service?.openapi ?? null,
      recordings: (flags.requests ?? configuration.service?.requests ?? []).map(from),
      authorityFile: optional(flags.ca ?? configuration.service?.certificateAuthority, from),
      headers: { ...configuration.service?.headers, ...parseHeaders(flags.header ?? []) },
      identities: configuration.identities ?? [],
      runsScripts: flags.scripts ?? false,
      identitiesOnly: false,
      publicRoutes: configuration.publicRoutes ?? [],
      authorizedHosts: flags['i-am-authorized'] ?? [],
      exclude: [...(configuration.exclude ?? []), ...(flags.exclude ?? [])],
      advisories: advisoriesFrom(flags.advisories, from) ?? configuration.advisories ?? null,
      databaseUrl,
      isDatabaseDisposable: flags['database-disposable'] ?? configuration.database?.disposable ?? false,
      cacheUrl,
      attestations: (configuration.attestations ?? []).map(({ expires, link, ...rest }) => ({
        ...rest,
        expires: expires ?? null,
        link: link ?? null,
      })),
      measuresLoad: true,
      latencyObjectiveMs: budgets.p95Ms ?? POLICY.budgets.p95Ms,
      quick: flags.quick ?? false,
      ...(flags.soak === undefined ? {} : { soakMs: soakOf(flags.soak) }),
      seed: seedOf(flags.seed),
      cacheDirectory: null,
      sourceCache: flags['no-cache'] === true ? null : cacheFolder(context.environment, 'source'),
      suppressions: suppressions.suppressions,
      suppressionWarnings: suppressions.warnings,
      only: known('--only', flags.only ?? configuration.only ?? null),
      skip: known('--skip', flags.skip ?? configuration.skip ?? null) ?? [],
      budgets,
      baseline: flags.baseline === undefined ? null : readReport(output, flags.baseline),
      selfCheck: storedSelfCheck(context.environment),
      signal: context.signal,
      onProgress: () => {},
    },
  }
}

function optional(path: string | undefined, from: (path: string) => string): string | null {
  return path === undefined ? null : from(path)
}

/** The named set, with the numbers that stand beside it. */
function budgetsOf({ budgets = {} }: UserConfiguration): Partial<Budgets> {
  const { profile, ...numbers } = budgets
  return {
    ...(profile === undefined ? {} : BUDGET_PROFILES[profile]),
    ...Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined)),
  }
}

/** An address stays as it is, a path is relative to the working directory. */
function advisoriesFrom(given: string | undefined, from: (path: string) => string): string | undefined {
  return given === undefined || /^https?:\/\//i.test(given) ? given : from(given)
}

/** Without a folder the current directory is audited, unless only a service was named. */
function sourceWithout({ url }: Flags, { workingDirectory }: CommandContext): string | null {
  return url === undefined ? workingDirectory : null
}

function startCommand({ start }: Flags, { service }: UserConfiguration, file: string | null): string | null {
  if (start !== CONFIGURED) return start ?? null
  if (service?.start !== undefined) return service.start
  throw new AuditError(
    'USAGE',
    `--start needs a command, or service.start in ${file ?? 'assay.yaml'}. Example: assay audit . --start 'npm start'`,
  )
}

function profileOf({ profile }: Flags, configuration: UserConfiguration, hasService: boolean): Profile {
  return oneOf('--profile', profile ?? configuration.profile ?? (hasService ? 'standard' : 'static'), PROFILES)
}

function oneOf<T extends string>(flag: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value)
  if (found === undefined) throw new AuditError('USAGE', `${flag} takes ${allowed.join(', ')}, not "${value}".`)
  return found
}

function known(flag: string, patterns: readonly string[] | null): readonly string[] | null {
  for (const pattern of patterns ?? []) {
    if (!CONTROLS.some(({ id }) => id === pattern || id.startsWith(`${pattern}.`)))
      throw new AuditError('USAGE', `${flag} ${pattern}: there is no such control or area. List them with: assay controls`)
  }
  return patterns
}

function checkedUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new AuditError('USAGE', `--url ${text} is no http(s) address. Example: --url http://127.0.0.1:3000`)
  return text.replace(/\/+$/, '')
}

function parseHeaders(headers: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    headers.map((header): [string, string] => {
      const match = /^(?<name>[\w!#$%&'*+.^`|~-]+):\s*(?<value>.*)$/.exec(header)
      if (match?.groups === undefined) throw new AuditError('USAGE', `--header "${header}" must read 'Name: value'.`)
      return [match.groups.name ?? '', match.groups.value ?? '']
    }),
  )
}

function seedOf(text: string | undefined): number {
  const seed = Number(text ?? 1)
  if (!Number.isSafeInteger(seed)) throw new AuditError('USAGE', `--seed takes a whole number, not "${text}".`)
  return seed
}

/** A second to an hour. */
function soakOf(text: string): number {
  try {
    const soakMs = parseDuration(text)
    if (soakMs >= 1000 && soakMs <= LONGEST_SOAK_MS) return soakMs
  } catch (error) {
    if (!(error instanceof LoadError)) throw error
  }
  throw new AuditError('USAGE', `--soak takes a time from 1s to 60m, such as 10m, not "${text}".`)
}

/** Sortable and unique: date, time, four random hexadecimal digits. */
function newRunId(now: Date): string {
  return `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}-${randomBytes(2).toString('hex')}`
}
