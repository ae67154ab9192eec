import type { Denotation } from '../engine/denotation.ts'
import { argumentSlot } from '../engine/program.ts'
import type { IrFunction } from '../ir/ir.ts'
import type { Reader, SeenCall } from '../routes/reader.ts'

const MOST_CALLERS = 8
const DEEPEST = 3

/** What stands behind a value: itself, or what the callers in sight give for the parameter, or the part of it, that it is. */
export function givenValues(reader: Reader, denoted: Denotation, depth = 0): readonly Denotation[] {
  if (denoted.kind !== 'parameter' || depth >= DEEPEST) return [denoted]
  const { function: owner, index, path, module } = denoted
  const parameter = owner.parameters[index]
  const isOwn = parameter?.kind === 'positional' || parameter?.kind === 'named-only'
  if (!isOwn) return [denoted]
  const positional = owner.parameters.filter(({ slot, kind }) => slot !== owner.selfSlot && kind === 'positional')
  const calls =
    owner.ownerClass < 0 ? reader.callersOf(owner) : constructionsOf(reader, owner, module.classes[owner.ownerClass]?.name ?? '')
  const given = calls.slice(0, MOST_CALLERS).flatMap((caller): readonly Denotation[] => {
    const slot = argumentSlot(caller.call.args, positional.indexOf(parameter), parameter.name)
    if (slot < 0) return []
    let value = reader.denoter.denote(caller, slot)
    for (const key of path === '' ? [] : path.slice(1).split('.')) value = reader.denoter.member(value, key)
    return givenValues(reader, value, depth + 1)
  })
  return given.length === 0 ? [denoted] : given
}

/** The places that make objects of the class whose constructor it is. */
const constructionsOf = (reader: Reader, owner: IrFunction, name: string): readonly SeenCall[] =>
  owner.name === `${name}.constructor` || owner.name === `${name}.__init__`
    ? reader.calls.filter(({ callee }) => callee.kind === 'class' && callee.class.name === name)
    : reader.callersOf(owner)
