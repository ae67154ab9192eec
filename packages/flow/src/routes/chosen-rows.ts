import type { Scope } from '../engine/program.ts'
import type { RouteEffect } from '../facts.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { slotsRead } from '../ir/slots-read.ts'
import { dictEntries } from './handler-values.ts'
import { definitionBehind, isConstant, type Reader, type SeenCall } from './reader.ts'
import { spreadEntries } from './spread-entries.ts'
import { CHOSEN, type TagReader } from './value-tags.ts'

/** By what a query picks the rows that a request chooses. */

const PUBLIC_FIELD = /^(?:is_)?(?:published|public|visible|listed|shared)(?:_(?:profile|page|listing))?(?:__\w+)?$|^visibility$/

/** `get_object_or_404(Post, pk=pk, published=True)`: what is out for everybody is nobody's own. */
export function asksForPublic(reader: Reader, calls: readonly SeenCall[]): boolean {
  return calls.some((call) =>
    call.call.args.some(
      (argument) =>
        argument.kind === 'named' && PUBLIC_FIELD.test(argument.name) && !isConstant(reader.denoter.denote(call, argument.value), false),
    ),
  )
}

/** `where({ slug, published: 1 })` of a builder that is given objects. */
export function asksForPublicRows(reader: Reader, calls: readonly SeenCall[]): boolean {
  return calls.some((call) =>
    call.call.args.some((argument) =>
      dictEntries(call, argument.value).some(({ key, scope, value }) => {
        const asked = reader.denoter.denote(scope, value)
        return PUBLIC_FIELD.test(key) && (isConstant(asked, true) || isConstant(asked, 1))
      }),
    ),
  )
}

/** Columns that only who was given their value can name; a slug for the public is given out by whoever publishes. */
const SECRET_FIELD =
  /(?:^|_)(?:tokens?|secret|nonce|otp|magic_?link|(?:public|publish(?:ed)?|shared?|sharing)_?(?:slug|handle|path|uid|uuid|ref)|shared?_?id|(?:invite|invitation|verification|activation|confirmation|reset|share|access|unsubscribe)_?(?:code|key|link|hash|digest)|api_?key|(?:token_?)?digest)(?:_(?:hash|digest|sha256))?(?:__exact)?$/i

/** Whether a query asks for the value of such a column, which a request brings: `filter_by(auth_token=token)`. */
export function asksBySecret(reader: Reader, calls: readonly SeenCall[], tags: TagReader, table: string | null = null): boolean {
  const chosen = calls.flatMap((call) =>
    call.call.args.flatMap((argument) => picked(reader, call, tags, argument.value, argument.kind === 'named' ? argument.name : null)),
  )
  const ofCards = table !== null && CARDS.test(table)
  return chosen.some((field) => field !== null && (SECRET_FIELD.test(snake(field)) || (ofCards && /^code$/i.test(field))))
}

/** Rows whose code is what makes them worth something to whoever was given it. */
const CARDS = /voucher|coupon|gift_?(?:card|code)|promo(?:tion)?_?codes?|invit(?:e|ation)s?$|redemption|access_?codes?/i

/**
 * `users.first(id=ident, public_profile=True)`, `invitations.first(token=token)` of a repository of the tree that takes any criteria: what its
 * own query does not tell of how the rows are chosen.
 */
export function chosenByCriteria(reader: Reader, call: SeenCall, tags: TagReader, effect: RouteEffect): RouteEffect {
  const { callee } = call
  if (callee.kind !== 'function' || !callee.function.parameters.some(({ kind }) => kind === 'rest-named')) return effect
  if (!effect.kind.startsWith('read')) return effect
  if (asksBySecret(reader, [call], tags, effect.of) || asksByDigest(reader, [call], tags))
    return { ...effect, byRequestId: false, bySecret: true }
  return asksForPublic(reader, [call]) ? { ...effect, byRequestId: false } : effect
}

