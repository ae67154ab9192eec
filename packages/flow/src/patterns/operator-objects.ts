import { argumentSlot, functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, IrFunction, Slot } from '../ir/ir.ts'
import { slotsRead } from '../ir/slots-read.ts'
import { calledName, definitionBehind, isServed, parameterBehind, type Reader, stringAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { ownParameters } from './read-through.ts'
import { isRawObject } from './spread-bodies.ts'

const OPERATOR = /^\$?(?:eq|ne|not|neq|gte?|lte?|in|nin|like|ilike|regex|contains|startswith|endswith|exists|between)$/i
const FEWEST = 2
const DEEPEST = 4

/**
 * `findOne('resets', { code })` of a query language of the service's own, in which `{ $ne: '' }` as a value is a comparison: who sends an object
 * where a text is meant chooses how it is compared.
 */
export function operatorObjects(context: PatternContext): void {
  const { reader, handlers } = context
  for (const [fn, place] of interpretersOf(reader))
    for (const caller of reader.callersOf(fn)) {
      const criteria = argumentSlot(caller.call.args, place, ownParameters(fn)[place]?.name ?? '')
      const made = criteria < 0 ? undefined : definitionBehind(caller, criteria)?.instruction
      if (made?.op !== 'dict' || !handlers.has(caller.function)) continue
      const sent = made.entries.filter(({ kind, value }) =>
        kind === 'spread' ? isRawObject(context, caller, value, 0) : kind === 'entry' && isRawField(context, caller, value),
      )
      const open = sent.find(({ kind, value }) => kind === 'spread' || !isLookedAt(reader, caller, value, made))
      if (open === undefined && sent.length > 0) context.examineCall('operator-object', caller)
      else if (open !== undefined)
        context.emitCall(caller, {
          kind: 'operator-object',
          cwe: 943,
          message: `what the body has as ${open.kind === 'entry' ? open.key : 'a value'} may be an object of operators, which the query takes for comparisons`,
          details: { field: open.kind === 'entry' ? open.key : '' },
          confidence: 'high',
        })
    }
}

/** Functions that read comparisons out of the values of an object, with the place of that object among their parameters. */
function interpretersOf(reader: Reader): ReadonlyMap<IrFunction, number> {
  const found = new Map<IrFunction, number>()
  let level: Scope[] = []
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    for (const fn of module.functions) {
      if (!looksUpOperator(reader, { module, function: fn })) continue
      const named = { module, function: namedFunction({ module, function: fn }) }
      const place = ownParameters(named.function).findIndex(({ slot }) => isGoneThrough(reader, named, slot))
      if (place < 0 || found.has(named.function)) continue
      found.set(named.function, place)
      level.push(named)
    }
  }
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) level = level.flatMap((scope) => handedOn(reader, scope, found))
  return found
}

/** The function in which a comprehension stands. */
function namedFunction({ module, function: fn }: Scope): IrFunction {
  return fn.kind === 'comprehension' || fn.kind === 'lambda' ? namedFunction({ module, function: functionAt(module, fn.parent) }) : fn
}

/** `comparisons[operator]` of `{ $eq: '=', $ne: '<>' }`. */
function looksUpOperator({ denoter }: Reader, scope: Scope): boolean {
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some((one) => {
      const table = one.op === 'index' ? one.object : one.op === 'call' && one.method === 'get' ? one.receiver : -1
      const key = one.op === 'index' ? one.index : one.op === 'call' ? (one.args[0]?.value ?? -1) : -1
      if (table < 0 || key < 0 || denoter.denote(scope, key).kind === 'constant') return false
      const denoted = denoter.denote(scope, table)
      if (denoted.kind !== 'dict' || denoted.entries.size < FEWEST) return false
      return [...denoted.entries.keys()].every((word) => OPERATOR.test(word))
    }),
  )
}

/** Whether the entries of a parameter are gone through: `Object.entries(criteria)`, `criteria.items()`. */
function isGoneThrough(reader: Reader, scope: Scope, parameter: Slot): boolean {
  const isIt = (slot: Slot): boolean => {
    const behind = slot < 0 ? null : parameterBehind(scope, slot)
    return behind?.function === scope.function && scope.function.parameters[behind.index]?.slot === parameter
  }
  return (
    scope.function.blocks.some(({ terminator }) => terminator.op === 'next' && isIt(terminator.iterable)) ||
    reader
      .callsIn(scope.function)
      .some(
        ({ call, name, method }) =>
          (/^Object\.(?:entries|keys)$/.test(name) && isIt(call.args[0]?.value ?? -1)) ||
          (/^(?:items|keys)$/.test(method) && isIt(call.receiver)),
      )
  )
}

/** Functions that hand such an object on: `findOne(table, criteria)`. */
function handedOn(reader: Reader, { function: fn }: Scope, found: Map<IrFunction, number>): Scope[] {
  const place = found.get(fn) ?? -1
  return reader.callersOf(fn).flatMap((caller) => {
    const given = argumentSlot(caller.call.args, place, ownParameters(fn)[place]?.name ?? '')
    const behind = given < 0 ? null : parameterBehind(caller, given)
    if (behind === null || behind.function.kind === 'comprehension' || found.has(behind.function)) return []
    const slot = behind.function.parameters[behind.index]?.slot
    found.set(
      behind.function,
      ownParameters(behind.function).findIndex((one) => one.slot === slot),
    )
    return [{ module: caller.module, function: behind.function }]
  })
}

/** A field of the body as it came. */
function isRawField(context: PatternContext, scope: Scope, slot: Slot): boolean {
  const made = definitionBehind(scope, slot)?.instruction
  return (made?.op === 'get' || made?.op === 'index') && isRawObject(context, scope, made.object, 0)
}

/** Whether the same field is compared by its type, or given to anything that may ask what it is. */
function isLookedAt(reader: Reader, scope: Scope, slot: Slot, dict: Instruction): boolean {
  const key = keyOf(reader, scope, slot)
  const isField = (other: Slot): boolean => other === slot || (key !== null && keyOf(reader, scope, other) === key)
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some(
      (one) =>
        one !== dict &&
        ((one.op === 'unary' && one.operator === 'typeof') ||
          one.op === 'call' ||
          (one.op === 'binary' && one.operator === 'instanceof')) &&
        !isQuery(reader, one) &&
        slotsRead(one).some(isField),
    ),
  )
}

const isQuery = (reader: Reader, one: Instruction): boolean =>
  one.op === 'call' && /^(?:find|get|select|query|remove|delete|update)/i.test(calledName(reader, one))

/** The name of the field that a value was read from. */
function keyOf(reader: Reader, scope: Scope, slot: Slot): string | null {
  const made = definitionBehind(scope, slot)?.instruction
  if (made?.op === 'get') return made.key
  return made?.op === 'index' ? stringAt(reader, scope, made.index) : null
}
