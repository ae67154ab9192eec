import { definitionsOf } from '../engine/definitions.ts'
import { argumentSlot, functionAt, type Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { operandsOf } from '../routes/comes-from.ts'
import { effectsOf } from '../routes/effects.ts'
import { callBehind, isServed, parameterBehind, stringAt } from '../routes/reader.ts'
import { isRead } from './body-columns.ts'
import type { InstructionFinder, PatternContext } from './context.ts'
import { isBrought } from './races.ts'
import { ownParameters } from './read-through.ts'
import { isRawObject } from './spread-bodies.ts'

const MONEY = /^(?:unit_?)?(?:price|amount|total|cost|fee|subtotal)(?:_?(?:cents|minor|pence))?$/i
const OWNER = /^(?:seller|owner|user|author|recipient|payee|creator|customer|buyer|shop|store|tenant|org|company|account|merchant)_?id$/i
/** What a row suggests, and what people are free to offer. */
const SUGGESTED = /suggest|default|minim|recommend|preset/i
const FREE = /offer|bid|proposal|quote|donat|tip|pledge|contribut|top_?up|deposit|withdraw|transfer/i
const DEEPEST = 6

/**
 * `body.amount ?? listing.price` of an order, `body.get('seller_id', order['seller_id'])` of a review: the row says what it is, and the body may
 * say otherwise.
 */
export const overriddenRows: InstructionFinder = {
  ops: ['call', 'get', 'index'],
  find(context, scope, instruction) {
    if (!isServed(context.reader, scope.module.file)) return
    const chosen = choiceOf(context, scope, instruction)
    if (chosen === null || (!MONEY.test(chosen.key) && !OWNER.test(chosen.key))) return
    const row = keysOfRow(context, scope, chosen.otherwise, 0).find((key) =>
      MONEY.test(chosen.key) ? MONEY.test(key) && !SUGGESTED.test(key) : key === chosen.key,
    )
    if (row === undefined || !makesRow(context, scope, chosen.key)) return
    context.emit(scope, instruction.start, instruction.end, {
      kind: 'mass-assignment-pattern',
      cwe: 915,
      message: `the body may name ${chosen.key}, which the row has as ${row}`,
      details: { field: chosen.key },
      confidence: 'high',
    })
  },
}

interface Choice {
  readonly key: string
  readonly otherwise: Slot
}

/** What the body may give under a key, and what counts without it. */
function choiceOf(context: PatternContext, scope: Scope, instruction: Instruction): Choice | null {
  if (instruction.op === 'call') {
    const [key, otherwise] = instruction.args
    const name = instruction.method === 'get' && key !== undefined ? stringAt(context.reader, scope, key.value) : null
    if (name === null || otherwise === undefined || !isBody(context, scope, instruction.receiver, 0)) return null
    return { key: name, otherwise: otherwise.value }
  }
  if (instruction.op !== 'get' && instruction.op !== 'index') return null
  // `body.total ?? row.total` is one variable with two values.
  if (definitionsOf(scope.module, scope.function, instruction.dst).length !== 2) return null
  const key = instruction.op === 'get' ? instruction.key : stringAt(context.reader, scope, instruction.index)
  return key === null || !isBody(context, scope, instruction.object, 0) ? null : { key, otherwise: instruction.dst }
}

/** The body, here or as the functions of the tree hand it on. */
function isBody(context: PatternContext, scope: Scope, slot: Slot, depth: number): boolean {
  if (slot < 0 || depth > DEEPEST) return false
  if (isRawObject(context, scope, slot, 0)) return true
  const behind = parameterBehind(scope, slot)
  const parameter = behind === null ? undefined : behind.function.parameters[behind.index]
  if (behind === null || parameter === undefined) return false
  const around = { module: scope.module, function: functionAt(scope.module, Math.max(behind.function.parent, 0)) }
  if (parameter.decorators.some((decorator) => callBehind(context.reader, around, decorator)?.name === '@nestjs/common.Body')) return true
  const place = ownParameters(behind.function).indexOf(parameter)
  return context.reader
    .callersOf(behind.function)
    .some((caller) => isBody(context, caller, argumentSlot(caller.call.args, place, parameter.name), depth + 1))
}

/** The keys of rows that a value is made of. */
function keysOfRow(context: PatternContext, scope: Scope, slot: Slot, depth: number): readonly string[] {
  if (depth > DEEPEST) return []
  return definitionsOf(scope.module, scope.function, slot).flatMap((definition): readonly string[] => {
    if (definition.kind !== 'instruction') return []
    const { instruction } = definition
    if (instruction.op === 'get' || instruction.op === 'index') {
      const key = instruction.op === 'get' ? instruction.key : stringAt(context.reader, scope, instruction.index)
      const isRow = isBrought(context, scope, instruction.object, 0) && !isBody(context, scope, instruction.object, 0)
      return key !== null && isRow ? [key] : []
    }
    return instruction.op === 'call' ? [] : operandsOf(instruction).flatMap((operand) => keysOfRow(context, scope, operand, depth + 1))
  })
}

/** Whether a request for everybody makes a row there, of what is no offer of one's own. */
function makesRow(context: PatternContext, scope: Scope, key: string): boolean {
  const { reader, routes, handlers } = context
  const { module, function: fn } = scope
  const text = reader.textOf(module.file).slice(fn.start, fn.end)
  if (!handlers.has(fn) || FREE.test(`${fn.name} ${tablesIn(text)}`) || new RegExp(`\\bSET\\b[^;"'\`]*\\b${key}\\b`).test(text))
    return false
  const own = routes.filter(({ handler }) => handler?.function === fn)
  if (own.some(({ fact }) => fact.method !== 'POST' || FREE.test(fact.path)) || isRead(context, scope)) return false
  return effectsOf(reader, scope, new Map()).some(({ kind }) => kind === 'create')
}

const tablesIn = (text: string): string => [...text.matchAll(/\bINTO\s+["'`[]?(\w+)/gi)].map(([, table = '']) => table).join(' ')
