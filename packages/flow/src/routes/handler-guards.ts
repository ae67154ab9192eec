import type { GuardFact } from '../facts.ts'
import type { Block, BlockIndex, Slot, Terminator } from '../ir/ir.ts'
import { caughtRefusals } from './caught-refusals.ts'
import { sendsOnSignedIn } from './for-guests.ts'
import { bodyVerdict, refusesUnknownRole } from './guard-proof.ts'
import { assertedStatus, statusesOfBlock } from './guard-statuses.ts'
import { GUARD_METHODS, guardKindOfName, KNOWN_GUARDS } from './known-guards.ts'
import { hasConditionalRights, isOwnerComparison, refusesStrangers } from './object-guards.ts'
import { asksOnlyForForm } from './own-protection.ts'
import { definitionBehind, type FunctionRef, placeAt, placeOfCall, type Reader, type SeenCall, slotText, textAt } from './reader.ts'
import { rolesOf } from './role-sets.ts'
import { isServerAction } from './server-actions.ts'
import { connectionOf } from './socket-events.ts'
import { BODY, CHOSEN, CONTEXT, CREDENTIAL, IDENTITY, REQUEST, type TagReader } from './value-tags.ts'

const ROLE_WORD = /(?:role|admin|is_staff|isStaff|superuser|permission|scope|can_|ability|privilege)/i
const REFUSAL = new Set([301, 302, 303, 307, 401, 403])
const MAX_CHAIN = 6

/** Guards inside a handler: a branch on the caller's identity that refuses, or a call of something that refuses. */
export function handlerGuards(reader: Reader, target: FunctionRef, tags: TagReader): readonly GuardFact[] {
  const found: GuardFact[] = []
  target.function.blocks.forEach((block) => {
    const { terminator } = block
    if (terminator.op !== 'branch') return
    const condition = tags.tags(target, terminator.condition)
    const setUp = setUpGuard(reader, target, terminator)
    if (setUp !== null) found.push(setUp)
    if (
      ((condition & (IDENTITY | CREDENTIAL)) === 0 && !asksOfSelf(reader, target, tags, terminator.condition)) ||
      (condition & BODY) !== 0
    )
      return
    const isOwner = isOwnerComparison(reader, target, tags, terminator.condition)
    // What was looked up with an id of the request is "not found" more often than "not you"; so is a count.
    const isDirect = (condition & CHOSEN) === 0
    const answers = isDirect && answersByReturning(target)
    const refused = [terminator.then, terminator.else].find(
      (side) => leadsToRefusal(reader, target, side, isOwner, isDirect) || (answers && returnsAtOnce(target, side)),
    )
    const isSpared = refused === undefined && isRefusedUnless(reader, target, tags, terminator)
    if (refused === undefined && !isSpared) return
    if (refused !== undefined && sendsOnSignedIn(reader, target, tags, terminator, refused)) return
    const text = textAt(reader, target.module, terminator.start, terminator.end, 80)
    const kind = kindOf(reader, target, tags, terminator.condition, text)
    const roles = kind === 'role' && !isSpared ? rolesOf(reader, target, terminator.condition, refused === terminator.then) : null
    found.push({
      kind,
      name: text || 'condition',
      place: placeAt(reader, target, terminator.start, terminator.end),
      level: 'handler',
      proof: isSpared ? 'named' : 'refuses',
      ...(roles === null ? {} : { roles }),
    })
  })
  for (const { clause, type, start, end } of caughtRefusals(reader, target))
    if (leadsToRefusal(reader, target, clause, false, false))
      found.push({
        kind: 'role',
        name: `except ${type}`,
        place: placeAt(reader, target, start, end),
        level: 'handler',
        proof: 'named',
      })
  for (const call of reader.callsIn(target.function)) {
    const asserted = assertedGuard(reader, target, tags, call)
    if (asserted !== null) {
      found.push(asserted)
      continue
    }
    const known =
      KNOWN_GUARDS.get(call.name) ??
      (call.call.receiver >= 0 && (tags.tags(target, call.call.receiver) & REQUEST) !== 0 ? GUARD_METHODS.get(call.method) : undefined)
    if (known !== undefined && !call.call.isDecorator) {
      found.push({
        kind: known.kind,
        name: call.name || call.method,
        place: placeOfCall(reader, call),
        level: 'handler',
        proof: known.proof,
      })
      continue
    }
    if (/^require[sd]?$/.test(call.method) && call.call.receiver >= 0 && !call.call.isDecorator) {
      // `with Permissions.UPLOAD.require(403):`
      const name = `${slotText(reader, call, call.call.receiver)}.${call.method}`
      if (guardKindOfName(name) === 'role')
        found.push({ kind: 'role', name, place: placeOfCall(reader, call), level: 'handler', proof: 'named' })
    }
    if (call.callee.kind === 'library' && !call.call.isDecorator && isDemand(call)) {
      found.push({ kind: 'authentication', name: call.method, place: placeOfCall(reader, call), level: 'handler', proof: 'named' })
      continue
    }
    if (call.callee.kind !== 'function' || call.call.isDecorator) continue
    const { name } = call.callee.function
    const carries = call.call.args.some(
      (argument) => (tags.tags(target, argument.value) & (REQUEST | CONTEXT | IDENTITY | CREDENTIAL)) !== 0,
    )
    const kind = guardKindOfName(name)
    if (!carries && kind === null) continue
    const code = { module: call.callee.module, function: call.callee.function }
    const verdict = bodyVerdict(reader, code, 'returns')
    // What asks from which page a request comes asks nothing of who sends it.
    if (kind === null && asksOnlyForForm(reader, { target: code, manner: 'returns' })) continue
    const isNamed = kind !== null && carries && !ACTS.test(name.slice(name.lastIndexOf('.') + 1))
    if (!verdict.refuses || !(verdict.statuses.has(401) || verdict.statuses.has(403) || isNamed)) continue
    const asked = kind ?? (verdict.statuses.has(401) ? 'authentication' : refusesStrangers(reader, tags, call) ? 'owner' : 'role')
    found.push({
      kind: asked,
      name,
      place: placeOfCall(reader, call),
      level: 'handler',
      proof: asked === 'role' && !refusesUnknownRole(reader, code, 'returns') ? 'never-refuses' : 'refuses',
    })
  }
  return found
}

