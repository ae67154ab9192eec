import { definitionsOf } from '../engine/definitions.ts'
import { isServed } from '../routes/reader.ts'
import { bodyGiven, isRead } from './body-columns.ts'
import type { InstructionFinder } from './context.ts'

/** Whose a row is, and what only the service decides of it. */
const OF_SERVICE =
  /^(?:owner|user|seller|author|creator|created_by|account|member|customer|buyer|tenant|org|organi[sz]ation|company|role|is_admin|is_staff|status|state|balance)(?:_?id)?$/i
const WRITES = /\bINSERT\s+(?:OR\s+\w+\s+)?INTO\b|\.(?:create|insert\w*|save|add|bulk_create)\(/i

/** `{'seller_id': me, **body}` that becomes a row: what is written last counts, so that the body says whose it is. */
export const overriddenOwner: InstructionFinder = {
  ops: ['dict'],
  find(context, scope, instruction) {
    if (instruction.op !== 'dict' || scope.module.language !== 'python' || !isServed(context.reader, scope.module.file)) return
    const owner = instruction.entries.findIndex((entry) => entry.kind === 'entry' && OF_SERVICE.test(entry.key))
    const entry = instruction.entries[owner]
    if (entry?.kind !== 'entry') return
    const later = instruction.entries.slice(owner + 1).filter(({ kind }) => kind === 'spread')
    const body = later.map(({ value }) => bodyGiven(context, scope, value, scope.function.start)).find((found) => found !== null)
    const text = context.reader.textOf(scope.module.file).slice(scope.function.start, scope.function.end)
    if (body === undefined || body === null || !WRITES.test(text) || isRead(context, body.given ?? scope)) return
    context.emit(scope, instruction.start, instruction.end, {
      kind: 'mass-assignment-pattern',
      cwe: 915,
      message: `the body may name ${entry.key} too, and is written over what stands before it`,
      details: { field: entry.key },
      confidence: 'high',
    })
  },
}

const COLUMN_FOLLOWS = /\bUPDATE\s+[\w".`[\]]+\s+SET\s+["`]?$/i
const PRIVILEGED = /role|admin|staff|balance|status|permission|verified|credit/i

/**
 * `for name in set(user) - {'id', 'password'}: if name in body: UPDATE users SET {name} = ?`: every column of a row but some, as far as the body
 * names it. Not where what only the service decides is among those left out.
 */
export const allButSome: InstructionFinder = {
  ops: ['template'],
  find(context, scope, instruction) {
    if (instruction.op !== 'template' || scope.module.language !== 'python' || !isServed(context.reader, scope.module.file)) return
    const [before, name] = instruction.parts
    if (typeof before !== 'string' || typeof name !== 'number' || !COLUMN_FOLLOWS.test(before)) return
    const { denoter } = context.reader
    const definitions = definitionsOf(scope.module, scope.function, name)
    const loops = definitions.flatMap((definition) => {
      if (definition.kind === 'loop') return [definition.iterable]
      if (definition.kind !== 'instruction' || definition.instruction.op !== 'move') return []
      const moved = definitionsOf(scope.module, scope.function, definition.instruction.src)
      return moved.flatMap((one) => (one.kind === 'loop' ? [one.iterable] : []))
    })
    const leavesOut = loops.some((iterable) => {
      const [only] = definitionsOf(scope.module, scope.function, iterable)
      if (only?.kind !== 'instruction' || only.instruction.op !== 'binary' || only.instruction.operator !== '-') return false
      const left = denoter.denote(scope, only.instruction.left)
      const out = denoter.denote(scope, only.instruction.right)
      if (left.kind === 'list' || out.kind !== 'list' || !out.isComplete) return false
      return out.items.every((item) => item.kind === 'constant' && !PRIVILEGED.test(String(item.value)))
    })
    const asksBody = scope.function.blocks.some(({ instructions }) =>
      instructions.some(
        (one) =>
          one.op === 'binary' &&
          one.operator === 'in' &&
          one.left === name &&
          bodyGiven(context, scope, one.right, scope.function.start) !== null,
      ),
    )
    if (!leavesOut || !asksBody || isRead(context, scope)) return
    context.emit(scope, instruction.start, instruction.end, {
      kind: 'mass-assignment-pattern',
      cwe: 915,
      message: 'the body sets every column of the row but those that are left out by name',
      details: {},
      confidence: 'high',
    })
  },
}
