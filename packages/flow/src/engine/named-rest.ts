import type { IrFunction } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { dictObject, elementOf, makeObject } from './containers.ts'
import type { Range } from './place.ts'
import { joinValues, NO_OBJECTS, type Value } from './value.ts'

/** What `**rest` of a function holds: what was named, and what the spread dictionaries hold under names that no parameter takes. */
export function namedRest(
  act: Activation,
  callee: IrFunction,
  index: number,
  named: ReadonlyMap<string, Value>,
  spread: Value | null,
  at: Range,
): Value {
  if (spread === null) return makeObject(act, at, `named${index}`, dictObject(named, null))
  const spreads = spread.objects.map((id) => act.object(id))
  const isKnown = spreads.length > 0 && spreads.every((object) => object?.shape === 'dict')
  if (!isKnown) return makeObject(act, at, `named${index}`, dictObject(named, elementOf(act, spread, at)))
  const taken = new Set(callee.parameters.flatMap(({ kind, name }) => (kind === 'rest-named' ? [] : [name])))
  const entries = new Map(named)
  // What else was joined to them may hold any name.
  let rest: Value | null = spread.taints.length === 0 ? null : elementOf(act, { ...spread, objects: NO_OBJECTS }, at)
  for (const object of spreads) {
    for (const [key, value] of object?.entries ?? []) {
      const known = entries.get(key)
      if (!taken.has(key)) entries.set(key, known === undefined ? value : joinValues(known, value))
    }
    if (object !== undefined && object.rest !== null) rest = rest === null ? object.rest : joinValues(rest, object.rest)
  }
  return makeObject(act, at, `named${index}`, dictObject(entries, rest))
}
