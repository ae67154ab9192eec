import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { operandsOf } from '../routes/comes-from.ts'
import { createTagReader, REQUEST } from '../routes/value-tags.ts'
import type { InstructionFinder, PatternContext } from './context.ts'

const COLUMNS_FOLLOW = /\b(?:UPDATE\s+(?:ONLY\s+)?[\w".`[\]]+\s+SET|INSERT\s+(?:OR\s+\w+\s+)?INTO\s+[\w".`[\]]+\s*\()\s*$/i
/** A list of the columns that may be set: a shape of names lets all of them pass. */
const ASKS_LIST =
  /\.(?:includes|has|indexOf|hasOwn)\(|\ballow|whitelist|permitted|editable|\b(?:[A-Z][A-Z_]{3,})\b(?!\s+SET)|(?:\bnot\s+)?\bin\s+(?:\{|\(|\[|[A-Z_]{3,}|allowed|fields|columns)|\bpick\(|\bomit\(/
const DEEPEST = 9

/**
 * `UPDATE members SET ${Object.keys(req.body).map(...)}`: the caller says which columns are set. Not where a schema has read the body, or
 * where the names are looked up in a list.
 */
export const bodyColumns: InstructionFinder = {
  ops: ['template'],
  find(context, scope, instruction) {
    if (instruction.op !== 'template') return
    instruction.parts.forEach((part, index) => {
      const before = instruction.parts[index - 1]
      if (typeof part === 'string' || typeof before !== 'string' || !COLUMNS_FOLLOW.test(before)) return
      const body = bodyBehind(context, scope, part, 0)
      if (body === null || asksList(context, scope, body, instruction) || isRead(context, scope)) return
      context.emit(scope, instruction.start, instruction.end, {
        kind: 'mass-assignment-pattern',
        cwe: 915,
        message: 'whatever columns the body names are set',
        details: {},
        confidence: 'high',
      })
    })
  },
}

/** The instruction or the place at which a text takes its names from the whole body of a request; null when it does not. */
function bodyBehind(context: PatternContext, scope: Scope, slot: Slot, depth: number): number | null {
  if (slot < 0 || depth > DEEPEST) return null
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind === 'inner') continue
    const found =
      definition.kind === 'loop'
        ? isWholeBody(context, scope, definition.iterable, 0)
          ? scope.function.start
          : bodyBehind(context, scope, definition.iterable, depth + 1)
        : namesOfBody(context, scope, definition.instruction, depth)
    if (found !== null) return found
  }
  return null
}

function namesOfBody(context: PatternContext, scope: Scope, instruction: Instruction, depth: number): number | null {
  const further = (slots: readonly Slot[]): number | null => {
    for (const slot of slots) {
      const found = bodyBehind(context, scope, slot, depth + 1)
      if (found !== null) return found
    }
    return null
  }
  if (instruction.op === 'list') return further([...instruction.items, ...appended(scope, instruction.dst)])
  if (instruction.op !== 'call') return further(operandsOf(instruction))
  const name = context.reader.seenCall(instruction)?.name ?? ''
  const [first] = instruction.args
  if (/^Object\.(?:keys|entries)$/.test(name))
    return first !== undefined && isWholeBody(context, scope, first.value, 0) ? instruction.start : null
  if (/^(?:keys|items)$/.test(instruction.method)) return isWholeBody(context, scope, instruction.receiver, 0) ? instruction.start : null
  // Parts that are joined, and what is made of each.
  return /^(?:join|map|filter|sort|slice|list|sorted)$/.test(instruction.method || name) ? further(operandsOf(instruction)) : null
}

function appended({ function: fn }: Scope, list: Slot): readonly Slot[] {
  return fn.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) => {
      if (one.op === 'append' && one.object === list) return [one.value]
      const isAdded = one.op === 'call' && one.receiver === list && /^(?:append|push)$/.test(one.method)
      return isAdded ? one.args.map(({ value }) => value) : []
    }),
  )
}

const BODY_FIELD = /^(?:body|json|form|POST|data)$/
const BODY_CALL = /^(?:get_json|json|parseBody)$/

/** The body as it came, or what is left of it: `const { id, ...changes } = req.body`. */
export function isWholeBody(context: PatternContext, scope: Scope, slot: Slot, depth = 0): boolean {
  if (slot < 0 || depth > DEEPEST) return false
  const { tags } = createTagReader(context.reader, new Map())
  const isRequest = (object: Slot): boolean => (tags(scope, object) & REQUEST) !== 0
  return definitionsOf(scope.module, scope.function, slot).some((definition) => {
    if (definition.kind !== 'instruction') return false
    const { instruction } = definition
    switch (instruction.op) {
      case 'move':
      case 'await':
        return isWholeBody(context, scope, instruction.src, depth + 1)
      case 'dict':
        return instruction.entries.some((entry) => entry.kind === 'spread' && isWholeBody(context, scope, entry.value, depth + 1))
      case 'get':
        return BODY_FIELD.test(instruction.key) && isRequest(instruction.object)
      case 'call':
        return BODY_CALL.test(instruction.method) && instruction.receiver >= 0 && isRequest(instruction.receiver)
      default:
        return false
    }
  })
}

function asksList({ reader }: PatternContext, { module }: Scope, from: number, { start }: Instruction): boolean {
  return ASKS_LIST.test(reader.textOf(module.file).slice(from, start))
}

/** A schema in front of the route drops or refuses what it does not name; administrators may set all there is. */
export function isRead({ routes }: PatternContext, { function: fn }: Scope): boolean {
  return routes.some(
    ({ fact: { body, purpose, guards }, handler }) =>
      handler?.function === fn &&
      (body?.extra === 'refused' || body?.extra === 'dropped' || purpose === 'admin' || guards.some(({ kind }) => kind === 'role')),
  )
}
