import type { BlockIndex, IrFunction } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import { ALL_KINDS } from './kinds.ts'
import type { Fact, Value } from './value.ts'

/**
 * What holds of an element at the end of each round of a loop holds of every element where the loop has run out: a round that found otherwise left the
 * function. The element is the variable of the loop, or `list[index]`.
 */
export function noteElementFacts(act: Activation, header: BlockIndex): void {
  const exit = exitOf(act.frame.function, header)
  if (exit < 0) return
  const facts: Fact[] = []
  for (const fact of act.state.facts.values()) {
    // That an element is empty, or one of ours, says something of it alone.
    if (fact.origin !== undefined || fact.cleared === ALL_KINDS || fact.cleared === 0) continue
    const list = listOf(act, fact.number)
    if (list !== 0) facts.push({ ...fact, number: list })
    for (const item of act.itemsOf.get(fact.number) ?? []) facts.push({ ...fact, number: item })
  }
  act.elementFacts.set(exit, facts)
}

function listOf(act: Activation, element: number): number {
  const looped = act.elementsOf.get(element)
  if (looped !== undefined) return looped
  const parent = act.engine.numbers.parent(element)
  return parent?.key.startsWith('[') === true ? parent.base : 0
}

/** The block that only the end of a loop leads to; -1 where others lead there too. */
function exitOf(owner: IrFunction, header: BlockIndex): BlockIndex {
  const terminator = owner.blocks[header]?.terminator
  const exit = terminator?.op === 'next' ? terminator.exit : terminator?.op === 'branch' ? terminator.else : -1
  return exit >= 0 && waysInto(owner)[exit] === 1 ? exit : -1
}

const ways = new WeakMap<IrFunction, Uint16Array>()

/** How many ways lead to each block. */
function waysInto(owner: IrFunction): Uint16Array {
  const known = ways.get(owner)
  if (known !== undefined) return known
  const counts = new Uint16Array(owner.blocks.length)
  const count = (index: BlockIndex): void => {
    if (index >= 0) counts[index] = (counts[index] ?? 0) + 1
  }
  for (const { terminator, handler } of owner.blocks) {
    count(handler)
    if (terminator.op === 'jump') count(terminator.to)
    else if (terminator.op === 'branch') [terminator.then, terminator.else].forEach(count)
    else if (terminator.op === 'next') [terminator.body, terminator.exit].forEach(count)
  }
  ways.set(owner, counts)
  return counts
}

/** What the loop before a block has found out of the elements of its list. */
export const factsOfElements = (act: Activation, block: BlockIndex): readonly Fact[] => act.elementFacts.get(block) ?? NOTHING_FOUND

const NOTHING_FOUND: readonly Fact[] = []

/** Numbers of the items of a list that is known whole. */
export function itemNumbers(act: Activation, { objects }: Value): readonly number[] {
  const list = objects.length === 1 ? act.object(objects[0] ?? -1) : undefined
  if (list === undefined || list.shape === 'dict' || !list.isExact) return []
  return [...list.entries.values()].flatMap(({ number }) => (number === 0 ? [] : [number]))
}

/** `for (const row of rows) row.html = clean(row.text)`: every round comes by there, so that each row has it where the list is read again. */
export function noteAssigned(act: Activation, element: Value, key: string, stored: Value): void {
  const list = act.elementsOf.get(element.number)
  if (list === undefined || act.bodiesOf.get(element.number) !== act.block) return
  act.assignedIn.set(list, new Map([...(act.assignedIn.get(list) ?? []), [key, stored]]))
}
