import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import type { Slot } from '../ir/ir.ts'

import { callBehind, type FunctionRef, type Reader, type SeenCall, stringAt } from './reader.ts'

/** The calls whose result a value may be. */
export function callsGiven(reader: Reader, scope: FunctionRef, slot: Slot, depth: number): readonly SeenCall[] {
  if (depth > 6) return []
  return definitionsOf(scope.module, scope.function, slot).flatMap((definition) => {
    if (definition.kind !== 'instruction') return []
    const { instruction } = definition
    if (instruction.op === 'move' || instruction.op === 'await') return callsGiven(reader, scope, instruction.src, depth + 1)
    if (instruction.op === 'slice') return callsGiven(reader, scope, instruction.object, depth + 1)
    const seen = instruction.op === 'call' ? reader.seenCall(instruction) : undefined
    return seen === undefined ? [] : [seen]
  })
}

export interface Chain {
  readonly calls: readonly SeenCall[]
  readonly root: Slot
  /** Names of attributes read on the way: `query`, `objects`. */
  readonly attributes: readonly string[]
  /** Names of the variables that held it on the way. */
  readonly names: readonly string[]
  readonly denoted: Denotation
}

const STATEMENT_BUILDER = /^(?:sqlalchemy(?:\.[\w.]+)?|sqlmodel(?:\.[\w.]+)?)\.(?:select|insert|update|delete)$/

export const EXECUTES = /^(?:execute|paginate|scalars?|stream|stream_scalars|exec|fetch_all|fetch_one|fetch_val|iterate)$/

/** `session.execute(select(Order).where(...))`: the calls that built the statement. */
function statementCalls(reader: Reader, call: SeenCall): readonly SeenCall[] {
  const first = call.call.args[0]
  if (!EXECUTES.test(call.method) || first === undefined) return []
  const built = callBehind(reader, call, first.value)
  const given = built === null ? callsGiven(reader, call, first.value, 0) : [built]
  return given.flatMap((one) => {
    const { calls, denoted } = chainOf(reader, one)
    return calls.some((each) => buildsStatement(reader, each)) || shapesGiven(denoted, calls) ? calls : []
  })
}

const SHAPES = /^(?:where|filter|filter_by|order_by|limit|offset)$/

/** `session.scalars(query.where(...).limit(30))`, where the statement is a parameter of the function that runs it. */
function shapesGiven(denoted: Denotation, calls: readonly SeenCall[]): boolean {
  const isGiven =
    denoted.kind === 'parameter'
      ? denoted.path === ''
      : denoted.kind === 'library' && /^sqlalchemy\.(?:\w+\.)*Select\(\)$/.test(denoted.name)
  return isGiven && calls.some(({ method }) => SHAPES.test(method))
}

/** `select(Order)`, or a function of the tree that gives such a statement back and executes nothing: `self._scoped()`. */
export function buildsStatement(reader: Reader, { name, callee }: SeenCall): boolean {
  if (STATEMENT_BUILDER.test(name)) return true
  if (callee.kind !== 'function') return false
  const inner = reader.callsIn(callee.function)
  return inner.some((one) => STATEMENT_BUILDER.test(one.name)) && !inner.some((one) => EXECUTES.test(one.method))
}

/** Under which an application keeps its database: `request.app["mongo"]`. */
const STORED = /^(?:db|database|mongo|pg|postgres|mysql|sql|orm)$/

export function chainOf(reader: Reader, call: SeenCall, shaped: readonly Slot[] = []): Chain {
  const calls: SeenCall[] = [call, ...statementCalls(reader, call)]
  const attributes: string[] = []
  const names: string[] = []
  let root = call.call.receiver < 0 ? call.call.callee : call.call.receiver
  for (let step = 0; step < 40; step += 1) {
    const name = call.function.names.get(root)
    if (name !== undefined) names.push(name)
    const definitions = definitionsOf(call.module, call.function, root)
    const only = definitions[0]
    if (
      only?.kind !== 'instruction' ||
      (definitions.length !== 1 && !definitions.every((one) => one.kind === 'instruction' && one.instruction.op === 'call'))
    ) {
      const steps = shaped.includes(root) || definitions.length < 2 ? [] : callsGiven(reader, call, root, 0)
      if (steps.length < definitions.length) break
      // `query = query.where(...)` where a filter is asked for: every step has its part in what is executed.
      const variable = root
      const chains = steps.map((one) => chainOf(reader, one, [...shaped, variable]))
      calls.push(...chains.flatMap((one) => one.calls))
      const first = chains.find((one) => one.root !== variable)
      if (first === undefined) break
      return { ...first, calls, attributes: [...attributes, ...first.attributes], names: [...names, ...first.names] }
    }
    const { instruction } = only
    if (instruction.op === 'get') {
      attributes.push(instruction.key)
      root = instruction.object
    } else if (instruction.op === 'call') {
      for (const definition of definitions) {
        const seen =
          definition.kind === 'instruction' && definition.instruction.op === 'call' ? reader.seenCall(definition.instruction) : undefined
        if (seen !== undefined) calls.push(seen, ...statementCalls(reader, seen))
      }
      root = instruction.receiver >= 0 ? instruction.receiver : instruction.callee
    } else if (instruction.op === 'move' || instruction.op === 'await' || instruction.op === 'enter') root = instruction.src
    else if (instruction.op === 'index') {
      const key = stringAt(reader, call, instruction.index)
      if (key !== null && STORED.test(key)) attributes.push(key)
      root = instruction.object
    } else break
  }
  return { calls, root, attributes, names, denoted: reader.denoter.denote(call, root) }
}
