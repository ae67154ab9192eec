import type { Scope } from '../engine/program.ts'
import type { Instruction } from '../ir/ir.ts'
import { viewOf } from './function-view.ts'
import { isServed, type Reader, stringAt } from './reader.ts'
import { BODY_KEYS, CHOSEN_KEYS, HEADER_KEYS, LOCAL_KEYS, THROUGH_KEYS } from './request-names.ts'
import { BODY, CHOSEN, CONTEXT, createTagReader, IDENTITY, REQUEST, type TagReader } from './value-tags.ts'

/**
 * Names under which functions of the tree leave the caller on the request, whatever they call it: `req.keeper = await Keepers.findById(claims.sub)`
 * behind a token that was verified, `c.set('rider', rider)`, `request.state.guest = guest`.
 */
export function callerKeys(reader: Reader): ReadonlySet<string> {
  const found = new Set<string>()
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    for (const fn of module.functions) {
      const { operations } = viewOf(fn)
      if (!operations.has('set') && !(module.language === 'javascript' && operations.has('call'))) continue
      const scope = { module, function: fn }
      for (const key of keysLeftBy(reader, scope, createTagReader(reader, new Map()))) found.add(key)
    }
  }
  return found
}

function keysLeftBy(reader: Reader, scope: Scope, tags: TagReader): readonly string[] {
  return scope.function.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) => {
      const left = leftOnRequest(reader, scope, tags, one)
      if (left === null || isTaken(left.key)) return []
      const given = tags.tags(scope, left.src)
      // What was asked for by something that the request chose is no caller, whoever asked for it.
      return (given & IDENTITY) !== 0 && (given & (CHOSEN | BODY)) === 0 ? [left.key] : []
    }),
  )
}

function leftOnRequest(
  reader: Reader,
  scope: Scope,
  tags: TagReader,
  one: Instruction,
): { readonly key: string; readonly src: number } | null {
  if (one.op === 'set') return isRequest(scope, tags, one.object) ? { key: one.key, src: one.src } : null
  if (one.op !== 'call' || one.method !== 'set' || one.args.length !== 2 || one.receiver < 0) return null
  const [name, value] = one.args
  const key = name === undefined ? null : stringAt(reader, scope, name.value)
  return key === null || value === undefined || !isContext(scope, tags, one.receiver) ? null : { key, src: value.value }
}

/** `c` of Hono, whose type seldom stands there. */
function isContext(scope: Scope, { tags }: TagReader, slot: number): boolean {
  const [first] = scope.function.parameters
  return (tags(scope, slot) & CONTEXT) !== 0 || (first?.slot === slot && /^(?:c|ctx|context)$/.test(first.name))
}

function isRequest(scope: Scope, { tags }: TagReader, slot: number): boolean {
  return (tags(scope, slot) & (REQUEST | CONTEXT)) !== 0
}

/** Names that a framework has given another meaning. */
const isTaken = (key: string): boolean => [CHOSEN_KEYS, BODY_KEYS, HEADER_KEYS, LOCAL_KEYS, THROUGH_KEYS].some((names) => names.has(key))
