import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { callBehind, definitionBehind, isServed, type Reader } from '../routes/reader.ts'
import { isWholeBody } from './body-columns.ts'
import type { InstructionFinder, PatternContext } from './context.ts'

const READS_BODY = /\.req(?:uest)?\.(?:json|text|parseBody|body)\b|\breq(?:uest)?\.body\b/
const LONGEST = 800

/** `for (const name of Object.keys(input)) if (name in row) changes[name] = input[name]`: every column that the row has may be set. */
export const rowColumns: InstructionFinder = {
  ops: ['binary'],
  find(context, scope, instruction) {
    if (instruction.op !== 'binary' || instruction.operator !== 'in' || scope.module.language !== 'javascript') return
    if (!isServed(context.reader, scope.module.file) || !isLoaded(context.reader, scope, instruction.right)) return
    const body = bodyOfKey(context, scope, instruction.left)
    if (body === null) return
    for (const { instructions } of scope.function.blocks)
      for (const one of instructions) {
        if (one.op !== 'set-index' || !isSame(scope, one.index, instruction.left)) continue
        const given = definitionBehind(scope, one.src)?.instruction
        if (given?.op !== 'index' || !isSame(scope, given.object, body)) continue
        if (isForAdministrators(context, scope)) return
        context.emit(scope, one.start, one.end, {
          kind: 'mass-assignment-pattern',
          cwe: 915,
          message: 'every column that the row has may be set by the body: whose it is, and in which state',
          details: {},
          confidence: 'high',
        })
        return
      }
  },
}

/** What a call of the program or of a library gave back, and no list that is written out. */
function isLoaded(reader: Reader, scope: Scope, slot: Slot): boolean {
  const call = callBehind(reader, scope, slot)
  return call !== null && !call.call.isNew && !/^(?:Set|Map|Object\.\w+)$/.test(call.name)
}

/** The body whose keys a loop goes through with that variable; null for other keys. */
function bodyOfKey(context: PatternContext, scope: Scope, key: Slot): Slot | null {
  for (const slot of [key, ...movedFrom(scope, key)])
    for (const definition of definitionsOf(scope.module, scope.function, slot)) {
      if (definition.kind !== 'loop') continue
      const keys = callBehind(context.reader, scope, definition.iterable)
      const whole = keys?.name === 'Object.keys' ? keys.call.args[0]?.value : definition.iterable
      if (whole !== undefined && isBody(context, scope, whole)) return whole
    }
  return null
}

const movedFrom = (scope: Scope, slot: Slot): readonly Slot[] =>
  definitionsOf(scope.module, scope.function, slot).flatMap((one) =>
    one.kind === 'instruction' && one.instruction.op === 'move' ? [one.instruction.src] : [],
  )

/** The body itself, or what a function of the tree has read of it. */
function isBody(context: PatternContext, scope: Scope, slot: Slot): boolean {
  if (isWholeBody(context, scope, slot)) return true
  const callee = callBehind(context.reader, scope, slot)?.callee
  if (callee?.kind !== 'function') return false
  const { module, function: fn } = callee
  return fn.end - fn.start < LONGEST && READS_BODY.test(context.reader.textOf(module.file).slice(fn.start, fn.end))
}

function isSame(scope: Scope, one: Slot, other: Slot): boolean {
  return one === other || movedFrom(scope, one).includes(other) || movedFrom(scope, other).includes(one)
}

/** A schema has left what it names, or administrators may set all there is. */
const isForAdministrators = ({ routes }: PatternContext, { function: fn }: Scope): boolean =>
  routes.some(
    ({ fact: { body, purpose }, handler }) =>
      handler?.function === fn && (body?.extra === 'refused' || body?.extra === 'dropped' || purpose === 'admin'),
  )
