import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Document, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { AuditError } from '../model/errors.ts'
import type { Suppression } from '../model/run.ts'
import { suppressionsSchema, TRUSTED_FROM_TARGET, type UserConfiguration, userConfigurationSchema } from '../model/user-configuration.ts'

const MAX_BYTES = 1024 * 1024

export interface ConfigurationRead {
  readonly configuration: UserConfiguration
  /** File it came from; null when there is none. */
  readonly file: string | null
  readonly warnings: readonly string[]
}

export interface ReadOptions {
  readonly workingDirectory: string
  /** From --config. */
  readonly named: string | undefined
  readonly sourceRoot: string | null
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * Reads `assay.yaml`. It is the user's own only in the current directory or when named; found in a target elsewhere it may
 * name routes and identities, and what was ignored is listed.
 */
export function readConfiguration({ workingDirectory, named, sourceRoot, environment }: ReadOptions): ConfigurationRead {
  if (named !== undefined) {
    if (!existsSync(named))
      throw new AuditError('CONFIG_INVALID', `There is no configuration at ${named}. Check --config, or run assay init to write one.`)
    return { configuration: parseConfiguration(named, environment), file: named, warnings: [] }
  }
  const own = join(workingDirectory, 'assay.yaml')
  if (existsSync(own)) return { configuration: parseConfiguration(own, environment), file: own, warnings: [] }
  const foreign = sourceRoot === null ? null : join(sourceRoot, 'assay.yaml')
  if (foreign === null || !existsSync(foreign)) return { configuration: {}, file: null, warnings: [] }
  return readForeign(foreign)
}

function readForeign(file: string): ConfigurationRead {
  try {
    const whole = parseConfiguration(file, null)
    const configuration: UserConfiguration = {
      ...(whole.publicRoutes === undefined ? {} : { publicRoutes: whole.publicRoutes }),
      ...(whole.identities === undefined ? {} : { identities: whole.identities.filter(({ script }) => script === undefined) }),
    }
    const scripted = (whole.identities ?? []).filter(({ script }) => script !== undefined)
    const ignored = Object.keys(whole).filter((key) => !TRUSTED_FROM_TARGET.some((trusted) => trusted === key))
    const warnings =
      ignored.length === 0 ? [] : [`${file} belongs to the target: ignored ${ignored.join(', ')} (name it with --config to trust it)`]
    const scripts = scripted.map(({ name }) => `${file} belongs to the target: the identity ${name} was ignored, for it runs a script`)
    return { configuration, file, warnings: [...warnings, ...scripts] }
  } catch (error) {
    return {
      configuration: {},
      file,
      warnings: [`${file} belongs to the target and was ignored: ${error instanceof Error ? error.message : String(error)}`],
    }
  }
}

function parseConfiguration(file: string, environment: ReadOptions['environment'] | null): UserConfiguration {
  return parseYaml(file, userConfigurationSchema, environment)
}

/** Suppressions committed with the source; unreadable ones hide nothing and are told. */
export function readSuppressions(file: string): { suppressions: Suppression[]; warnings: string[] } {
  if (!existsSync(file)) return { suppressions: [], warnings: [] }
  try {
    const { suppressions } = parseYaml(file, suppressionsSchema, null)
    return {
      suppressions: suppressions.map(({ fingerprint, control, scope, evidence, kind, reason, owner, created, expires }): Suppression => {
        return {
          fingerprint: fingerprint ?? null,
          control: control ?? null,
          scope: scope ?? null,
          evidence: evidence ?? null,
          kind,
          reason,
          owner,
          created,
          expires,
        }
      }),
      warnings: [],
    }
  } catch (error) {
    return { suppressions: [], warnings: [`no suppression is in force: ${error instanceof Error ? error.message : String(error)}`] }
  }
}

function parseYaml<T extends z.ZodType>(file: string, schema: T, environment: ReadOptions['environment'] | null): z.infer<T> {
  // A pipe or a device in a hostile tree would never end.
  if (!statSync(file).isFile()) throw new AuditError('CONFIG_INVALID', `${file} is no regular file.`)
  if (statSync(file).size > MAX_BYTES)
    throw new AuditError('CONFIG_INVALID', `${file} is over 1 MiB; is it really a configuration of assay?`)
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, maxAliasCount: 20 } as object)
  const problem = document.errors[0]
  if (problem !== undefined)
    throw new AuditError('CONFIG_INVALID', `${file}:${problem.linePos?.[0].line ?? 1}: ${problem.message.split('\n')[0]}`)
  const value: unknown = document.toJS({ maxAliasCount: 20 }) ?? {}
  const parsed = schema.safeParse(environment === null ? value : withEnvironment(value, environment, file))
  if (parsed.success) return parsed.data
  throw new AuditError('CONFIG_INVALID', parsed.error.issues.map((issue) => describeIssue(issue, file, document, lines)).join('\n'))
}

function describeIssue(issue: z.core.$ZodIssue, file: string, document: Document, lines: LineCounter): string {
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path
  const line = lineOf(document, lines, path)
  const key = path.map(String).join('.')
  const message = issue.code === 'unrecognized_keys' ? `unknown key${suggestion(issue.keys[0] ?? '')}` : issue.message
  return `${file}:${line}: ${key === '' ? 'the file' : key}: ${message}`
}

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range))
      return lines.linePos(Number(node.range[0])).line
  }
  return 1
}

const KEYS = Object.keys(userConfigurationSchema.shape)

function suggestion(key: string): string {
  const near = KEYS.find((known) => known.toLowerCase() === key.toLowerCase() || known.startsWith(key) || key.startsWith(known))
  return near === undefined ? ` (known: ${KEYS.join(', ')})` : ` (did you mean ${near}?)`
}

/** Replaces `${NAME}` in every string; a name that is not set is an error that says which. */
function withEnvironment(value: unknown, environment: ReadOptions['environment'], file: string): unknown {
  if (typeof value === 'string') {
    return value.replaceAll(/\$\{([A-Za-z_]\w*)\}/g, (_, name: string) => {
      const found = environment[name]
      if (found === undefined) throw new AuditError('CONFIG_INVALID', `${file} uses \${${name}}, which is not set in the environment.`)
      return found
    })
  }
  if (Array.isArray(value)) return value.map((item) => withEnvironment(item, environment, file))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withEnvironment(item, environment, file)]))
  return value
}
