import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { isTaken } from './caller-keys.ts'
import { viewOf } from './function-view.ts'
import { isOwnerComparison } from './object-guards.ts'
import { isServed, type Reader } from './reader.ts'
import { CONTEXT, createTagReader, REQUEST, type TagReader } from './value-tags.ts'

/**
 * Names under which guards of the tree leave something on the request that they asked the caller's right to: a permission class that loads
 * `request.event` and lets nobody on who may not see it. What is found through it is the caller's own.
 */
export function grantedKeys(reader: Reader): ReadonlySet<string> {
  const found = new Set<string>()
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    for (const fn of module.functions)
      if (viewOf(fn).operations.has('set')) for (const key of keysGrantedBy(reader, { module, function: fn })) found.add(key)
  }
  return found
}

function keysGrantedBy(reader: Reader, scope: Scope): readonly string[] {
  const tags = createTagReader(reader, new Map())
  const left = scope.function.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) =>
      one.op === 'set' && !isTaken(one.key) && isRequest(scope, tags, one.object) ? [{ key: one.key, src: one.src }] : [],
    ),
  )
  if (left.length === 0) return []
  const asked = scope.function.blocks.flatMap(({ terminator }) => {
    const answer = terminator.op === 'branch' ? terminator.condition : terminator.op === 'return' ? terminator.src : -1
    return answer >= 0 && isOwnerComparison(reader, scope, tags, answer) ? [mentioned(scope, tags, answer)] : []
  })
  return left.flatMap(({ key, src }) => (asked.some(({ keys, slots }) => keys.has(key) || slots.has(src)) ? [key] : []))
}

function isRequest(scope: Scope, { tags }: TagReader, slot: Slot): boolean {
  return (tags(scope, slot) & (REQUEST | CONTEXT)) !== 0
}

interface Mentioned {
  /** What is read of the request. */
  readonly keys: ReadonlySet<string>
  readonly slots: ReadonlySet<Slot>
}

const DEEPEST = 8

/** All that a condition is made of. */
function mentioned(scope: Scope, tags: TagReader, condition: Slot): Mentioned {
  const keys = new Set<string>()
  const slots = new Set<Slot>()
  const follow = (slot: Slot, depth: number): void => {
    if (slot < 0 || depth > DEEPEST || slots.has(slot)) return
    slots.add(slot)
    for (const definition of definitionsOf(scope.module, scope.function, slot)) {
      if (definition.kind !== 'instruction') continue
      const { instruction } = definition
      if (instruction.op === 'get') {
        if (isRequest(scope, tags, instruction.object)) keys.add(instruction.key)
        else follow(instruction.object, depth + 1)
      } else if (instruction.op === 'move' || instruction.op === 'await') follow(instruction.src, depth + 1)
      else if (instruction.op === 'unary') follow(instruction.operand, depth + 1)
      else if (instruction.op === 'binary') for (const side of [instruction.left, instruction.right]) follow(side, depth + 1)
      else if (instruction.op === 'call')
        for (const side of [instruction.receiver, ...instruction.args.map(({ value }) => value)]) follow(side, depth + 1)
    }
  }
  follow(condition, 0)
  return { keys, slots }
}
