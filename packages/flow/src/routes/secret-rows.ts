import type { Scope } from '../engine/program.ts'
import type { Slot } from '../ir/ir.ts'
import { asksByDigest, asksBySecret, comparesSecret } from './chosen-rows.ts'
import { comesFrom } from './comes-from.ts'
import { CERTAIN_METHODS, type EffectKind, LIKELY_METHODS } from './database-calls.ts'
import { isProven } from './proven-rows.ts'
import type { FunctionRef, Reader, SeenCall } from './reader.ts'
import { statementOf } from './statements.ts'
import { builderEffect } from './table-builders.ts'
import { CHOSEN, type TagReader, type Tags } from './value-tags.ts'

/**
 * Whether a call gives rows that the request did not choose by their id: those of a secret that only who was given it can name, and those that
 * were just made. What a reset link says whose it is, the link decides.
 */
export function givesUnchosenRows(reader: Reader, call: SeenCall, tags: (scope: Scope, slot: Slot) => Tags): boolean {
  const statement = statementOf(reader, call)
  if (isProven(reader, call)) return true
  if (statement !== null)
    return statement.kind === 'create' || comparesSecret(statement) || asksByDigest(reader, [call], { path: null, tags })
  if (call.callee.kind === 'function')
    return builderEffect(reader, call, { path: null, tags })?.bySecret ?? takesBySecret(reader, call.callee, 0)
  if (EXCHANGES.test(call.method || call.name)) return true
  const kind = kindOf(call)
  if (kind === undefined && !CONDITIONS.test(call.method)) return false
  if (kind === 'create') return call.call.receiver >= 0
  return asksBySecret(reader, [call], { path: null, tags }) || asksByDigest(reader, [call], { path: null, tags })
}

const kindOf = ({ method }: SeenCall): EffectKind | undefined => CERTAIN_METHODS.get(method) ?? LIKELY_METHODS.get(method)

/** `links.takeToken(token)` of an object whose code is out of reach: what a secret was given in exchange for. */
const EXCHANGES =
  /(?:^|\.)(?:take|consume|redeem|exchange|burn|spend)_?(?:\w+_?)?(?:tokens?|links?|codes?|tickets?|invites?|invitations?|nonces?|secrets?)(?:_?\w+)?$/i
const CONDITIONS = /^(?:and)?where$/i
const DEEPEST = 3

/** `takeLink(token)` of the tree: what it gives back comes of a row that it asks for by a secret, or by the digest of what it is given. */
function takesBySecret(reader: Reader, target: FunctionRef, depth: number): boolean {
  const returned = target.function.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' && reader.denoter.denote(target, terminator.src).kind !== 'constant' ? [terminator.src] : [],
  )
  if (returned.length === 0) return false
  const asked = reader.callsIn(target.function).filter((call) => asksWhereGiven(reader, call, depth))
  return asked.length > 0 && returned.every((slot) => asked.some((call) => comesFrom(target, slot, call.call.dst)))
}

/** In a function of the tree, where what it is given may be of the request. */
const ANY: TagReader = { path: null, tags: () => CHOSEN }

/** Whether a call of a function that is given a credential asks for the row that it is the secret of: `find(digestOf(cookie))`. */
export const asksForHolder = (reader: Reader, call: SeenCall): boolean => asksWhereGiven(reader, call, 0)

function asksWhereGiven(reader: Reader, call: SeenCall, depth: number): boolean {
  if (isProven(reader, call)) return true
  const statement = statementOf(reader, call)
  if (statement !== null) return statement.kind !== 'create' && (comparesSecret(statement) || asksByDigest(reader, [call], ANY))
  const built = builderEffect(reader, call, ANY)
  if (built !== null) return built.bySecret === true
  if (call.callee.kind === 'function') return depth < DEEPEST && takesBySecret(reader, call.callee, depth + 1)
  const kind = kindOf(call)
  if (kind === 'create' || (kind === undefined && !CONDITIONS.test(call.method))) return false
  return asksBySecret(reader, [call], ANY) || asksByDigest(reader, [call], ANY)
}