/** `ctx.assert(ctx.state.user.role === 'chief', 403)`, which says as much as a branch that refuses. */
function assertedGuard(reader: Reader, target: FunctionRef, tags: TagReader, call: SeenCall): GuardFact | null {
  const status = assertedStatus(reader, call)
  const condition = call.call.args[0]?.value ?? -1
  if (status === null || (tags.tags(target, condition) & (IDENTITY | CREDENTIAL)) === 0 || (tags.tags(target, condition) & BODY) !== 0)
    return null
  const isOwner = isOwnerComparison(reader, target, tags, condition)
  if (!REFUSAL.has(status) && !(isOwner && status === 404)) return null
  const text = textAt(reader, target.module, call.call.start, call.call.end, 80)
  const kind = kindOf(reader, target, tags, condition, text)
  const roles = kind === 'role' ? rolesOf(reader, target, condition, false) : null
  const place = placeOfCall(reader, call)
  return { kind, name: text, place, level: 'handler', proof: 'refuses', ...(roles === null ? {} : { roles }) }
}

/** `removeWebhook(user, id)` that finds none checks no signature, `removeMember(user, id)` no membership: they are what the route is for. */
const ACTS =
  /^(?:add|create|remove|delete|update|change|edit|save|send|invite|rotate|test|make|move|merge|upload|export|import)(?:[A-Z_]|$)/

