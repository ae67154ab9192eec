import { argumentSlot, functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, IrFunction, Slot } from '../ir/ir.ts'
import { slotsRead } from '../ir/slots-read.ts'
import { calledName, definitionBehind, isServed, parameterBehind, type Reader, stringAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { reachedFrom } from './reached-code.ts'
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
          details: { field: open.kind === 'entry' ? open.key : '', ...routeOf(context, caller) },
          confidence: 'high',
        })
    }
}

/** The route whose handler hands it to the function in which the query stands. */
function routeOf({ reader, routes }: PatternContext, scope: Scope): { readonly route?: string } {
  const taken = routes.find(
    ({ fact, handler }) =>
      handler !== null && fact.method !== 'GET' && reachedFrom(reader, handler, 2).some((one) => one.function === scope.function),
  )
  return taken === undefined ? {} : { route: `${taken.fact.method} ${taken.fact.path}` }
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
      for (const one of [named, ...reader.callersOf(named.function).filter((caller) => givesNested(reader, caller))]) {
        const place = ownParameters(one.function).findIndex(({ slot }) => isGoneThrough(reader, one, slot))
        if (place < 0 || found.has(one.function)) continue
        found.set(one.function, place)
        level.push({ module: one.module, function: one.function })
      }
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

/** A method that goes through the entries of a value that is an object, and hands each of them to one that looks the operator up. */
function givesNested(reader: Reader, { module, function: fn }: Scope): boolean {
  const text = reader.textOf(module.file).slice(fn.start, fn.end)
  return IS_OBJECT.test(text) && [...text.matchAll(/\b(?:Object\.entries|\.items)\(|\bin\s+\w+\.items\(/g)].length > 1
}

const IS_OBJECT = /typeof\s+\w+\s*===?\s*["']object["']|isinstance\(\s*\w+\s*,\s*dict\)/

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
    const behind = given < 0 ? null : (parameterBehind(caller, given) ?? spreadParameter(caller, given))
    if (behind === null || behind.function.kind === 'comprehension' || found.has(behind.function)) return []
    const slot = behind.function.parameters[behind.index]?.slot
    found.set(
      behind.function,
      ownParameters(behind.function).findIndex((one) => one.slot === slot),
    )
    return [{ module: caller.module, function: behind.function }]
  })
}

/** `where({ ...match, ended: null })`. */
function spreadParameter(scope: Scope, slot: Slot): ReturnType<typeof parameterBehind> {
  const made = definitionBehind(scope, slot)?.instruction
  const spread = made?.op === 'dict' ? made.entries.find(({ kind }) => kind === 'spread') : undefined
  return spread === undefined ? null : parameterBehind(scope, spread.value)
}

/** A field of the body as it came, also where the callers of a function give it. */
function isRawField(context: PatternContext, scope: Scope, slot: Slot, depth = 0): boolean {
  const parameter = depth > DEEPEST ? null : parameterBehind(scope, slot)
  if (parameter !== null && !context.routes.some(({ handler }) => handler?.function === parameter.function)) {
    const own = parameter.function.parameters[parameter.index]
    const place = own === undefined ? -1 : ownParameters(parameter.function).indexOf(own)
    return (
      place >= 0 &&
      context.reader.callersOf(parameter.function).some((caller) => {
        const given = argumentSlot(caller.call.args, place, own?.name ?? '')
        return given >= 0 && isRawField(context, caller, given, depth + 1) && !isLookedAt(context.reader, caller, given, caller.call)
      })
    )
  }
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
