import { type Denotation, UNKNOWN } from '../engine/denotation.ts'
import type { CallSite } from '../engine/program.ts'
import type { BodyFact, GuardFact } from '../facts.ts'
import { asksBeyond, asksOnlyWho, isPermissionClass, promisesRole } from './asks-only-who.ts'
import { attachedParts } from './attached-parts.ts'
import { isForGuests } from './for-guests.ts'
import { isForKeys } from './for-keys.ts'
import { innerFunctions } from './function-view.ts'
import { type BodyVerdict, bodyVerdict, refusesUnknownRole, VERIFYING_CALL } from './guard-proof.ts'
import { guardsInside } from './guards-inside.ts'
import { admitsEverybody, GUARD_METHODS, guardKindOfName, KNOWN_GUARDS, type KnownGuard, NEVER_GUARDS } from './known-guards.ts'
import { asksOfObject, destructuredFrame } from './object-guards.ts'
import { answersTooMany, asksOnlyForForm, comparesToken } from './own-protection.ts'
import { rateLimitOf } from './rate-limits.ts'
import {
  callBehind,
  type FunctionRef,
  isConstant,
  nameOf,
  placeAt,
  placeOfFunction,
  type Reader,
  type SeenCall,
  slotText,
  stringsAt,
} from './reader.ts'
import { asksForFlag, isLowestRank, namesEverybody, readsRole } from './role-ranks.ts'
import type { Attachment, Manner } from './router-graph.ts'
import { bodySchemaOf } from './schemas.ts'
import { asksForSignature } from './signed-requests.ts'
import { isToldOpen } from './told-open.ts'
import { CREDENTIAL, createTagReader, HEADER, IDENTITY } from './value-tags.ts'

/** What an attached function is for. */
export interface Assessment {
  readonly name: string
  readonly guard: Omit<GuardFact, 'level'> | null
  /** What it asks besides, or promises by its name and does not ask. */
  readonly also: readonly Omit<GuardFact, 'level'>[]
  readonly rateLimit: string | null
  readonly csrf: 'protected' | 'exempt' | null
  readonly body: BodyFact | null
}

const CSRF_NAMES =
  /^(?:csurf|csrf-csrf\.doubleCsrf\(\)\.doubleCsrfProtection|lusca\.csrf|koa-csrf|hono\/csrf\.csrf|tiny-csrf|csrf-sync\.csrfSync\(\)\.csrfSynchronisedProtection|@fastify\/csrf-protection|django\.views\.decorators\.csrf\.(?:csrf_protect|requires_csrf_token))$/
const CSRF_EXEMPT = /(?:^|\.)csrf_exempt$|CSRFProtect\(\)\.exempt$|SeaSurf\(\)\.exempt$/

const assessments = new WeakMap<Reader, Map<string, readonly Assessment[]>>()

/** Reads an attachment once; a list of middleware gives one assessment each. */
export function assessAttachment(reader: Reader, attachment: Attachment): readonly Assessment[] {
  let known = assessments.get(reader)
  if (known === undefined) {
    known = new Map()
    assessments.set(reader, known)
  }
  const { scope, slot, manner, isUnscoped = false } = attachment
  const key = `${scope.module.file}:${scope.function.index}:${slot}:${manner}:${isUnscoped}:${attachment.label ?? ''}`
  const before = known.get(key)
  if (before !== undefined) return before
  const parts = attachedParts(reader, attachment)
  const assessed = parts.map((part) => assess(reader, part.attachment, part.denoted, part.call))
  const denoted = reader.denoter.denote(scope, slot)
  const call = denoted.kind === 'list' ? callBehind(reader, scope, slot) : null
  const found = call === null ? assessed : withBody(assessed, bodySchemaOf(reader, attachment, denoted, call))
  known.set(key, found)
  return found
}

