import { definitionsOf } from '../engine/definitions.ts'
import type { CallInstruction, Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { nameOf, type Reader } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { standIn } from './environment-readers.ts'
import { isForDevelopment } from './for-development.ts'
import { isGivenEnvironment } from './given-environment.ts'

/** 32 bytes are what HS256 needs (RFC 7518, 3.2). */
const MIN_SECRET_LENGTH = 32
const COMMON_SECRET =
  /^(?:secret|password|changeme|change[-_ ]?me|your[-_ ]?\w*|my[-_ ]?\w*secret\w*|supersecret|super[-_ ]secret\w*|dev|development|test|default|key|jwt[-_ ]?secret\w*|s3cr3t|123456\w*|qwerty\w*|admin|letmein|keyboard cat|shhh+)/i
const PLACEHOLDER =
  /^(?:|x{3,}|\*+|\.{3}|<.*>|\$\{.*\}|\{\{.*\}\}|%\(.*\)s|none|null|undefined|todo|example|placeholder|redacted|true|false|env|environ)$/i

/** What a regular expression has: a class of characters that repeats, a named or look-around group. */
const PATTERN = /\\[dswDSW][+*{]|\(\?(?:P?<|[:=!])/

/** A key that is short, or that anybody would try. */
export function isWeakSecret(value: string): boolean {
  return value.length < MIN_SECRET_LENGTH || COMMON_SECRET.test(value)
}

/** Whether a string could be a secret in use: no placeholder, no path, no text with spaces, no name of a setting. */
export function looksLikeSecret(value: string): boolean {
  if (value.length < 4 || value.length > 400 || PLACEHOLDER.test(value.trim()) || PATTERN.test(value)) return false
  if (/^(?:https?:\/\/|\.{0,2}\/|[\w.-]+@[\w.-]+$)/.test(value) && !/:\/\/[^/:@\s]+:[^/@\s]+@/.test(value)) return false
  if (/\s/.test(value.trim()) && value.trim().split(/\s+/).length > 3) return false
  return !/^[A-Z][A-Z0-9_]+$/.test(value) && !/^_*(?:[a-z]+[._:-])+(?:password|secret|token|key)s?$/i.test(value)
}

/** The constant that a value falls back to when its environment variable is absent: `get(K, 'x')`, `process.env.K || 'x'`; null when there is none. */
export function fallbackSecret(context: PatternContext, scope: Scope, slot: Slot, depth = 0): string | null {
  if (depth > 8 || slot < 0) return null
  const { reader } = context
  const definitions = definitionsOf(scope.module, scope.function, slot)
  let constant: string | null = null
  let readsEnvironment = false
  for (const definition of definitions) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'load-up') {
      const outer = scope.module.functions[instruction.function]
      return outer === undefined ? null : fallbackSecret(context, { module: scope.module, function: outer }, instruction.slot, depth + 1)
    }
    if (instruction.op === 'call') {
      const found = environmentDefault(context, scope, instruction)
      if (found !== null) return found
    }
    if (readsVariable(context, scope, instruction)) {
      readsEnvironment = true
      continue
    }
    const from = instruction.op === 'move' ? instruction.src : 'dst' in instruction ? instruction.dst : -1
    const denoted =
      instruction.op === 'const' ? ({ kind: 'constant', value: instruction.value } as const) : reader.denoter.denote(scope, from)
    if (denoted.kind === 'constant' && typeof denoted.value === 'string') {
      if (!isForDevelopment(reader.textOf(scope.module.file), instruction.start, 1)) constant = denoted.value
    } else if (isEnvironment(nameOf(denoted))) readsEnvironment = true
    else if (instruction.op === 'move') {
      const inner = fallbackSecret(context, scope, instruction.src, depth + 1)
      if (inner !== null) return inner
    }
  }
  return readsEnvironment && constant !== null && constant !== '' ? constant : null
}

/** `process.env.K`, `os.environ['K']`, `os.getenv('K')`, read straight into the slot. */
function readsVariable({ reader }: PatternContext, scope: Scope, instruction: Instruction): boolean {
  if (instruction.op === 'get')
    return (
      isEnvironment(`${nameOf(reader.denoter.denote(scope, instruction.object))}.${instruction.key}`) ||
      isGivenEnvironment(reader, scope, instruction.object)
    )
  if (instruction.op === 'index')
    return isEnvironment(nameOf(reader.denoter.denote(scope, instruction.object))) || isGivenEnvironment(reader, scope, instruction.object)
  return instruction.op === 'call' && (isEnvironment(reader.seenCall(instruction)?.name ?? '') || readsGiven(reader, scope, instruction))
}

/** `env.get('K')` of an environment that the caller gives. */
function readsGiven(reader: Reader, scope: Scope, { method, receiver }: CallInstruction): boolean {
  return /^(?:get|setdefault|pop)$/.test(method) && receiver >= 0 && isGivenEnvironment(reader, scope, receiver)
}

export function isEnvironment(name: string): boolean {
  return /^(?:process\.env\.|os\.environ|os\.getenv|environ\.|decouple\.config|Deno\.env|Bun\.env|import\.meta\.env)/.test(name)
}

/** Readers of settings that take what stands in for a variable that is not set. */
const READS_WITH_DEFAULT =
  /^(?:os\.environ\.(?:get|setdefault)|os\.getenv|decouple\.config|environ\.Env\(\)(?:\.str)?|starlette\.config\.Config\(\)|@nestjs\/config\.ConfigService\(\)\.get|@adonisjs\/core\/(?:services|types)\/\w+\.(?:\w+\.)?get)$/

/** The default of `os.environ.get('K', default)`, `os.getenv('K', default)`, `config('K', default='x')`. */
function environmentDefault({ reader }: PatternContext, scope: Scope, call: CallInstruction): string | null {
  const seen = reader.seenCall(call)
  if (seen === undefined) return null
  const helped = standIn(reader, seen)
  if (helped < 0 && !(READS_WITH_DEFAULT.test(seen.name) || readsGiven(reader, scope, call))) return null
  const fallback = helped >= 0 ? reader.denoter.denote(scope, helped) : reader.denoter.argument(scope, call, 1, 'default')
  return fallback?.kind === 'constant' && typeof fallback.value === 'string' && fallback.value !== '' ? fallback.value : null
}
