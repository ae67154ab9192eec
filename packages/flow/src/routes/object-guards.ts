import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { Instruction, Slot } from '../ir/ir.ts'
import { boundTags } from './bound-arguments.ts'
import { dictEntries } from './handler-values.ts'
import { definitionBehind, type FunctionRef, type Reader, type SeenCall, slotText, textAt } from './reader.ts'
import { BODY, CHOSEN, createTagReader, type Frame, IDENTITY, OWN, REQUEST, type TagReader, type Tags, TENANT } from './value-tags.ts'

const RECORDS = /^(?:log|info|warn|error|debug|trace|record|track|emit|capture\w*|audit|set|publish)$/

/** `memberships.roleIn(params.projectId, user.id)`: who calls is asked for together with the thing that the path names. */
export function asksOfObject(reader: Reader, target: FunctionRef): boolean {
  return asksInside(reader, target, createTagReader(reader, destructuredFrame(target)), 0)
}

/** Helpers of a guard that are followed. */
const DEEPEST_HELPER = 2

function asksInside(reader: Reader, target: FunctionRef, tagReader: TagReader, depth: number): boolean {
  if (asksHere(reader, target, tagReader)) return true
  if (depth >= DEEPEST_HELPER || target.module.language !== 'javascript') return false
  // `await memberOf(req, branch)`, which asks for the membership of the caller in the branch of the path.
  return reader.callsIn(target.function).some((call) => {
    const { callee } = call
    if (callee.kind !== 'function' || call.call.isDecorator || RECORDS.test(callee.function.name)) return false
    const bound = boundTags(reader, call, callee.function, tagReader)
    if (![...bound.values()].some((given) => (given & CHOSEN) !== 0)) return false
    return asksInside(reader, callee, createTagReader(reader, new Map([[callee.function, bound]])), depth + 1)
  })
}

function asksHere(reader: Reader, target: FunctionRef, tagReader: TagReader): boolean {
  const { tags } = tagReader
  const compares = target.function.blocks.some(
    ({ terminator }) => terminator.op === 'branch' && isOwnerComparison(reader, target, tagReader, terminator.condition),
  )
  if (compares && reader.callsIn(target.function).some((call) => call.call.args.some(({ value }) => (tags(call, value) & CHOSEN) !== 0)))
    return true
  return reader.callsIn(target.function).some((call) => {
    if (RECORDS.test(call.method)) return false
    const parts = call.call.args.flatMap(({ value }) => partsOf(call, value))
    const isCaller = parts.some(({ scope, slot }) => (tags(scope, slot) & IDENTITY) !== 0)
    return (
      isCaller && parts.some(({ scope, slot }) => (tags(scope, slot) & (CHOSEN | IDENTITY)) === CHOSEN && isParameter(reader, scope, slot))
    )
  })
}

/** `async ({ ctx, input, next }) => ...`: what a middleware takes apart is all of the request. */
export function destructuredFrame({ module, function: fn }: FunctionRef): Frame {
  const first = fn.parameters.find(({ slot }) => slot !== fn.selfSlot)
  const isTakenApart = first !== undefined && module.language === 'javascript' && /^<|^opts$/.test(first.name || '<')
  return isTakenApart ? new Map([[fn, new Map([[first.slot, REQUEST]])]]) : new Map()
}

/** A value, or what an object or a list written in place holds. */
function partsOf(scope: Scope, slot: Slot): readonly { readonly scope: Scope; readonly slot: Slot }[] {
  const entries = deepEntries(scope, slot)
  if (entries.length > 0) return entries
  const behind = definitionBehind(scope, slot)
  return behind?.instruction.op === 'list'
    ? behind.instruction.items.map((item) => ({ scope: behind.scope, slot: item }))
    : [{ scope, slot }]
}

/** The values of an object literal and of those inside it: `{ where: { projectId, userId } }`. */
function deepEntries(scope: Scope, slot: Slot, depth = 0): readonly { readonly scope: Scope; readonly slot: Slot }[] {
  return dictEntries(scope, slot).flatMap((entry) => {
    const inner = depth < 3 ? deepEntries(entry.scope, entry.value, depth + 1) : []
    return inner.length > 0 ? inner : [{ scope: entry.scope, slot: entry.value }]
  })
}