/** `checked(body('name').isString(), ...)`: what a function that gives several middlewares was given is told of the first of them. */
function withBody(found: readonly Assessment[], body: BodyFact | null): readonly Assessment[] {
  const [first, ...others] = found
  return first === undefined || body === null || found.some((one) => one.body !== null) ? found : [{ ...first, body }, ...others]
}

function assess(reader: Reader, attachment: Attachment, denoted: Denotation, call: SeenCall | null): Assessment {
  const text = attachment.label ?? slotText(reader, attachment.scope, attachment.slot)
  const name = attachmentName(denoted, call, text)
  const library = call === null ? nameOf(denoted) : call.name
  const code = codeOf(reader, denoted, call, attachment.manner)
  const rateLimit = rateLimitOf(reader, attachment, denoted, call, name) ?? (code !== null && answersTooMany(reader, code) ? name : null)
  const [guard = null, ...also] = guardsOf(reader, attachment, denoted, call, name, rateLimit !== null)
  return {
    name,
    guard,
    also,
    rateLimit,
    csrf:
      CSRF_EXEMPT.test(library) || CSRF_EXEMPT.test(nameOf(denoted))
        ? 'exempt'
        : CSRF_NAMES.test(library) ||
            CSRF_NAMES.test(nameOf(denoted)) ||
            /csrf_?protect/i.test(name) ||
            (code !== null && comparesToken(reader, code))
          ? 'protected'
          : null,
    body: bodySchemaOf(reader, attachment, denoted, call),
  }
}

function attachmentName(denoted: Denotation, call: SeenCall | null, text: string): string {
  if (denoted.kind === 'function' && call === null && !/^[\w$.]+$/.test(text))
    return denoted.function.name.replace(/<lambda[^>]*>/, '<anonymous>')
  if (text !== '' && text.length <= 60 && !/[{}\n]|=>/.test(text)) return text.replace(/^@/, '')
  if (call !== null) return call.callee.kind === 'function' ? call.callee.function.name : call.name || call.method
  if (denoted.kind === 'function') return denoted.function.name
  if (denoted.kind === 'class' || denoted.kind === 'instance') return denoted.class.name
  return nameOf(denoted) || text.slice(0, 60)
}

/** The guards that one attachment is. */
function guardsOf(
  reader: Reader,
  attachment: Attachment,
  denoted: Denotation,
  call: SeenCall | null,
  name: string,
  isLimiter: boolean,
): readonly Omit<GuardFact, 'level'>[] {
  const guard = guardOf(reader, attachment, denoted, call, name, isLimiter)
  const place = placeOfAttachment(reader, attachment, call)
  const decorator = attachment.manner !== 'wrapper' ? null : denoted.kind === 'function' ? denoted : call?.callee
  if (decorator?.kind === 'function' && decorator.module.language === 'python' && !isLimiter) {
    const all = guardsInside(reader, decorator, name, place)
    if (guard === null || admitsEverybody(guard)) return all.length > 0 ? all : guard === null ? [] : [guard]
    const inside = all.filter(({ kind }) => kind !== guard.kind)
    if (inside.length > 0) return [guard, ...inside]
  }
  if (guard === null) return []
  // `for scope in needed.scopes: ...` where none is needed: whoever is signed in passes.
  if (attachment.isUnscoped === true) return [guard.kind === 'role' ? { ...guard, kind: 'authentication' } : guard]
  // `IsPayrollClerk` that asks only whether somebody is signed in.
  const code = guard.proof === 'refuses' ? codeOf(reader, denoted, call, attachment.manner) : null
  const isPromised = guard.kind === 'role' || (guard.kind === 'authentication' && isPermissionClass(reader, denoted) && promisesRole(name))
  if (
    code !== null &&
    guard.kind === 'authentication' &&
    !isPromised &&
    asksForRole(reader, code) &&
    !(call !== null && isLowestRank(reader, call))
  )
    return [guard, { ...guard, kind: 'role' }]
  if (code !== null && guard.kind === 'role' && call !== null && namesEverybody(reader, call)) return [{ ...guard, kind: 'authentication' }]
  if (code === null || !isPromised || asksOfObjects(reader, denoted)) return [guard]
  if (!asksOnlyWho(reader, code.target))
    return [guard.kind !== 'role' && asksBeyond(reader, code.target) ? { ...guard, kind: 'role' } : guard]
  return [
    { ...guard, kind: 'authentication' },
    { ...guard, kind: 'role', proof: 'never-refuses' },
  ]
}

