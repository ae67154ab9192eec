import { definitionsOf } from '../engine/definitions.ts'
import { argumentSlot, type Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { operandsOf } from '../routes/comes-from.ts'
import { definitionBehind, itemTaken, parameterBehind, type SeenCall, stringAt } from '../routes/reader.ts'
import { textOf as statementText } from '../routes/statements.ts'
import { createTagReader, REQUEST } from '../routes/value-tags.ts'
import type { InstructionFinder, PatternContext } from './context.ts'

const COLUMNS_FOLLOW = /\b(?:UPDATE\s+(?:ONLY\s+)?[\w".`?[\]]+\s+SET|INSERT\s+(?:OR\s+\w+\s+)?INTO\s+[\w".`?[\]]+\s*\()\s*$/i
/** A list of the columns that may be set: a shape of names lets all of them pass. */
const ASKS_LIST =
  /\.(?:includes|has|indexOf|hasOwn)\(|\ballow|whitelist|permitted|editable|\b(?:[A-Z][A-Z_]{3,})\b(?!\s+SET)|(?:\bnot\s+)?(?:\bin|&)\s+(?:\{|\(|\[|[A-Z_]{3,}|allowed|fields|columns)|\bpick\(|\bomit\(/
const DEEPEST = 9

/**
 * `UPDATE members SET ${Object.keys(req.body).map(...)}`, here or in a function that is given the body: the caller says which columns are
 * set. Not where a schema has read the body, or where the names are looked up in a list.
 */
export const bodyColumns: InstructionFinder = {
  ops: ['template', 'binary', 'call'],
  find(context, scope, instruction) {
    if (instruction.op === 'template')
      instruction.parts.forEach((part, index) => {
        if (typeof part !== 'string' && COLUMNS_FOLLOW.test(textBefore(instruction.parts.slice(0, index))))
          judgeColumns(context, scope, part, instruction)
      })
    else if (instruction.op === 'binary' && instruction.operator === '+' && speaksOfColumns(context, scope, instruction))
      if (COLUMNS_FOLLOW.test(statementText(context.reader, scope, instruction.left, 0) ?? ''))
        judgeColumns(context, scope, instruction.right, instruction)
    if (scope.module.language === 'python')
      for (const name of filledNames(context, scope, instruction)) judgeColumns(context, scope, name, instruction)
  },
}

/** What fills the place of a column: of `'... SET {} = ?'.format(name)`, of `'... SET %s = ?' % name`. */
function filledNames({ reader }: PatternContext, scope: Scope, instruction: Instruction): readonly Slot[] {
  if (instruction.op === 'call' && instruction.method === 'format' && instruction.receiver >= 0) {
    const at = holeOfColumns(stringAt(reader, scope, instruction.receiver), /\{\d*\}/g)
    const given = instruction.args.filter(({ kind }) => kind === 'positional')[at]
    return given === undefined ? [] : [given.value]
  }
  if (instruction.op !== 'binary' || instruction.operator !== '%') return []
  const at = holeOfColumns(stringAt(reader, scope, instruction.left), /%s/g)
  const given = at < 0 ? undefined : definitionBehind(scope, instruction.right)?.instruction
  const item = given?.op === 'list' ? given.items[at] : at === 0 ? instruction.right : undefined
  return item === undefined ? [] : [item]
}

/** Which hole of a text stands where the names of columns do; -1 when none does. */
function holeOfColumns(text: string | null, holes: RegExp): number {
  return text === null
    ? -1
    : [...text.matchAll(holes)].findIndex(({ index }) => COLUMNS_FOLLOW.test(text.slice(0, index).replace(/%s|\{\d*\}/g, '?')))
}

/** Most texts that are joined are no statements. */
const speaksOfColumns = ({ reader }: PatternContext, { module }: Scope, { start, end }: Instruction): boolean =>
  /\b(?:SET|INTO)\b/i.test(reader.textOf(module.file).slice(start, end))

const textBefore = (parts: readonly (string | Slot)[]): string => parts.map((part) => (typeof part === 'string' ? part : '?')).join('')

function judgeColumns(context: PatternContext, scope: Scope, names: Slot, at: Instruction): void {
  const body = bodyBehind(context, scope, names, 0)
  if (body === null || asksList(context, scope, body.start, at)) return
  const given = body.given ?? scope
  if (isRead(context, given)) return
  const { start, end } = body.given?.call ?? at
  context.emit(given, start, end, {
    kind: 'mass-assignment-pattern',
    cwe: 915,
    message: 'whatever columns the body names are set',
    details: {},
    confidence: 'high',
  })
}

/** Where a text takes its names from the whole body of a request, and the call that hands the body over. */
interface BodyNames {
  readonly start: number
  readonly given: SeenCall | null
}

function bodyBehind(context: PatternContext, scope: Scope, slot: Slot, depth: number): BodyNames | null {
  if (slot < 0 || depth > DEEPEST) return null
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind === 'inner') continue
    const found =
      definition.kind === 'loop'
        ? (bodyGiven(context, scope, definition.iterable, scope.function.start) ??
          bodyBehind(context, scope, definition.iterable, depth + 1))
        : namesOfBody(context, scope, definition.instruction, depth)
    if (found !== null) return found
  }
  return null
}

const MOST_CALLERS = 8
const DEEPEST_CALL = 2

/** The whole body, read here or handed to this function by one of its callers. */
export function bodyGiven(context: PatternContext, scope: Scope, slot: Slot, start: number, nested = 0): BodyNames | null {
  if (isWholeBody(context, scope, slot)) return { start, given: null }
  const parameter = parameterBehind(scope, slot)
  if (parameter === null || parameter.function !== scope.function || nested >= DEEPEST_CALL) return null
  const own = scope.function.parameters.filter((one) => one.slot !== scope.function.selfSlot)
  const taken = scope.function.parameters[parameter.index]
  for (const caller of context.reader.callersOf(scope.function).slice(0, MOST_CALLERS)) {
    const argument = taken === undefined ? -1 : argumentSlot(caller.call.args, own.indexOf(taken), taken.name)
    const found = argument < 0 ? null : bodyGiven(context, caller, argument, start, nested + 1)
    if (found !== null) return { start, given: found.given ?? caller }
  }
  return null
}

function namesOfBody(context: PatternContext, scope: Scope, instruction: Instruction, depth: number): BodyNames | null {
  const further = (slots: readonly Slot[]): BodyNames | null => {
    for (const slot of slots) {
      const found = bodyBehind(context, scope, slot, depth + 1)
      if (found !== null) return found
    }
    return null
  }
  if (instruction.op === 'list') return further([...instruction.items, ...appended(scope, instruction.dst)])
  // Of `set(body) & {'name', 'phone'}` only what is written out is left.
  if (
    instruction.op === 'binary' &&
    instruction.operator === '&' &&
    operandsOf(instruction).some((side) => isWritten(context, scope, side))
  )
    return null
  if (instruction.op !== 'call') return further(operandsOf(instruction))
  const name = context.reader.seenCall(instruction)?.name ?? ''
  const [first] = instruction.args
  if (/^Object\.(?:keys|entries)$/.test(name)) return first === undefined ? null : bodyGiven(context, scope, first.value, instruction.start)
  if (/^(?:keys|items)$/.test(instruction.method)) return bodyGiven(context, scope, instruction.receiver, instruction.start)
  // `for name in set(body)`: a dictionary gives its keys.
  const whole =
    /^(?:set|frozenset|list|tuple|sorted)$/.test(name) && first !== undefined
      ? bodyGiven(context, scope, first.value, instruction.start)
      : null
  if (whole !== null) return whole
  // Parts that are joined, and what is made of each.
  return /^(?:join|map|filter|sort|slice|list|sorted|set|tuple|intersection)$/.test(instruction.method || name)
    ? further(operandsOf(instruction))
    : null
}

/** A collection whose items stand in the source. */
function isWritten({ reader }: PatternContext, scope: Scope, slot: Slot): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  return denoted.kind === 'list' && denoted.items.every(({ kind }) => kind === 'constant')
}

function appended({ function: fn }: Scope, list: Slot): readonly Slot[] {
  return fn.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) => {
      if (one.op === 'append' && one.object === list) return [one.value]
      const isAdded = one.op === 'call' && one.receiver === list && /^(?:append|push)$/.test(one.method)
      return isAdded ? one.args.map(({ value }) => value) : []
    }),
  )
}

const BODY_FIELD = /^(?:body|json|form|POST|data)$/
const BODY_CALL = /^(?:get_json|json|parseBody)$/

/** The body as it came, or what is left of it: `const { id, ...changes } = req.body`. */
export function isWholeBody(context: PatternContext, scope: Scope, slot: Slot, depth = 0): boolean {
  if (slot < 0 || depth > DEEPEST) return false
  const { tags } = createTagReader(context.reader, new Map())
  const isRequest = (object: Slot): boolean => (tags(scope, object) & REQUEST) !== 0
  return definitionsOf(scope.module, scope.function, slot).some((definition) => {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    switch (instruction.op) {
      case 'move':
      case 'await':
        return isWholeBody(context, scope, instruction.src, depth + 1)
      case 'index':
        return isWholeBody(context, scope, itemTaken(scope, instruction) ?? -1, depth + 1)
      case 'dict':
        return instruction.entries.some((entry) => entry.kind === 'spread' && isWholeBody(context, scope, entry.value, depth + 1))
      case 'get':
        return BODY_FIELD.test(instruction.key) && isRequest(instruction.object)
      case 'call':
        if (BODY_CALL.test(instruction.method) && instruction.receiver >= 0 && isRequest(instruction.receiver)) return true
        return scope.module.language === 'python' && givesBody(context, scope, instruction, depth)
      default:
        return false
    }
  })
}

const BODY_TEXT = /^(?:text|read|body|data|get_data)$/

/** `json.loads(await request.text())`, or a function of the tree that returns the body as it came. */
function givesBody(context: PatternContext, scope: Scope, call: Extract<Instruction, { op: 'call' }>, depth: number): boolean {
  const seen = context.reader.seenCall(call)
  const [first] = call.args
  if (/^(?:json|orjson|ujson)\.loads$/.test(seen?.name ?? '') && first !== undefined) {
    const text = definitionBehind(scope, first.value)
    const [object, key] =
      text?.instruction.op === 'call'
        ? [text.instruction.receiver, text.instruction.method]
        : text?.instruction.op === 'get'
          ? [text.instruction.object, text.instruction.key]
          : [-1, '']
    const { tags } = createTagReader(context.reader, new Map())
    return text !== null && object >= 0 && BODY_TEXT.test(key) && (tags(text.scope, object) & REQUEST) !== 0
  }
  if (seen?.callee.kind !== 'function') return false
  const target = { module: seen.callee.module, function: seen.callee.function }
  return target.function.blocks.some(
    ({ terminator }) => terminator.op === 'return' && isWholeBody(context, target, terminator.src, depth + 1),
  )
}

function asksList({ reader }: PatternContext, { module }: Scope, from: number, { start }: Instruction): boolean {
  return ASKS_LIST.test(reader.textOf(module.file).slice(from, start))
}

/** A schema in front of the route drops or refuses what it does not name; administrators may set all there is. */
export function isRead({ routes }: PatternContext, { function: fn }: Scope): boolean {
  return routes.some(
    ({ fact: { body, purpose, guards }, handler }) =>
      handler?.function === fn &&
      (body?.extra === 'refused' || body?.extra === 'dropped' || purpose === 'admin' || guards.some(({ kind }) => kind === 'role')),
  )
}