/** A parameter of the path, the query or the body: the address as a whole names nothing. */
function isParameter(reader: Reader, scope: Scope, slot: Slot): boolean {
  const text = [slotText(reader, scope, slot), definitionText(reader, scope, slot)].join(' ')
  return !/\b(?:url|path|originalUrl|pathname|baseUrl)\b/.test(text)
}

function definitionText(reader: Reader, scope: Scope, slot: Slot): string {
  const behind = definitionBehind(scope, slot)
  return behind === null ? '' : textAt(reader, behind.scope.module, behind.instruction.start, behind.instruction.end)
}

const RIGHT =
  /^(?:has_perms?|has_object_permission|has_permission|hasPermission|can|cannot|may|is_allowed|isAllowed|authorize|allows|denies|throwUnlessCan|throwIfCan|check|enforce|isOwner|owns|canAccess)$/
/** How teams call what knows the rights of the caller: CASL's abilities, gates, policies. */
const KEEPER = /^(?:\w*abilit(?:y|ies)|gate|\w*polic(?:y|ies)|permissions?|acl|authz|authorizer|accessControl|bouncer|enforcer|guard|can)$/i

/** `user.has_perm('orders.delete', order)`, `ability.cannot('read', subject('Invoice', invoice))`: the caller's right to this one object. */
export function isRightToObject(reader: Reader, scope: Scope, tags: TagReader, call: Extract<Instruction, { op: 'call' }>): boolean {
  if (!RIGHT.test(call.method) || call.receiver < 0) return false
  const name = slotText(reader, scope, call.receiver)
  const isKeeper =
    (tags.tags(scope, call.receiver) & IDENTITY) !== 0 ||
    KEEPER.test(name.slice(name.lastIndexOf('.') + 1)) ||
    /(?:ability|from\(\w+\))$/i.test(name)
  const [first, second] = call.args
  const object = second ?? (first !== undefined && (tags.tags(scope, first.value) & IDENTITY) === 0 ? first : undefined)
  return isKeeper && object !== undefined && isOneObject(reader, scope, object.value)
}

const conditional = new WeakMap<Reader, boolean>()

/** `can('read', 'Invoice', { orgId: viewer.orgId })` of CASL: a rule that only holds for some objects. */
export function hasConditionalRights(reader: Reader): boolean {
  let known = conditional.get(reader)
  if (known === undefined) {
    known = reader.calls.some(({ call, module, function: fn }) => {
      const third = call.args[2]
      if (third === undefined || module.language !== 'javascript') return false
      const name = call.method === '' ? (fn.names.get(call.callee) ?? '') : call.method
      return (
        /^(?:can|allow)$/.test(name === '' ? slotText(reader, { module, function: fn }, call.callee) : name) &&
        dictEntries({ module, function: fn }, third.value).length > 0
      )
    })
    conditional.set(reader, known)
  }
  return known
}

/** Something that was loaded: neither a word, nor the class that stands for all of a kind. */
export function isOneObject(reader: Reader, scope: Scope, slot: Slot): boolean {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'class' || denoted.kind === 'constant') return false
  return definitionsOf(scope.module, scope.function, slot).every(
    (definition) =>
      definition.kind !== 'instruction' || (definition.instruction.op !== 'const' && definition.instruction.op !== 'template'),
  )
}

const ASKS = /^(?:is|has|can|may|owns?|belongs|check|assert|ensure|require|verify|user|caller|allow|permit|authori[sz]e|guard)(?:$|[A-Z_])/
const ASKS_OF_ACCESS =
  /(?:owner|member|access|allowed|permi|belongs|participa|collaborat|authori[sz]|own[se]?$|has_?user$|editor|viewer|can[A-Z_])/i