/** `editors_only` that answers 401 to strangers and 403 to those who are no editor. */
function asksForRole(reader: Reader, { target, manner }: Code): boolean {
  const { statuses } = bodyVerdict(reader, target, manner)
  // A page sends strangers to the login.
  const isTurnedAway = statuses.has(401) || (target.module.language === 'javascript' && statuses.has(302))
  if (!isTurnedAway || !statuses.has(403)) return false
  const asksMore = asksBeyond(reader, target) || readsRole(reader, target) || asksForFlag(reader, target)
  return asksMore && refusesUnknownRole(reader, target, manner)
}

function asksOfObjects(reader: Reader, denoted: Denotation): boolean {
  return (
    (denoted.kind === 'class' || denoted.kind === 'instance') && reader.denoter.member(denoted, 'has_object_permission').kind === 'function'
  )
}

function guardOf(
  reader: Reader,
  attachment: Attachment,
  denoted: Denotation,
  call: SeenCall | null,
  name: string,
  isLimiter: boolean,
): Omit<GuardFact, 'level'> | null {
  const place = placeOfAttachment(reader, attachment, call)
  const known = knownGuard(denoted, call)
  if (known !== undefined) {
    const isOff = known.offWhen !== undefined && call !== null && optionIs(reader, call, known.offWhen[0], known.offWhen[1])
    // `requires('authenticated')` of Starlette: the one scope that every signed-in caller has.
    const isAnybody = call !== null && textOfArguments(reader, call) === 'authenticated'
    const asksRoles = known.takesRoles === true && call !== null && call.call.args.length > 0
    const kind = isAnybody ? 'authentication' : asksRoles ? 'role' : refine(known.kind, name)
    return { kind, name, place, proof: isOff ? 'never-refuses' : known.proof }
  }
  if (CHECKS_INPUT.test(nameOf(denoted))) return null
  if (NEVER_GUARDS.has(nameOf(denoted).replace(/\(\)$/, '')) || (call !== null && NEVER_GUARDS.has(call.name))) return null
  const code = codeOf(reader, denoted, call, attachment.manner) ?? decoratedCode(reader, name, attachment.manner)
  const promised =
    guardKindOfName(call?.callee.kind === 'function' ? `${call.callee.function.name} ${textOfArguments(reader, call)}` : name) ??
    guardKindOfName(name)
  if (code === null) {
    if (isLimiter || promised === null || denoted.kind === 'constant' || denoted.kind === 'dict') return null
    return { kind: promised, name, place, proof: 'named' }
  }
  if (call !== null && isToldOpen(reader, call)) return { kind: 'authentication', name, place, proof: 'declared-open' }
  const verdict = bodyVerdict(reader, code.target, code.manner)
  const refusesCaller =
    verdict.refuses &&
    (verdict.statuses.has(401) || verdict.statuses.has(403) || readsIdentity(reader, code.target) || answersIdentity(reader, code))
  // Only keys of programs are asked for more: whoever is signed in passes.
  if (verdict.refuses && isForKeys(reader, code.target, code.manner)) return null
  if (verdict.refuses && onlySendsOn(verdict) && isForGuests(reader, code.target, code.manner)) return null
  // What asks by which name the service is called, or from which page, does not ask who calls.
  if (promised === null && OF_ADDRESS.test(name) && !verdict.statuses.has(401) && !readsIdentity(reader, code.target)) return null
  // What asks whether a form is ours does not ask who sends it.
  if (promised === null && asksOnlyForForm(reader, code)) return null
  // What only refuses those who come too often guards nothing.
  if (isLimiter && !verdict.statuses.has(401) && !verdict.statuses.has(403)) return null
  const isSigned = verdict.refuses && promised !== 'role' && asksForSignature(reader, code)
  if (promised === null && !refusesCaller && !isSigned) return null
  // `bodyGuard` that answers 413: it guards the service, not what callers may do.
  if (promised === 'authentication' && onlyOtherStatuses(verdict) && !verdict.asksLibrary && !readsIdentity(reader, code.target))
    return null
  // Whoever asks for what is not his is told that there is none.
  const hides = verdict.statuses.has(404) && asksOfObject(reader, code.target)
  if (promised === null && onlyOtherStatuses(verdict) && !hides) return null
  // `member` that answers 401 asks who calls, not whose the thing is.
  const asksOnlyWho = promised === 'owner' && verdict.statuses.has(401) && !verdict.statuses.has(403) && !verdict.statuses.has(404)
  const asked = asksOnlyWho ? 'authentication' : (promised ?? kindOfVerdict(verdict))
  // Who has no part in what the path names is told that there is none, and who may not do this in it, so.
  const mayBeOwner = asked !== 'role' || (promised === null && verdict.statuses.has(404))
  const kind =
    isSigned && asked === 'authentication'
      ? 'signature'
      : verdict.refuses && mayBeOwner && asksOfObject(reader, code.target)
        ? 'owner'
        : asked
  const refuses = verdict.refuses && (kind !== 'role' || refusesUnknownRole(reader, code.target, code.manner))
  const proof = refuses ? 'refuses' : verdict.asksLibrary ? 'named' : 'never-refuses'
  return { kind, name, place, proof, ...(kind === 'owner' && asksCallerAlone(reader, code.target) ? { ofCallerAlone: true } : {}) }
}

