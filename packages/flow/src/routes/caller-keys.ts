import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction } from '../ir/ir.ts'
import { comesFrom } from './comes-from.ts'
import { viewOf } from './function-view.ts'
import { isServed, keyAt, type Reader, stringAt } from './reader.ts'
import { BODY_KEYS, CHOSEN_KEYS, HEADER_KEYS, IDENTITY_KEYS, LOCAL_KEYS, THROUGH_KEYS } from './request-names.ts'
import { asksForHolder } from './secret-rows.ts'
import { BODY, CHOSEN, CONTEXT, createTagReader, IDENTITY, isIdentityName, REQUEST, type TagReader } from './value-tags.ts'

/**
 * Names under which functions of the tree leave the caller on the request, whatever they call it: `req.keeper = await Keepers.findById(claims.sub)`
 * behind a token that was verified, `c.set('rider', rider)`, `request.state.guest = guest`, `request["org"] = user["org"]`.
 */
export function callerKeys(reader: Reader): ReadonlySet<string> {
  const found = new Set<string>()
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    for (const fn of module.functions) {
      const { operations } = viewOf(fn)
      if (!operations.has('set') && !operations.has('set-index') && !(module.language === 'javascript' && operations.has('call'))) continue
      const scope = { module, function: fn }
      for (const key of keysLeftBy(reader, scope, createTagReader(reader, new Map()))) found.add(key)
    }
  }
  return found
}

function keysLeftBy(reader: Reader, scope: Scope, tags: TagReader): readonly string[] {
  const all = scope.function.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) => {
      const left = leftOnRequest(reader, scope, tags, one)
      return left === null || isTaken(left.key) ? [] : [{ ...left, given: tags.tags(scope, left.src) }]
    }),
  )
  const known = all.filter(({ key, given }) => (IDENTITY_KEYS.has(key) || isIdentityName(key)) && (given & (CHOSEN | BODY)) === 0)
  return all.flatMap(({ key, src, given }) => {
    // What was asked for by something that the request chose is no caller, whoever asked for it.
    if ((given & (CHOSEN | BODY)) !== 0) return []
    if ((given & IDENTITY) !== 0 || isHolder(reader, scope, src)) return [key]
    return known.some((user) => user.src !== src && isPartOf(scope, src, user.src, 0)) ? [key] : []
  })
}

/** A part of whom the same function leaves as the user, in any case: `user["org"]`, not `header or user["org"]`. */
function isPartOf(scope: Scope, slot: number, user: number, depth: number): boolean {
  if (slot === user) return true
  const [only, ...more] = depth > 6 ? [] : definitionsOf(scope.module, scope.function, slot)
  if (only?.kind !== 'instruction' || more.length > 0) return false
  const { instruction: made } = only
  if (made.op === 'move' || made.op === 'await') return isPartOf(scope, made.src, user, depth + 1)
  if (made.op === 'get' || made.op === 'index') return isPartOf(scope, made.object, user, depth + 1)
  return made.op === 'call' && made.args.length === 1 && isPartOf(scope, made.args[0]?.value ?? -1, user, depth + 1)
}

/** Whose session or key it is, as the row says that was asked for by the digest of a cookie or a token. */
function isHolder(reader: Reader, scope: Scope, src: number): boolean {
  return reader.callsIn(scope.function).some((call) => asksForHolder(reader, call) && comesFrom(scope, src, call.call.dst))
}

/** What one step of a function leaves on the request, and under which name. */
export function leftOnRequest(
  reader: Reader,
  scope: Scope,
  tags: TagReader,
  one: Instruction,
): { readonly key: string; readonly src: number } | null {
  if (one.op === 'set') return isRequest(scope, tags, one.object) ? { key: one.key, src: one.src } : null
  if (one.op === 'set-index') {
    const key = isRequest(scope, tags, one.object) ? keyAt(reader, scope, one.index) : null
    return key === null ? null : { key, src: one.src }
  }
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
export const isTaken = (key: string): boolean =>
  [CHOSEN_KEYS, BODY_KEYS, HEADER_KEYS, LOCAL_KEYS, THROUGH_KEYS].some((names) => names.has(key))
