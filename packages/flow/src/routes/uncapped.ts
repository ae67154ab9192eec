import { definitionsOf } from '../engine/definitions.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, IrFunction, Parameter, Slot, TypeReference } from '../ir/ir.ts'
import { dictEntries } from './handler-values.ts'
import { isCappedBySchema } from './query-schemas.ts'
import {
  callBehind,
  definitionBehind,
  itemTaken,
  namedArgument,
  nameOf,
  positionalArguments,
  type Reader,
  type SeenCall,
} from './reader.ts'
import { spreadEntries } from './spread-entries.ts'

const CASTS = /^(?:int|Number|parseInt|parseFloat|Number\.parseInt|abs|Math\.abs|Math\.floor|Math\.trunc|str|String|\+)$/
const DEEPEST = 12

/**
 * Whether a number of rows is what the caller asked for, with nothing that caps it on the way. Only what is surely so counts: a value
 * that comes of a call we do not know, or that is compared with a number, is capped for all we know.
 */
export function isUncapped(reader: Reader, scope: Scope, slot: Slot): boolean {
  return uncapped(reader, scope, slot, 0) === true
}

/** The answer for one value; null for what stands in the source, which is a default beside the caller's own. */
function uncapped(reader: Reader, scope: Scope, slot: Slot, depth: number): boolean | null {
  if (slot < 0 || depth > DEEPEST || isCompared(scope, slot)) return false
  const parameter = scope.function.parameters.find((candidate) => candidate.slot === slot)
  const definitions = definitionsOf(scope.module, scope.function, slot)
  if (parameter !== undefined)
    return definitions.length === 0 && (isOpenParameter(reader, scope, parameter) || isGivenUncapped(reader, scope, parameter, null, depth))
  const answers = definitions.map((definition) => {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    switch (instruction.op) {
      case 'const':
        return null
      case 'move':
      case 'await':
        return uncapped(reader, scope, instruction.src, depth + 1)
      case 'unary':
        return uncapped(reader, scope, instruction.operand, depth + 1)
      case 'get':
        return isRequestMember(reader, scope, slot) || isPartUncapped(reader, scope, instruction, depth)
      case 'index': {
        const item = itemTaken(scope, instruction)
        return item === null ? isRequestMember(reader, scope, slot) : uncapped(reader, scope, item, depth + 1)
      }
      case 'call': {
        const name = nameOf(reader.denoter.callee(scope, instruction))
        const first = instruction.args[0]
        if (CASTS.test(name) && first !== undefined) return uncapped(reader, scope, first.value, depth + 1)
        return isRequestText(reader, scope, instruction.start, instruction.end) || isOfGivenQuery(reader, scope, instruction)
      }
      default:
        return false
    }
  })
  const real = answers.filter((answer) => answer !== null)
  return answers.length > 0 && real.length === 0 ? null : real.length > 0 && real.every((answer) => answer === true)
}

/** A statement whose `LIMIT` is a hole that the caller fills: `LIMIT ${Number(request.query.limit) || 50}`. */
export function takesAnyNumber(reader: Reader, call: SeenCall): boolean {
  return call.call.args.some(({ value }) => {
    const behind = definitionBehind(call, value)
    if (behind?.instruction.op !== 'template') return false
    const { parts } = behind.instruction
    return parts.some((part, index) => {
      const hole = parts[index + 1]
      return typeof part === 'string' && /\blimit\s+$/i.test(part) && typeof hole === 'number' && isUncapped(reader, behind.scope, hole)
    })
  })
}

/** `req.query.limit`: the text says it best, whatever the framework calls its request. */
function isRequestMember(reader: Reader, scope: Scope, slot: Slot): boolean {
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    if (instruction.op !== 'get' && instruction.op !== 'index') return false
    if (!isRequestText(reader, scope, instruction.start, instruction.end) && !isTakenApart(reader, scope, instruction)) return false
  }
  return true
}

/** `args.get('per_page')` where every caller gives `request.query`. */
function isOfGivenQuery(reader: Reader, scope: Scope, { receiver, method }: Extract<Instruction, { op: 'call' }>): boolean {
  const parameter = scope.function.parameters.find(({ slot }) => slot === receiver)
  if (method !== 'get' || parameter === undefined) return false
  const index = scope.function.parameters.filter(({ slot }) => slot !== scope.function.selfSlot).indexOf(parameter)
  const callers = reader.callersOf(scope.function)
  return (
    callers.length > 0 &&
    callers.every((caller) => {
      const given = definitionBehind(caller, positionalArguments(caller.call)[index] ?? -1)
      return given !== null && isRequestText(reader, given.scope, given.instruction.start, given.instruction.end)
    })
  )
}

/** `const { limit } = req.query`, `c.req.query()`. */
function isTakenApart(reader: Reader, scope: Scope, instruction: Extract<Instruction, { op: 'get' | 'index' }>): boolean {
  if (instruction.op !== 'get') return false
  const behind = definitionBehind(scope, instruction.object)
  if (behind === null || behind.scope !== scope) return false
  const { start, end } = behind.instruction
  return isRequestText(reader, scope, start, end) && !isDeclaredCapped(reader, scope, `.${instruction.key}`)
}