/** What checks what was sent asks nobody who sent it, whatever the field is called. */
const CHECKS_INPUT = /^(?:express-validator|celebrate|joi|zod|yup|express-zod-api|zod-express-middleware)\b/

/** Names of what a request chooses, and of what loads something. */
const OF_OBJECT = /\b(?:params|query|body|path|url|originalUrl|await|find\w*|get\w+|load\w*|param)\b/

/** `if (!current(res).isOwner) throw forbidden()`: a flag of the caller, whatever the path names. */
function asksCallerAlone(reader: Reader, { module, function: fn }: FunctionRef): boolean {
  return module.language === 'javascript' && !OF_OBJECT.test(reader.textOf(module.file).slice(fn.start, fn.end))
}

function placeOfAttachment(reader: Reader, { scope, slot }: Attachment, call: SeenCall | null): GuardFact['place'] {
  if (call !== null) return placeAt(reader, call, call.call.start, call.call.end)
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind === 'function') return placeOfFunction(reader, { module: denoted.module, function: denoted.function })
  if (denoted.kind === 'class')
    return placeAt(reader, { module: denoted.module, function: scope.function }, denoted.class.start, denoted.class.start + 1)
  return placeAt(reader, scope, scope.function.start, scope.function.start + 1)
}

/** `requireRole('admin')` is a role guard whatever its factory is called. */
function textOfArguments(reader: Reader, call: SeenCall): string {
  return call.call.args.flatMap((argument) => stringsAt(reader, call, argument.value)).join(' ')
}

function refine(kind: GuardFact['kind'], name: string): GuardFact['kind'] {
  return kind === 'authentication' && /(?:role|admin|scope|permission)/i.test(name.slice(name.lastIndexOf('.') + 1)) ? 'role' : kind
}

