import { functionAt, type Scope } from '../engine/program.ts'
import type { IrFunction, Slot } from '../ir/ir.ts'
import { nameOf, parameterBehind, type Reader, type SeenCall } from '../routes/reader.ts'

const ENVIRONMENT = /^(?:process\.env|os\.environ|Deno\.env|Bun\.env|import\.meta\.env)$/
const SPOKEN_OF = /environ|\benv\b/

/** Whether a value is the environment that some caller gives, or that is there when none is given: `Settings(os.environ)`, `load(env = process.env)`. */
export function isGivenEnvironment(reader: Reader, scope: Scope, slot: Slot): boolean {
  const parameter = parameterBehind(scope, slot) ?? ownParameter(scope, slot)
  return parameter !== null && givenParameters(reader).get(parameter.function)?.has(parameter.index) === true
}

/** A parameter with a default of JavaScript, which the function itself puts in its place. */
function ownParameter({ function: fn }: Scope, slot: Slot): { readonly function: IrFunction; readonly index: number } | null {
  const index = fn.parameters.findIndex((parameter) => parameter.slot === slot)
  return index < 0 ? null : { function: fn, index }
}

type Given = Map<IrFunction, Set<number>>

const known = new WeakMap<Reader, Given>()

function givenParameters(reader: Reader): Given {
  const found: Given = known.get(reader) ?? new Map()
  if (known.has(reader)) return found
  known.set(reader, found)
  const add = (fn: IrFunction, index: number): void => {
    found.set(fn, (found.get(fn) ?? new Set()).add(index))
  }
  for (const module of reader.program.modules) {
    if (!SPOKEN_OF.test(reader.textOf(module.file))) continue
    for (const fn of module.functions)
      for (const [index, { defaultValue }] of fn.parameters.entries())
        if (
          defaultValue !== null &&
          isEnvironmentAt(reader, { module, function: functionAt(module, defaultValue.function) }, defaultValue.slot)
        )
          add(fn, index)
    for (const call of reader.callsOfModule(module)) for (const { fn, index } of environmentGiven(reader, call)) add(fn, index)
  }
  return found
}

function environmentGiven(reader: Reader, call: SeenCall): readonly { readonly fn: IrFunction; readonly index: number }[] {
  const target = calledFunction(call)
  if (target === null) return []
  const taken = target.parameters.flatMap(({ slot, name }, index) => (slot === target.selfSlot ? [] : [{ name, index }]))
  let position = 0
  return call.call.args.flatMap((argument) => {
    const place =
      argument.kind === 'positional'
        ? taken[position++]
        : argument.kind === 'named'
          ? taken.find(({ name }) => name === argument.name)
          : undefined
    return place !== undefined && isEnvironmentAt(reader, call, argument.value) ? [{ fn: target, index: place.index }] : []
  })
}

/** The function that runs when something of the tree is called: a function, or the constructor of a class. */
function calledFunction({ callee }: SeenCall): IrFunction | null {
  if (callee.kind === 'function') return callee.function
  if (callee.kind !== 'class') return null
  const made = callee.class.members.find(({ kind, name }) => kind === 'method' && (name === '__init__' || name === 'constructor'))
  return made === undefined ? null : functionAt(callee.module, made.function)
}

const isEnvironmentAt = (reader: Reader, scope: Scope, slot: Slot): boolean => ENVIRONMENT.test(nameOf(reader.denoter.denote(scope, slot)))
