import type { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { isDict, keyValue } from './container-methods.ts'
import { elementOf, listObject, makeObject } from './containers.ts'
import { getMember } from './members.ts'
import type { Range } from './place.ts'
import { NOTHING, type Value } from './value.ts'

/** What gives an object of the program item by item, and what gives the next of them. */
const METHODS = {
  python: { iterates: ['__iter__', '__aiter__'], advances: ['__next__', '__anext__'] },
  javascript: { iterates: ['[Symbol.iterator]', '[Symbol.asyncIterator]'], advances: ['next'] },
}

/** The items that `__iter__` or `[Symbol.iterator]` of an object of the program gives, as a list; null for values that have none of their own. */
export function iteratedItems(act: Activation, value: Value, at: Range): Value | null {
  if (value.hint !== null && value.hint.kind !== 'instance') return null
  if (value.hint === null && value.objects.length === 0) return null
  const { iterates } = METHODS[act.frame.module.language]
  const items = callOwn(act, value, iterates, at)
  if (items === null) return null
  const given = nextItem(act, items, at)
  return given === null ? items : makeObject(act, at, 'iterated', listObject([], 'list', given))
}

/** What the next step of an iterator of the program gives; null for other values. */
export function nextItem(act: Activation, iterator: Value, at: Range): Value | null {
  const isList = iterator.hint === null && iterator.objects.length > 0 && iterator.objects.every((id) => act.object(id)?.shape !== 'dict')
  if (isList) return null
  const { language } = act.frame.module
  const step = callOwn(act, iterator, METHODS[language].advances, at)
  return step === null || language === 'python' ? step : getMember(act, step, 'value', at)
}

function callOwn(act: Activation, object: Value, names: readonly string[], at: Range): Value | null {
  for (const name of names) {
    const { hint } = getMember(act, object, name, at)
    if (hint?.kind === 'function') return callFunction(act, { ...hint, receiver: hint.receiver ?? object }, NO_ARGUMENTS, at) ?? NOTHING
  }
  return null
}

/** Any of the items that a loop over the value comes by: the keys of a dictionary of Python, else its elements. */
export function itemOf(act: Activation, value: Value, at: Range): Value {
  if (act.frame.module.language === 'python' && isDict(act, value)) return keyValue(act, value)
  return elementOf(act, iteratedItems(act, value, at) ?? value, at)
}
