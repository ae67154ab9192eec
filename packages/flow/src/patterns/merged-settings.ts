import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { RouteFact } from '../facts.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { callBehind, calledName, isServed, parameterBehind, type Reader, stringAt } from '../routes/reader.ts'
import type { InstructionFinder, PatternContext } from './context.ts'
import { isRawObject } from './spread-bodies.ts'

/** What a provider grants, under the names that settings have it by. */
const GRANTED = 'limits?|quotas?|fees?|commission|pricing|plan|tier|billing|entitlements|permissions|roles?|credits?|seats'
const IS_GRANTED = new RegExp(`^(?:${GRANTED})$`, 'i')
const MERGES = /^(?:deep_?)?(?:merge|blend|extend|assign|update|combine|defaults)(?:_?deep|_?with|_?dicts?|_?objects?|_?settings)?$/i
const WRITES = /\bUPDATE\s|\.(?:update\w*|save|set|commit|merge|put)\(/i
const DEEPEST = 6
const BY_OPERATOR = /admin|staff|super|operator|root/i

/**
 * `limits: { ...kept.limits, ...body.settings.limits }`, `merge(shop['settings'], body['settings'])` where the service itself goes by
 * `settings['fees']`: who sends the body decides what the provider grants.
 */
export const mergedSettings: InstructionFinder = {
  ops: ['dict', 'call'],
  find(context, scope, instruction) {
    if (!isServed(context.reader, scope.module.file)) return
    if (instruction.op === 'call' && !MERGES.test(calledName(context.reader, instruction))) return
    const [kept, given] = mergedIn(instruction)
    if (kept === undefined || given === undefined) return
    const free = freeField(context, scope, given)
    const key = free?.name ?? lastKey(context.reader, scope, given)
    if (key === null || (free === null && !isRawObject(context, scope, given, 0)) || isRawObject(context, scope, kept, 0)) return
    const granted = IS_GRANTED.test(key) ? key : grantedBelow(context.reader, key)
    if (granted === null || !isKept(context.reader, scope, kept, key)) return
    if (free === null ? !writes(context, scope) || isOfOperator(context, scope) : free.route.purpose === 'admin') return
    context.emit(scope, instruction.start, instruction.end, {
      kind: 'mass-assignment-pattern',
      cwe: 915,
      message: `what the body brings is merged into ${key}, ${granted === key ? 'which the service grants' : `where the service keeps ${granted}`}`,
      details: { field: granted, ...(free === null ? {} : { route: `${free.route.method} ${free.route.path}` }) },
      confidence: 'medium',
    })
  },
}

const FREE_TYPE = /^(?:typing\.)?(?:dict|Dict|Mapping|MutableMapping)(?:\[\s*str\s*,\s*(?:typing\.)?Any\s*\])?(?:\s*\|\s*None)?$/

interface FreeField {
  readonly name: string
  readonly route: RouteFact
}

/** `options: dict[str, Any]` of the model of a body: an object of which the schema says nothing, read of the model or of its dictionary. */
function freeField(context: PatternContext, scope: Scope, slot: Slot, depth = 0): FreeField | null {
  const { reader, routes } = context
  const route = routes.find(({ handler }) => handler?.function === scope.function)?.fact
  const fields = route?.body?.fields ?? []
  if (route === undefined || depth > DEEPEST || !fields.some(({ type }) => FREE_TYPE.test(type ?? ''))) return null
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'move') {
      const moved = freeField(context, scope, instruction.src, depth + 1)
      if (moved !== null) return moved
    }
    const name =
      instruction.op === 'get'
        ? instruction.key
        : instruction.op === 'index'
          ? stringAt(reader, scope, instruction.index)
          : instruction.op === 'call' && /^(?:get|pop)$/.test(instruction.method)
            ? stringAt(reader, scope, instruction.args[0]?.value ?? -1)
            : null
    const of =
      instruction.op === 'get' || instruction.op === 'index' ? instruction.object : instruction.op === 'call' ? instruction.receiver : -1
    if (name === null || of < 0 || !fields.some((field) => field.name === name && FREE_TYPE.test(field.type ?? ''))) continue
    if (isModel(reader, scope, of)) return { name, route }
  }
  return null
}

