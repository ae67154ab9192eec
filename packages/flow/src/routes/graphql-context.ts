import { type Denotation, UNKNOWN } from '../engine/denotation.ts'
import { functionAt } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { viewBases } from './class-views.ts'
import { pythonModules } from './python-routers.ts'
import { definitionBehind, type FunctionRef, type Reader, type SeenCall, stringAt } from './reader.ts'

const SERVER = /^(?:strawberry|ariadne|graphene\w*|graphql_server)\b/

/** A call of what the context of a GraphQL request holds, `info.context["books"].of(...)`, with the method that it runs. */
export function calledOnContext(reader: Reader, call: SeenCall): SeenCall | null {
  if (call.callee.kind === 'function' || call.call.receiver < 0) return null
  const key = keyOfContext(reader, call, call.call.receiver)
  if (key === null) return null
  for (const maker of contextMakers(reader)) {
    const callee = reader.denoter.member(held(reader, maker, key), call.method)
    if (callee.kind === 'function') return { ...call, callee }
  }
  return null
}

function keyOfContext(reader: Reader, call: SeenCall, slot: Slot): string | null {
  const read = definitionBehind(call, slot)?.instruction
  if (read?.op !== 'get' && read?.op !== 'index') return null
  const context = definitionBehind(call, read.object)?.instruction
  if (context?.op !== 'get' || context.key !== 'context') return null
  return read.op === 'get' ? read.key : stringAt(reader, call, read.index)
}

const known = new WeakMap<Reader, readonly FunctionRef[]>()

/** `get_context` of a server's subclass, or the function that a server is given to make the context. */
function contextMakers(reader: Reader): readonly FunctionRef[] {
  const made = known.get(reader)
  if (made !== undefined) return made
  const found: FunctionRef[] = []
  for (const module of pythonModules(reader))
    for (const owner of module.classes) {
      const method = owner.members.find(({ name, function: index }) => name === 'get_context' && index >= 0)
      if (method !== undefined && viewBases(reader, module, owner).some((name) => SERVER.test(name)))
        found.push({ module, function: functionAt(module, method.function) })
    }
  for (const call of reader.calls)
    for (const argument of call.call.args) {
      if (argument.kind !== 'named' || !/^(?:context_getter|context_value|get_context)$/.test(argument.name)) continue
      const given = reader.denoter.denote(call, argument.value)
      if (given.kind === 'function') found.push({ module: given.module, function: given.function })
    }
  known.set(reader, found)
  return found
}

function held(reader: Reader, maker: FunctionRef, key: string): Denotation {
  for (const { terminator } of maker.function.blocks) {
    if (terminator.op !== 'return') continue
    const context = reader.denoter.denote(maker, terminator.src)
    const value = reader.denoter.member(context, key)
    if (value.kind !== 'unknown') return value
  }
  return UNKNOWN
}