function knownGuard(denoted: Denotation, call: SeenCall | null): KnownGuard | undefined {
  const name = nameOf(denoted)
  return (call === null ? undefined : KNOWN_GUARDS.get(call.name)) ?? KNOWN_GUARDS.get(name) ?? KNOWN_GUARDS.get(name.replace(/\(\)$/, ''))
}

function optionIs(reader: Reader, call: SeenCall, option: string, value: boolean): boolean {
  for (const argument of call.call.args) {
    const denoted = reader.denoter.denote(call, argument.value)
    if (argument.kind === 'named' && argument.name === option && isConstant(denoted, value)) return true
    if (denoted.kind === 'dict' && isConstant(denoted.entries.get(option), value)) return true
  }
  return false
}

interface Code {
  readonly target: FunctionRef
  readonly manner: Manner
}

const decorated = new WeakMap<Reader, ReadonlyMap<string, FunctionRef>>()

/** `fastify.decorate('authenticate', async (request, reply) => ...)`, used as `fastify.authenticate`. */
function decoratedCode(reader: Reader, name: string, manner: Manner): Code | null {
  let known = decorated.get(reader)
  if (known === undefined) {
    known = readDecorated(reader)
    decorated.set(reader, known)
  }
  const target = known.get(name.slice(name.lastIndexOf('.') + 1))
  return target === undefined || !name.includes('.') ? null : { target, manner }
}

function readDecorated(reader: Reader): ReadonlyMap<string, FunctionRef> {
  const found = new Map<string, FunctionRef>()
  for (const call of reader.calls) {
    if (call.method !== 'decorate' || call.call.receiver < 0) continue
    const name = reader.denoter.argument(call, call.call, 0)
    const value = reader.denoter.argument(call, call.call, 1)
    if (name?.kind === 'constant' && typeof name.value === 'string' && value?.kind === 'function')
      found.set(name.value, { module: value.module, function: value.function })
  }
  return found
}

/** The code that runs for each request: a function itself, what a factory returns, the method of a guard class. */
export function codeOf(reader: Reader, denoted: Denotation, call: SeenCall | null, manner: Manner): Code | null {
  if (denoted.kind === 'function') {
    const target = { module: denoted.module, function: denoted.function }
    if (manner !== 'wrapper') return { target, manner }
    // A decorator is a function that makes the wrapper; a decorator factory makes the decorator, which denotes as a function already.
    return wrapperInside(target)
  }
  if (denoted.kind === 'class' || denoted.kind === 'instance') {
    for (const [method, how] of GUARD_CLASS_METHODS) {
      const found = reader.denoter.member(denoted, method)
      if (found.kind !== 'function') continue
      const target = { module: found.module, function: found.function }
      // An object that decorates: what it is called with is the view.
      if (method === '__call__' && manner === 'wrapper' && innerFunctions(target).length > 0) return wrapperInside(target)
      return { target, manner: how }
    }
    return null
  }
  if (call?.callee.kind === 'function') {
    const target = { module: call.callee.module, function: call.callee.function }
    if (manner === 'wrapper') return wrapperInside(target)
    const inner = innerFunctions(target)[0]
    return inner === undefined ? null : { target: { module: target.module, function: inner }, manner }
  }
  return denoted.kind === 'library' && denoted.origin !== null && manner !== 'wrapper' ? wrappedCode(reader, denoted.origin, manner) : null
}

/** `createMiddleware(async (c, next) => ...)`, `asyncHandler(fn)`: what a library is given to run for each request. */
function wrappedCode(reader: Reader, made: CallSite, manner: Manner): Code | null {
  const given = reader.denoter.argument(made, made.call, 0)
  return given?.kind === 'function' ? { target: { module: given.module, function: given.function }, manner } : null
}

const GUARD_CLASS_METHODS: readonly (readonly [string, Manner])[] = [
  ['canActivate', 'returns-truth'],
  ['has_permission', 'returns-truth'],
  ['has_object_permission', 'returns-truth'],
  ['use', 'next'],
  ['dispatch', 'next'],
  ['authenticate_request', 'returns'],
  ['__call__', 'returns'],
  ['handle', 'next'],
  ['middleware', 'next'],
  ['process_request', 'returns-nothing'],
  ['process_resource', 'returns-nothing'],
]