const COMPARED = /\b(\w+)\s*=\s*(?:\?|\$\d|%s|%\(\w|:\w|@\w)/g

/** Whether the condition of a statement compares such a column with a value that is given: `WHERE invite_hash = ?`. */
export function comparesSecret({ where, table }: { readonly where: string; readonly table: string | null }): boolean {
  const ofCards = table !== null && CARDS.test(table)
  return [...where.matchAll(COMPARED)].some(([, column = '']) => SECRET_FIELD.test(snake(column)) || (ofCards && /^code$/i.test(column)))
}

/** Whether one of the values that a query compares is the digest of what the request brings: only who was given it can name it. */
export function asksByDigest(reader: Reader, calls: readonly SeenCall[], tags: TagReader): boolean {
  return calls.some((call) => call.call.args.some(({ value }) => holdsDigest(reader, call, value, tags, 0)))
}

function holdsDigest(reader: Reader, scope: Scope, slot: Slot, tags: TagReader, depth: number): boolean {
  if (depth > 5 || (tags.tags(scope, slot) & CHOSEN) === 0) return false
  if (isDigest(reader, scope, slot)) return true
  const behind = definitionBehind(scope, slot)
  if (behind === null || !(/^(?:dict|list|template|binary)$/.test(behind.instruction.op) || isComparison(reader, behind.instruction)))
    return false
  return slotsRead(behind.instruction).some((operand) => holdsDigest(reader, behind.scope, operand, tags, depth + 1))
}

/** `eq(links.digest, digest(token))`, `and(...)` of a builder whose conditions are functions. */
const isComparison = (reader: Reader, instruction: Instruction): boolean =>
  instruction.op === 'call' &&
  /^(?:drizzle-orm(?:\/[\w-]+)?\.(?:eq|and|or|sql)|sqlalchemy\.(?:\w+\.)*(?:and_|or_))$/.test(reader.seenCall(instruction)?.name ?? '')

const MAKES_DIGEST =
  /(?:create(?:Hash|Hmac)\(\).*\.digest|^(?:node:)?crypto\.hash|\bsubtle\.digest|^(?:hashlib|hmac)\.\w+\(\)\.(?:hex)?digest)$/

/** `createHash('sha256').update(token).digest()`, itself or in a function that gives nothing else. */
function isDigest(reader: Reader, scope: Scope, slot: Slot, depth = 0): boolean {
  const behind = definitionBehind(scope, slot)
  const call = behind?.instruction.op === 'call' ? reader.seenCall(behind.instruction) : undefined
  if (call === undefined || depth > 3) return false
  if (MAKES_DIGEST.test(call.name)) return true
  if (call.callee.kind !== 'function') return false
  const { callee } = call
  const returned = callee.function.blocks.flatMap(({ terminator }) => (terminator.op === 'return' ? [terminator.src] : []))
  return returned.length === 1 && returned.every((src) => isDigest(reader, callee, src, depth + 1))
}

const snake = (name: string): string => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2')

/** The columns with which a chosen value is compared; null for one that we do not know. */
function picked(reader: Reader, scope: Scope, tags: TagReader, slot: Slot, field: string | null, depth = 0): readonly (string | null)[] {
  if (depth > 4 || (tags.tags(scope, slot) & CHOSEN) === 0) return []
  // `where({ ...match, accepted_at: null })`, where the callers say what is matched.
  const isObject = definitionBehind(scope, slot)?.instruction.op === 'dict'
  const entries = isObject ? spreadEntries(reader, scope, slot).entries : dictEntries(scope, slot)
  if (entries.length > 0)
    return entries.flatMap((entry) =>
      picked(reader, entry.scope, tags, entry.value, entry.key.startsWith('$') ? field : entry.key, depth + 1),
    )
  const behind = field === null ? definitionBehind(scope, slot) : null
  if (behind?.instruction.op === 'binary') {
    const { left, right } = behind.instruction
    return [
      ...picked(reader, behind.scope, tags, left, columnOf(behind.scope, right), depth + 1),
      ...picked(reader, behind.scope, tags, right, columnOf(behind.scope, left), depth + 1),
    ]
  }
  return [field]
}

function columnOf(scope: Scope, slot: Slot): string | null {
  const instruction = definitionBehind(scope, slot)?.instruction
  return instruction?.op === 'get' ? instruction.key : null
}