/** The model of the body, or what `model_dump()` makes of it; a row of the same shape is neither. */
function isModel(reader: Reader, scope: Scope, slot: Slot): boolean {
  const dumped = callBehind(reader, scope, slot)
  const model = dumped !== null && /^(?:model_dump|dict)$/.test(dumped.method) ? dumped.call.receiver : slot
  const parameter = parameterBehind(scope, model)
  const declared = parameter === null ? undefined : parameter.function.parameters[parameter.index]
  return declared !== undefined && parameter?.function === scope.function && declared.defaultValue === null && declared.type !== null
}

/** What is kept, and what is written over it. */
function mergedIn(instruction: Instruction): readonly Slot[] {
  if (instruction.op === 'dict') return instruction.entries.flatMap((entry) => (entry.kind === 'spread' ? [entry.value] : [])).slice(0, 2)
  if (instruction.op !== 'call') return []
  const given = instruction.args.flatMap((argument) => (argument.kind === 'positional' ? [argument.value] : []))
  return given.length < 2 ? [] : given.slice(-2)
}

function lastKey(reader: Reader, scope: Scope, slot: Slot, depth = 0): string | null {
  if (depth > DEEPEST) return null
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'get') return instruction.key
    if (instruction.op === 'index') return stringAt(reader, scope, instruction.index)
    const moved = instruction.op === 'move' || instruction.op === 'await' ? lastKey(reader, scope, instruction.src, depth + 1) : null
    if (moved !== null) return moved
  }
  return null
}

/** The same part of something that is stored. */
const isKept = (reader: Reader, scope: Scope, slot: Slot, key: string): boolean => lastKey(reader, scope, slot) === key

const below = new WeakMap<Reader, Map<string, string | null>>()

/** What the service computes with of what lies under that key: `json.loads(shop['settings'])['fees']['commission'] // 100`. */
function grantedBelow(reader: Reader, key: string): string | null {
  const known = below.get(reader) ?? new Map<string, string | null>()
  below.set(reader, known)
  let found = known.get(key)
  if (found !== undefined) return found
  const word = key.replaceAll(/[^\w]/g, '')
  const entry = `\\b${word}\\b["'\`\\])?!]*(?:\\.get\\(\\s*["']|\\.|\\[["'\`])(${GRANTED})\\b`
  // `LIMITS.get(shop.settings.get("plan"), 2)`: a table of the service says what it stands for.
  const read = new RegExp(`${entry}[^\\n]*[-+*/<>%]|[-+*/<>%][^\\n]*${entry}|\\b[A-Z][A-Z_]{2,}(?:\\.get\\(|\\[)[^\\n]*${entry}`)
  found = null
  for (const { file } of word === '' ? [] : reader.program.modules) {
    const seen = isServed(reader, file) ? read.exec(reader.textOf(file)) : null
    if (seen !== null) found = seen[1] ?? seen[2] ?? seen[3] ?? null
    if (found !== null) break
  }
  known.set(key, found)
  return found
}

function writes({ reader }: PatternContext, { module, function: fn }: Scope): boolean {
  return WRITES.test(reader.textOf(module.file).slice(fn.start, fn.end))
}

/** The operator of the service grants; an owner of what the settings are of does not. */
const isOfOperator = ({ routes }: PatternContext, { function: fn }: Scope): boolean =>
  routes.some(
    ({ fact: { body, purpose, guards }, handler }) =>
      handler?.function === fn &&
      (purpose === 'admin' ||
        body?.extra === 'refused' ||
        body?.extra === 'dropped' ||
        guards.some(({ kind, name }) => kind === 'role' && BY_OPERATOR.test(name))),
  )