/** The innermost function that a decorator builds: `def deco(f): def wrapper(...): ...`, with one more level for factories. */
function wrapperInside(target: FunctionRef): Code | null {
  let at = target
  for (let depth = 0; depth < 3; depth += 1) {
    const inner = innerFunctions(at).find((candidate) => candidate.kind === 'function' || candidate.kind === 'lambda')
    if (inner === undefined) break
    at = { module: at.module, function: inner }
  }
  return at === target ? null : { target: at, manner: 'wrapper' }
}

/** `return request.user.is_authenticated`: the answer of a permission is the caller's state itself. */
function answersIdentity(reader: Reader, { target, manner }: Code): boolean {
  if (manner !== 'returns-truth') return false
  const tagReader = createTagReader(reader, new Map())
  return target.function.blocks.some(
    ({ terminator }) => terminator.op === 'return' && (tagReader.tags(target, terminator.src) & (IDENTITY | CREDENTIAL)) !== 0,
  )
}

function readsIdentity(reader: Reader, target: FunctionRef): boolean {
  // `await request.jwtVerify()` throws for strangers and hands nothing on.
  if (reader.callsIn(target.function).some(({ method, name }) => GUARD_METHODS.has(method) || VERIFYING_CALL.test(name))) return true
  const inherited = inheritedMethod(reader, target)
  if (inherited !== null && readsIdentity(reader, inherited)) return true
  const tagReader = createTagReader(reader, destructuredFrame(target))
  for (const block of target.function.blocks) {
    if (block.terminator.op === 'branch' && (tagReader.tags(target, block.terminator.condition) & (IDENTITY | CREDENTIAL)) !== 0)
      return true
    if (
      block.instructions.some(
        (instruction) =>
          instruction.op === 'get' && (tagReader.tags(target, instruction.dst) & (IDENTITY | CREDENTIAL | HEADER)) === CREDENTIAL,
      )
    )
      return true
  }
  return false
}

/** `super().has_permission(request, view)` in the method of that name: what a base of the tree does there. */
function inheritedMethod(reader: Reader, { module, function: fn }: FunctionRef): FunctionRef | null {
  const owner = module.classes[fn.ownerClass]
  const name = fn.name.slice(fn.name.lastIndexOf('.') + 1)
  const asksBase = reader
    .callsIn(fn)
    .some((call) => call.method === name && call.call.receiver >= 0 && /^super\b/.test(slotText(reader, call, call.call.receiver)))
  if (owner === undefined || !asksBase) return null
  for (const base of reader.denoter.bases(module, owner)) {
    const found = base.kind === 'class' ? reader.denoter.member(base, name) : UNKNOWN
    if (found.kind === 'function' && found.function !== fn) return { module: found.module, function: found.function }
  }
  return null
}

/** Refusals for other reasons than who asks: bad input, not found, too many requests. */
function onlyOtherStatuses(verdict: BodyVerdict): boolean {
  return verdict.statuses.size > 0 && ![301, 302, 303, 307, 401, 403, 404].some((status) => verdict.statuses.has(status))
}

const OF_ADDRESS = /(?:host|origin|referr?er)s?(?:_?(?:header|name))?s?$/i

/** All that it answers by itself sends elsewhere. */
function onlySendsOn({ statuses }: BodyVerdict): boolean {
  return statuses.size > 0 && [...statuses].every((status) => status >= 300 && status < 400)
}

function kindOfVerdict(verdict: BodyVerdict): GuardFact['kind'] {
  return verdict.statuses.has(401) || verdict.statuses.has(302) ? 'authentication' : verdict.statuses.has(403) ? 'role' : 'authentication'
}