/** `isMember(userId, roomId)`, `this.access.canEdit(user, document)`: a question about the caller and a thing of the request. */
export function asksOfCallerAndThing(reader: Reader, scope: Scope, tags: TagReader, call: SeenCall): boolean {
  const name =
    call.callee.kind === 'function' ? call.callee.function.name.slice(call.callee.function.name.lastIndexOf('.') + 1) : call.method
  if (!ASKS.test(name) || !ASKS_OF_ACCESS.test(name) || RECORDS.test(name)) return false
  const parts = call.call.args.flatMap(({ value }) => partsOf(scope, value))
  const isCaller = parts.some((part) => (tags.tags(part.scope, part.slot) & IDENTITY) !== 0)
  if (isCaller && isRow(reader, scope, call.call.receiver)) return true
  // `request.user.has_event_permission(event)`
  const isAsked = call.call.receiver >= 0 && (tags.tags(scope, call.call.receiver) & IDENTITY) !== 0
  return (
    (isCaller || isAsked) &&
    parts.some((part) => {
      const tagged = tags.tags(part.scope, part.slot)
      return (tagged & IDENTITY) === 0 && (isCaller || (tagged & REQUEST) === 0) && isOneObject(reader, part.scope, part.slot)
    })
  )
}

/** A row that was loaded, or something that belongs to one, of which is asked whether it is the caller's: `document.is_visible_to(user)`. */
function isRow(reader: Reader, scope: Scope, slot: Slot): boolean {
  const behind = definitionBehind(scope, slot)
  if (behind === null || reader.denoter.denote(scope, slot).kind === 'class') return false
  const { instruction, scope: where } = behind
  if (instruction.op === 'get') return isRow(reader, where, instruction.object)
  if (instruction.op === 'index' || instruction.op === 'element') return true
  return instruction.op === 'call' && reader.denoter.denote(where, instruction.dst).kind !== 'instance'
}

/** `order.user_id != current_user.id`: one side is the caller, the other belongs to something that was loaded. */
export function isOwnerComparison(reader: Reader, scope: Scope, tags: TagReader, condition: Slot, depth = 0): boolean {
  if (depth > 4) return false
  for (const definition of definitionsOf(scope.module, scope.function, condition)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'unary' && isOwnerComparison(reader, scope, tags, instruction.operand, depth + 1)) return true
    if (instruction.op === 'move' && isOwnerComparison(reader, scope, tags, instruction.src, depth + 1)) return true
    if (instruction.op === 'binary' && /^(?:==|!=|is|is-not|in|not-in)$/.test(instruction.operator)) {
      const left = tags.tags(scope, instruction.left)
      const right = tags.tags(scope, instruction.right)
      const caller = callerBits(left, right)
      // A row of the caller's tenant beside the caller: it is the row that is asked whose it is.
      const isOne = isPerson(left) || isPerson(right)
      const leftIsCaller = isOne ? isPerson(left) : (left & caller) !== 0
      const rightIsCaller = isOne ? isPerson(right) : (right & caller) !== 0
      const other = leftIsCaller ? instruction.right : instruction.left
      if (leftIsCaller !== rightIsCaller && isLoaded(scope, other) && !isOfBody(scope, tags, other)) return true
    }
    if (instruction.op === 'await' && isOwnerComparison(reader, scope, tags, instruction.src, depth + 1)) return true
    if (instruction.op === 'call') {
      const seen = reader.seenCall(instruction)
      if (isRightToObject(reader, scope, tags, instruction)) return true
      if (seen !== undefined && (asksOfCallerAndThing(reader, scope, tags, seen) || comparesInside(reader, tags, seen, depth))) return true
    }
    if (instruction.op === 'call' && /^(?:equals|is|compare|includes|has|contains)$/.test(instruction.method)) {
      const [first] = instruction.args
      const receiver = tags.tags(scope, instruction.receiver)
      const argument = first === undefined ? 0 : tags.tags(scope, first.value)
      const caller = callerBits(receiver, argument)
      const other = (receiver & caller) !== 0 ? (first?.value ?? -1) : instruction.receiver
      if (((receiver & caller) !== 0) !== ((argument & caller) !== 0) && isLoaded(scope, other) && !isOfBody(scope, tags, other))
        return true
    }
  }
  return false
}

/** `visible_to(user, order)`: a function of the tree that is handed the caller and a row, and answers whether the row is the caller's. */
function comparesInside(reader: Reader, tags: TagReader, seen: SeenCall, depth: number): boolean {
  const { callee } = seen
  if (callee.kind !== 'function' || seen.call.isDecorator || !seen.call.args.some(({ value }) => (tags.tags(seen, value) & IDENTITY) !== 0))
    return false
  const target = { module: callee.module, function: callee.function }
  // What was loaded by an id of the body is no claim of the body.
  const ofRows: TagReader = {
    ...tags,
    tags: (scope, slot) => tags.tags(scope, slot) & (isOfBody(scope, tags, slot) ? ~0 : ~BODY),
  }
  const inner = createTagReader(reader, new Map([[callee.function, boundTags(reader, seen, callee.function, ofRows)]]))
  return callee.function.blocks.some(
    ({ terminator }) =>
      terminator.op === 'return' &&
      comparesFields(target, terminator.src, 0) &&
      isOwnerComparison(reader, target, inner, terminator.src, depth + 1),
  )
}