const REQUEST_TEXT =
  /^(?:await\s+)?(?:self\.)?(?:req|request|ctx|c|context|r)(?:\.\w+(?:\(\))?)*\.(?:query|args|GET|query_params|searchParams|params)\b/

function isRequestText(reader: Reader, scope: Scope, start: number, end: number): boolean {
  const text = reader.textOf(scope.module.file).slice(start, Math.min(end, start + 200))
  return REQUEST_TEXT.test(text) && !/\bmin\b|Math\.min|clamp/i.test(text) && !isDeclaredCapped(reader, scope, text)
}

/** `take: { type: 'integer', maximum: 100 }`, `limit: z.coerce.number().max(50)`: a schema beside the handler caps it before it runs. */
function isDeclaredCapped(reader: Reader, scope: Scope, read: string): boolean {
  const key = /[.\]['"](\w+)['"]?\]?\)?$|\.(\w+)$/.exec(read)
  const name = key?.[1] ?? key?.[2]
  if (name === undefined) return false
  const written = new RegExp(`\\b${name}['"]?\\s*:\\s*[^\\n]{0,160}(?:\\bmaximum\\b|\\.max\\(|\\.lte\\()`)
  return written.test(reader.textOf(scope.module.file)) || isCappedBySchema(reader, scope, name)
}

/** `list({ city, limit })`: a part of what the callers put together. */
function isPartUncapped(reader: Reader, scope: Scope, { object, key }: Extract<Instruction, { op: 'get' }>, depth: number): boolean {
  const parameter = scope.function.parameters.find(({ slot }) => slot === object)
  // A class of its own declares what its fields may be.
  if (parameter?.type != null && /^[A-Z]/.test(parameter.type.name) && !/^(?:Record|Partial|Row|Object|Any)$/.test(parameter.type.name))
    return false
  if (parameter !== undefined) return isArgumentsOfResolver(scope, parameter) || isGivenUncapped(reader, scope, parameter, key, depth)
  const call = callBehind(reader, scope, object)
  if (call?.callee.kind !== 'function') return false
  // `const { limit } = pageOf(args)`: every way out of the helper gives what it was given.
  const given = spreadEntries(reader, scope, object).entries.filter((entry) => entry.key === key)
  return given.length > 0 && given.every((entry) => uncapped(reader, entry.scope, entry.value, depth + 1) === true)
}

/** `(_root, args, context) => ...`: what the query of GraphQL gives, by the place of the parameter. */
function isArgumentsOfResolver({ module, function: fn }: Scope, parameter: Parameter): boolean {
  const parameters = fn.parameters.filter(({ slot }) => slot !== fn.selfSlot)
  const first = parameters[0]?.name ?? ''
  return module.language === 'javascript' && parameters[1] === parameter && /^_*(?:root|parent|source|obj|self)?_*$/i.test(first)
}

/** Whether every caller hands on what a request asks for: the argument itself, or an entry of the object that is given. */
function isGivenUncapped(reader: Reader, { function: callee }: Scope, parameter: Parameter, key: string | null, depth: number): boolean {
  const index = callee.parameters.filter(({ slot }) => slot !== callee.selfSlot).indexOf(parameter)
  const callers = reader.callersOf(callee)
  return (
    callers.length > 0 &&
    callers.every((call) => {
      const argument = positionalArguments(call.call)[index]
      if (argument === undefined) return false
      if (key === null) return uncapped(reader, call, argument, depth + 1) === true
      if (isArguments(reader, call, argument)) return !isDeclaredCapped(reader, call, `.${key}`)
      const entry = dictEntries(call, argument).find((one) => one.key === key)
      return entry !== undefined && uncapped(reader, entry.scope, entry.value, depth + 1) === true
    })
  )
}

/** `pageOf(args)`, `pageOf(req.query)`: all of what the request asks for. */
function isArguments(reader: Reader, scope: Scope, slot: Slot): boolean {
  const behind = definitionBehind(scope, slot)
  if (behind === null) {
    const parameter = scope.function.parameters.find((candidate) => candidate.slot === slot)
    return parameter !== undefined && isArgumentsOfResolver(scope, parameter)
  }
  const { instruction } = behind
  return instruction.op === 'get' && instruction.key === 'query' && isRequestText(reader, behind.scope, instruction.start, instruction.end)
}

/** `@Query('limit') limit: string`, with no pipe but those that read a number. */
function isOpenInNest(reader: Reader, { module, function: owner }: Scope, parameter: Parameter): boolean {
  const scope = { module, function: functionAt(module, Math.max(owner.parent, 0)) }
  return parameter.decorators.some((slot) => {
    const call = callBehind(reader, scope, slot)
    if (call?.name !== '@nestjs/common.Query') return false
    const [key, ...pipes] = call.call.args
    return (
      key !== undefined &&
      reader.denoter.denote(call, key.value).kind === 'constant' &&
      pipes.every(({ value }) =>
        /\.(?:ParseIntPipe|DefaultValuePipe|ParseFloatPipe)(?:\(\))?$/.test(nameOf(reader.denoter.denote(call, value))),
      )
    )
  })
}

/** A parameter that FastAPI or Nest fills from the query without an upper bound. */
function isOpenParameter(reader: Reader, { module, function: owner }: Scope, parameter: Parameter): boolean {
  if (module.language === 'javascript') return isOpenInNest(reader, { module, function: owner }, parameter)
  return (
    module.language === 'python' &&
    isHandler(reader, { module, function: owner }) &&
    isOpenNumber(reader, { module, function: owner }, parameter)
  )
}

/** A number of the query that nothing in its declaration bounds from above. */
export function isOpenNumber(reader: Reader, { module, function: owner }: Scope, parameter: Parameter): boolean {
  if (!/^(?:int|Optional|\||Annotated)$/.test(parameter.type?.name ?? '')) return false
  const bounds = [defaultCall(reader, module, parameter), ...annotations(reader, module, owner, parameter.type)]
  return !bounds.some(
    (call) =>
      call !== null &&
      (isBoundedBy(reader, call, 'le') || isBoundedBy(reader, call, 'lt') || /(?:Depends|Security|conint|Body)$/.test(call.name)),
  )
}

/** Beyond so many rows an upper bound says what fits into the type, and not how many may be asked for. */
const MOST_ROWS = 100_000

function isBoundedBy(reader: Reader, call: SeenCall, option: string): boolean {
  const slot = namedArgument(call.call.args, option)
  if (slot < 0) return false
  const denoted = reader.denoter.denote(call, slot)
  const bound = denoted.kind === 'constant' ? denoted.value : powerAt(reader, call, slot)
  return !(typeof bound === 'number' && bound > MOST_ROWS)
}

/** `2**31`, `2**31 - 1`, `10 ** 9`. */
function powerAt(reader: Reader, scope: Scope, slot: Slot): number | null {
  const made = definitionBehind(scope, slot)?.instruction
  if (made?.op !== 'binary' || !/^(?:\*\*|[-+*])$/.test(made.operator)) return null
  const [left, right] = [made.left, made.right].map((side) => {
    const denoted = reader.denoter.denote(scope, side)
    return denoted.kind === 'constant' && typeof denoted.value === 'number' ? denoted.value : powerAt(reader, scope, side)
  })
  if (typeof left !== 'number' || typeof right !== 'number') return null
  return made.operator === '**' ? left ** right : made.operator === '*' ? left * right : made.operator === '+' ? left + right : left - right
}

function isHandler(reader: Reader, { module, function: owner }: Scope): boolean {
  const scope = { module, function: functionAt(module, Math.max(owner.parent, 0)) }
  return owner.decorators.some((slot) => /^fastapi\.|^\w*router\b/i.test(callBehind(reader, scope, slot)?.name ?? ''))
}

function defaultCall(reader: Reader, module: Scope['module'], { defaultValue }: Parameter): ReturnType<typeof callBehind> {
  return defaultValue === null
    ? null
    : callBehind(reader, { module, function: functionAt(module, defaultValue.function) }, defaultValue.slot)
}

function annotations(
  reader: Reader,
  module: Scope['module'],
  owner: IrFunction,
  type: TypeReference | null,
): readonly ReturnType<typeof callBehind>[] {
  const scope = { module, function: functionAt(module, Math.max(owner.parent, 0)) }
  return (type?.args ?? []).filter((arg) => arg.valueSlot >= 0).map((arg) => callBehind(reader, scope, arg.valueSlot))
}

/** `if limit > 100`: somebody looks at how large it is. */
function isCompared(scope: Scope, slot: Slot): boolean {
  const name = scope.function.names.get(slot)
  if (name === undefined) return false
  return scope.function.blocks.some((block) =>
    block.instructions.some(
      (instruction) =>
        instruction.op === 'binary' &&
        /^[<>]=?$/.test(instruction.operator) &&
        ((reads(scope, instruction.left, slot) && !isSmall(scope, instruction.right)) ||
          (reads(scope, instruction.right, slot) && !isSmall(scope, instruction.left))),
    ),
  )
}

/** `limit > 0` asks whether there is one, not how large it is. */
function isSmall(scope: Scope, slot: Slot): boolean {
  const found = definitionBehind(scope, slot)?.instruction
  return found?.op === 'const' && typeof found.value === 'number' && found.value <= 1
}

function reads(scope: Scope, slot: Slot, wanted: Slot): boolean {
  if (slot === wanted) return true
  return definitionsOf(scope.module, scope.function, slot).some(
    (definition) => definition.kind === 'instruction' && definition.instruction.op === 'move' && definition.instruction.src === wanted,
  )
}