/** `if not self.has_permission()`, where that method of the class asks who is calling. */
function asksOfSelf(reader: Reader, target: FunctionRef, tags: TagReader, condition: Slot): boolean {
  const made = definitionBehind(target, condition)?.instruction
  if (made?.op === 'unary' && made.operator === 'not') return asksOfSelf(reader, target, tags, made.operand)
  if (made?.op !== 'call' || made.receiver < 0 || made.receiver !== target.function.selfSlot) return false
  const callee = reader.seenCall(made)?.callee
  if (callee?.kind !== 'function') return false
  const method = { module: callee.module, function: callee.function }
  return callee.function.blocks.some(({ terminator }) => {
    const asked = terminator.op === 'branch' ? terminator.condition : terminator.op === 'return' ? terminator.src : -1
    return asked >= 0 && (tags.tags(method, asked) & (IDENTITY | CREDENTIAL)) !== 0
  })
}

/** `if not is_admin(user) and not self.skips_check(): raise Forbidden`, where nothing of the request decides what comes after `and`. */
function isRefusedUnless(reader: Reader, target: FunctionRef, tags: TagReader, branch: Extract<Terminator, { op: 'branch' }>): boolean {
  return [
    [branch.then, branch.else],
    [branch.else, branch.then],
  ].some(([failed = -1, passed]) => {
    const next = target.function.blocks[failed]?.terminator
    if (next?.op !== 'branch' || tags.tags(target, next.condition) !== 0) return false
    const other = next.then === passed ? next.else : next.else === passed ? next.then : -1
    return other >= 0 && leadsToRefusal(reader, target, other, false, true)
  })
}

const SET_UP =
  /first_?(?:run|install|start|user|time|launch)|(?:is|already|not|been)_?(?:installed|set_?up|initiali[sz]ed)|(?:has|any|no)_?(?:users|admins?)\b/i

/** `if (!settings.firstInstall) return res.status(403)`: open until somebody has set the service up, and to nobody after that. */
function setUpGuard(reader: Reader, target: FunctionRef, branch: Extract<Terminator, { op: 'branch' }>): GuardFact | null {
  const text = textAt(reader, target.module, branch.start, branch.end, 80)
  if (!SET_UP.test(text)) return null
  const refuses = [branch.then, branch.else].some((side) => leadsToRefusal(reader, target, side, false, false))
  const place = placeAt(reader, target, branch.start, branch.end)
  return refuses ? { kind: 'authentication', name: text, place, level: 'handler', proof: 'named' } : null
}

const DEMAND =
  /^(?:require|ensure|assert|must)_?(?:be)?_?(?:user|auth\w*|session|login|signed_?in|logged_?in|account|member|identity|user_?session|current_?user)$/i

/** `const session = await requireSession()` of a module that we do not have: it throws, or it would be called otherwise. */
function isDemand({ call, method, name, module }: SeenCall): boolean {
  return (
    module.language === 'javascript' &&
    call.args.length < 2 &&
    (DEMAND.test(method) || /^@clerk\/nextjs\/server\.auth\.protect$/.test(name))
  )
}

/** A server action says what went wrong in what it returns, a listener by returning: there are no statuses. */
function answersByReturning({ module, function: fn }: FunctionRef): boolean {
  return isServerAction(module, fn) || connectionOf({ module, function: fn }) !== null
}

/** `if (!user) return { error: 'Sign in first' }`. */
function returnsAtOnce({ function: fn }: FunctionRef, from: BlockIndex): boolean {
  const block = fn.blocks[from]
  return block?.terminator.op === 'return' && block.instructions.length < 12
}