/** `order.org_id == user.org_id`: a field of each; `right in RIGHTS[user.role]` asks for no row. */
function comparesFields(scope: Scope, slot: Slot, depth: number): boolean {
  return definitionsOf(scope.module, scope.function, slot).some((definition) => {
    const made = definition.kind === 'instruction' ? definition.instruction : undefined
    if (made?.op === 'move' || made?.op === 'unary')
      return depth < 4 && comparesFields(scope, made.op === 'move' ? made.src : made.operand, depth + 1)
    if (made?.op === 'call') return true
    return (
      made?.op === 'binary' &&
      /^(?:==|!=|===|!==)$/.test(made.operator) &&
      [made.left, made.right].every((side) => /^(?:get|index)$/.test(definitionBehind(scope, side)?.instruction.op ?? ''))
    )
  })
}

/** `editable(user, id)`: a function of the tree that is handed the caller, and refuses where a row is not the caller's. */
export function refusesStrangers(reader: Reader, tags: TagReader, seen: SeenCall, depth = 0): boolean {
  const { callee } = seen
  if (callee.kind !== 'function' || depth > 2) return false
  const target = { module: callee.module, function: callee.function }
  const inner = createTagReader(reader, new Map([[callee.function, boundTags(reader, seen, callee.function, tags)]]))
  const asks = callee.function.blocks.some(
    ({ terminator }) => terminator.op === 'branch' && isOwnerComparison(reader, target, inner, terminator.condition),
  )
  return (
    asks ||
    reader.callsIn(callee.function).some((call) => {
      const isHanded = call.call.args.some(({ value }) => (inner.tags(call, value) & IDENTITY) !== 0)
      return isHanded && refusesStrangers(reader, inner, call, depth + 1)
    })
  )
}

/** Whether a comparison asks for the person who calls, and not for the tenant alone. */
export function asksForPerson(scope: Scope, tags: TagReader, condition: Slot): boolean {
  const made = definitionBehind(scope, condition)?.instruction
  if (made?.op === 'unary') return asksForPerson(scope, tags, made.operand)
  return made?.op !== 'binary' || [made.left, made.right].some((side) => isPerson(tags.tags(scope, side)))
}

const isPerson = (given: Tags): boolean => (given & IDENTITY) !== 0 && (given & TENANT) === 0

/** What makes one side of a comparison the caller: its identity, or else something that was granted to it. */
function callerBits(one: Tags, other: Tags): Tags {
  return ((one | other) & IDENTITY) !== 0 ? IDENTITY : OWN
}

/** A value that is no constant: a field of something, a parameter, or a list of such. */
function isLoaded(scope: Scope, slot: Slot, depth = 0): boolean {
  const definitions = definitionsOf(scope.module, scope.function, slot)
  if (definitions.length === 0) return true
  return definitions.some((definition) => {
    if (definition.kind !== 'instruction') return true
    const { instruction } = definition
    if (instruction.op === 'list') return depth < 3 && instruction.items.some((item) => isLoaded(scope, item, depth + 1))
    return instruction.op !== 'const'
  })
}

/** What the caller says of itself in the body, and nothing that was loaded: `req.body.ownerId`. */
function isOfBody(scope: Scope, tags: TagReader, slot: Slot): boolean {
  if ((tags.tags(scope, slot) & BODY) === 0) return false
  const behind = definitionBehind(scope, slot)
  if (behind === null) return scope.function.parameters.some((parameter) => parameter.slot === slot)
  const { instruction, scope: where } = behind
  if (instruction.op === 'get' || instruction.op === 'index')
    return (tags.tags(where, instruction.object) & REQUEST) !== 0 || isOfBody(where, tags, instruction.object)
  return instruction.op === 'call' && instruction.receiver >= 0 && (tags.tags(where, instruction.receiver) & REQUEST) !== 0
}