/** Whether the way from a block ends the request with a refusal soon: one of the statuses, 404 where it may hide, a throw where it may. */
export function leadsToRefusal(
  reader: Reader,
  target: FunctionRef,
  from: BlockIndex,
  mayHide: boolean,
  mayThrow: boolean,
  refusals: ReadonlySet<number> = REFUSAL,
): boolean {
  let at = from
  for (let step = 0; step < MAX_CHAIN; step += 1) {
    const block = target.function.blocks[at]
    if (block === undefined) return false
    const statuses = statusesOfBlock(reader, target, block)
    const ends = block.terminator.op !== 'branch' && block.terminator.op !== 'next'
    if (statuses.some((status) => refusals.has(status) || (mayHide && status === 404))) return ends
    // `abort(400)` leaves too: what stands behind it is another way.
    if (statuses.some((status) => status >= 400)) return false
    if (deniesByMethod(reader, block) || ((mayThrow || mayHide) && leavesByCall(reader, block))) return true
    const refusal = alwaysRefuses(reader, block)
    if (refusal !== null)
      return refusal.length === 0 ? mayThrow || mayHide : refusal.some((status) => refusals.has(status) || (mayHide && status === 404))
    if (block.terminator.op === 'throw') return (mayThrow || mayHide) && statuses.length === 0
    if (block.terminator.op !== 'jump') return false
    at = block.terminator.to
  }
  return false
}

/** `redirect('/login')` of Next.js and `error(401)` of SvelteKit throw: nothing after them runs. */
function leavesByCall(reader: Reader, block: Block): boolean {
  return block.instructions.some((instruction) => {
    const name = instruction.op === 'call' ? (reader.seenCall(instruction)?.name ?? '') : ''
    return /^(?:next\/navigation\.(?:redirect|permanentRedirect|notFound|unauthorized|forbidden)|@sveltejs\/kit\.(?:redirect|error))$/.test(
      name,
    )
  })
}

/** `self.permission_denied(request)` of Django REST framework, `self.handle_no_permission()` of Django's mixins. */
function deniesByMethod(reader: Reader, block: Block): boolean {
  return block.instructions.some((instruction) => {
    if (instruction.op !== 'call' || instruction.receiver < 0 || !/^(?:permission_denied|handle_no_permission)$/.test(instruction.method))
      return false
    return reader.seenCall(instruction)?.callee.kind !== 'function'
  })
}

/** Statuses given to a function that does nothing but throw: `fail(403, 'forbidden')`; null when no such call is made. */
function alwaysRefuses(reader: Reader, block: Block): readonly number[] | null {
  for (const instruction of block.instructions) {
    const seen = instruction.op === 'call' ? reader.seenCall(instruction) : undefined
    if (seen?.callee.kind !== 'function') continue
    const ends = seen.callee.function.blocks.map(({ terminator }) => terminator.op)
    if (!ends.includes('throw') || ends.includes('return')) continue
    return seen.call.args.flatMap((argument) => {
      const denoted = reader.denoter.denote(seen, argument.value)
      return denoted.kind === 'constant' && typeof denoted.value === 'number' ? [denoted.value] : []
    })
  }
  return null
}

function kindOf(reader: Reader, target: FunctionRef, tags: TagReader, condition: Slot, text: string): GuardFact['kind'] {
  if (isOwnerComparison(reader, target, tags, condition)) return 'owner'
  // Where rights depend on the object, asking for all of a kind tells only that somebody may do it to some.
  if (/\.(?:can|cannot)\(/.test(text) && hasConditionalRights(reader)) return 'authentication'
  return ROLE_WORD.test(text) || asksRoleInside(reader, target, condition) ? 'role' : 'authentication'
}

const LONGEST_QUESTION = 400

/** `if (!mayDecide(c))`, where that function of the tree looks at the role. */
function asksRoleInside(reader: Reader, target: FunctionRef, condition: Slot): boolean {
  const made = definitionBehind(target, condition)?.instruction
  if (made?.op === 'unary') return asksRoleInside(reader, target, made.operand)
  const callee = made?.op === 'call' ? reader.seenCall(made)?.callee : undefined
  if (callee?.kind !== 'function') return false
  const { module, function: fn } = callee
  return fn.end - fn.start < LONGEST_QUESTION && ROLE_WORD.test(reader.textOf(module.file).slice(fn.start, fn.end))
}
