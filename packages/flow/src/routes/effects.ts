import { definitionsOf } from '../engine/definitions.ts'
import type { RouteEffect } from '../facts.ts'
import type { Instruction, IrFunction, Slot } from '../ir/ir.ts'
import { boundTags } from './bound-arguments.ts'
import { asksByDigest, asksBySecret, asksForPublic, chosenByCriteria } from './chosen-rows.ts'
import { belongsBelow, isQueryOfManager, kindOf, subjectOf } from './data-layer.ts'
import { BOUNDING_METHODS, CERTAIN_METHODS, LIKELY_METHODS } from './database-calls.ts'
import { readsDictionary } from './dictionary-reads.ts'
import { type GivenWords, givenWords, NO_WORDS, tableGiven } from './given-words.ts'
import { asksForIds } from './listed-ids.ts'
import { asksForParent, type NestedPath, namedBy } from './nested-path.ts'
import { asksForPerson, asksOfCallerAndThing, isOwnerComparison, isRightToObject } from './object-guards.ts'
import { instructionsOfOthers } from './other-methods.ts'
import { isOverridden } from './overridden-callers.ts'
import { methodOfOwnMember } from './own-members.ts'
import { modelGiven, type Owner, ownerOf, subjectOfOwn } from './own-subject.ts'
import { permittedInstructions } from './permitted.ts'
import { preparedBehind, transactionBehind } from './prepared-statements.ts'
import { isProven } from './proven-rows.ts'
import { buildsStatement, type Chain, callsGiven, chainOf, EXECUTES } from './query-chains.ts'
import { chainTags } from './query-conditions.ts'
import { chainAfter, columnsOf } from './read-columns.ts'
import { callBehind, type FunctionRef, isConstant, nameOf, placeAt, placeOfCall, type Reader, type SeenCall, slotText } from './reader.ts'
import { refusesOneself } from './refused-oneself.ts'
import { isAskedInPart, isBounded } from './row-bounds.ts'
import { loadingCall, rowMethod } from './row-methods.ts'
import { isScopedManager } from './scoped-managers.ts'
import { isSliced } from './sliced.ts'
import { isGivenStatement, preparedEffect, statementEffect, statementOf } from './statements.ts'
import { commandEffect } from './store-commands.ts'
import { isSubquery } from './subqueries.ts'
import { builderEffect } from './table-builders.ts'
import { CHOSEN, createTagReader, type Frame, IDENTITY, OWN, type TagReader } from './value-tags.ts'

const MAX_DEPTH = 4

const MAX_FUNCTIONS = 60

const MAX_EFFECTS = 60

/** What a handler does to data, itself and through the functions it calls. */
export function effectsOf(
  reader: Reader,
  handler: FunctionRef,
  frame: Frame,
  { path = null, method = null }: Asked = {},
): readonly RouteEffect[] {
  const walk: Walk = {
    reader,
    effects: [],
    seen: new Map(),
    words: NO_WORDS,
    path,
    method,
    self: null,
    comparesOwner: false,
    comparesPerson: false,
    comparesParent: false,
  }
  walkFunction(walk, handler, frame, 0)
  if (walk.comparesParent) walk.effects.splice(0, Number.POSITIVE_INFINITY, ...walk.effects.map(boundToParent))
  // A loaded object that is compared with the caller before it is answered is as good as a condition in the query.
  return walk.comparesOwner
    ? walk.effects.map((effect) => (effect.byRequestId ? boundToCaller(effect, walk.comparesPerson) : effect))
    : walk.effects
}

const boundToCaller = ({ ofTenant, ...effect }: RouteEffect, isPerson: boolean): RouteEffect =>
  ofTenant === true && !isPerson ? { ...effect, byOwner: true, ofTenant } : { ...effect, byOwner: true }

/** By which path and which method a handler is asked. */
interface Asked {
  readonly path?: NestedPath | null
  readonly method?: string | null
}

interface Walk {
  readonly reader: Reader
  readonly effects: RouteEffect[]
  /** Functions with the words that they were given, as far as those are known. */
  readonly seen: Map<IrFunction, Set<string>>
  words: GivenWords
  readonly path: NestedPath | null
  readonly method: string | null
  /** The object whose method is walked. */
  self: Owner | null
  comparesOwner: boolean
  /** Whether it is who calls that is compared, and not only the tenant. */
  comparesPerson: boolean
  comparesParent: boolean
}

const boundToParent = (effect: RouteEffect): RouteEffect => (effect.namedBy === 'child' ? { ...effect, namedBy: 'both' } : effect)

function walkFunction(walk: Walk, target: FunctionRef, frame: Frame, depth: number): void {
  const given = [...walk.words.words.values(), ...givenToObject(walk, target, frame)].join('\0')
  const before = walk.seen.get(target.function)
  if (before?.has(given) === true || walk.seen.size >= MAX_FUNCTIONS) return
  walk.seen.set(target.function, (before ?? new Set()).add(given))
  const tags = createTagReader(walk.reader, frame, walk.path)
  for (const block of target.function.blocks) {
    if (block.terminator.op === 'branch' && walk.path !== null)
      walk.comparesParent ||= asksForParent((slot) => tags.tags(target, slot), target, block.terminator.condition, OWN)
    if (
      block.terminator.op === 'branch' &&
      isOwnerComparison(walk.reader, target, tags, block.terminator.condition) &&
      !refusesOneself(walk.reader, target, block.terminator)
    ) {
      walk.comparesOwner = true
      walk.comparesPerson ||= asksForPerson(target, tags, block.terminator.condition)
    }
  }
  const others = depth === 0 && walk.method !== null ? instructionsOfOthers(walk.reader, target, walk.method) : null
  const calls = walk.reader.callsIn(target.function).filter(({ call }) => others?.has(call) !== true)
  const loaded = new Map<Slot, RouteEffect>()
  const own = ownEffects(walk.reader, target, tags)
  const permitted = permittedInstructions(walk.reader, target, tags)
  for (const call of calls) {
    if (walk.effects.length >= MAX_EFFECTS) return
    const first = walk.effects.length
    const found = own.get(call)
    const effect =
      found === undefined
        ? undefined
        : onMadeRow(
            walk,
            call,
            { ...found, of: subjectOfOwn(walk.reader, target, walk.self, found.of ?? tableGiven(walk.reader, call, walk.words)) },
            tags,
          )
    if (effect !== undefined) {
      walk.effects.push(effect)
      if (effect.kind === 'read-one') loaded.set(call.call.dst, effect)
    }
    // `leave_request.approve()`: a method of the record.
    const ofRow = call.callee.kind === 'function' ? null : rowMethod(walk.reader, call, (one) => effectOf(walk.reader, one, tags))
    const ofOwn = methodOfOwnMember(walk.reader, call, walk.self)
    const callee = transactionBehind(walk.reader, call) ?? ofRow?.method ?? ofOwn ?? call.callee
    if (effect === undefined && callee.kind === 'function' && !call.call.isDecorator && depth < MAX_DEPTH) {
      const before = walk.effects.length
      enter(walk, call, callee, tags, frame, depth)
      // `readable(user)[start:end]`: of the rows that a function asks for a part is taken here.
      if (walk.effects.slice(before).some(isOpenList) && isSliced(walk.reader, call))
        walk.effects.push(...walk.effects.splice(before).map((each) => ({ ...each, isBounded: true })))
      walk.effects.push(...walk.effects.splice(before).map((each) => chosenByCriteria(walk.reader, call, tags, each)))
      if (asksForOne(walk.reader, call))
        walk.effects.push(
          ...walk.effects.splice(before).map((each) => (each.kind === 'read-many' ? { ...each, kind: 'read-one' as const } : each)),
        )
      if (ofRow !== null) walk.effects.push(...walk.effects.splice(before).map((each) => onRow(each, ofRow.loaded)))
      if (walk.effects.slice(before).some(isOpenList) && isAskedInPart(walk.reader, call, tags))
        walk.effects.push(...walk.effects.splice(before).map((each) => (isOpenList(each) ? { ...each, isBounded: true } : each)))
      // `own_albums().filter_by(id=id).first()`: the query that is made there is asked here.
      if (walk.effects.length > before && (continuesChain(walk.reader, target, call) || isSubquery(walk.reader, target, call)))
        walk.effects.splice(before, Number.POSITIVE_INFINITY, ...walk.effects.slice(before).filter(({ kind }) => kind !== 'read-many'))
    }
    if (throwsForStrangers(walk.reader, target, tags, call)) {
      walk.comparesOwner = true
      walk.comparesPerson = true
    }
    if (walk.path !== null && CHECKS.test(call.method || call.name))
      walk.comparesParent ||= asksForParent((slot) => tags.tags(target, slot), target, call.call.dst, OWN)
    for (const argument of call.call.args) enterCallback(walk, target, argument.value, frame, depth)
    if (walk.effects.length > first && call.call.args.some(({ value }) => isOverridden(target, tags, value)))
      walk.effects.splice(first, Number.POSITIVE_INFINITY, ...walk.effects.slice(first).map(overridden))
    if (permitted.has(call.call))
      walk.effects.splice(first, Number.POSITIVE_INFINITY, ...walk.effects.slice(first).map((each) => ({ ...each, isPermitted: true })))
  }
  if (calls.some((call) => /^(?:commit|flush|save)$/.test(call.method))) writesOf(walk, target, loaded, tags)
  if (target.module.language === 'python') usedQueries(walk, target, tags, own, depth)
}

const isOpenList = ({ kind, isBounded }: RouteEffect): boolean => kind === 'read-many' && !isBounded

/** Of an object that serves the rows it was made for: which these are, and what its method was given. */
function givenToObject({ reader, self }: Walk, { function: method }: FunctionRef, frame: Frame): readonly string[] {
  const model = method.selfSlot < 0 ? null : modelGiven(reader, self?.origin ?? null)
  return model === null ? [] : [model, ...[...(frame.get(method) ?? [])].map(([slot, tags]) => `${slot}:${tags}`)]
}

/** `self.find(limit=1, **criteria)`. */
const asksForOne = (reader: Reader, call: SeenCall): boolean =>
  call.call.args.some(
    (argument) => argument.kind === 'named' && argument.name === 'limit' && isConstant(reader.denoter.denote(call, argument.value), 1),
  )

const overridden = ({ ofTenant: _, ...effect }: RouteEffect): RouteEffect => ({ ...effect, byOwner: false, isOverridden: true })

/** What a method of a record does to its own row is done to the row that was asked for; nobody has chosen one that is made here. */
function onRow(effect: RouteEffect, loaded: RouteEffect): RouteEffect {
  const isOwn = effect.of === loaded.of && (effect.kind === 'update' || effect.kind === 'delete')
  return isOwn ? { ...effect, byRequestId: loaded.kind !== 'create' && loaded.byRequestId, byOwner: loaded.byOwner } : effect
}

/** `task = Task.objects.create(...)`, then `task.save()`: the row that is made here. */
function onMadeRow({ reader }: Walk, call: SeenCall, effect: RouteEffect, tags: TagReader): RouteEffect {
  const { receiver } = call.call
  if (!effect.byRequestId || receiver < 0 || !/^a?(?:save|delete)$/.test(call.method)) return effect
  const made = loadingCall(reader, call, receiver, 0)
  return made !== null && effectOf(reader, made, tags)?.kind === 'create' ? { ...effect, byRequestId: false } : effect
}

/** `return Member.objects.order_by('id')` of a resolver, `list(rows)`, `for row in rows`: the rows are asked for where the query is used. */
function usedQueries(walk: Walk, target: FunctionRef, tags: TagReader, own: ReadonlyMap<SeenCall, RouteEffect>, depth: number): void {
  const seen = new Set<SeenCall>()
  const used = target.function.blocks.flatMap(({ terminator }) =>
    terminator.op === 'next' ? [terminator.iterable] : terminator.op === 'return' && depth === 0 ? [terminator.src] : [],
  )
  const listed = walk.reader
    .callsIn(target.function)
    .flatMap(({ name, call: { args } }) => (LISTS.test(name) ? [args[0]?.value ?? -1] : []))
  for (const slot of [...used, ...listed]) {
    for (const call of callsGiven(walk.reader, target, slot, 0)) {
      if (seen.has(call) || own.has(call) || !LAZY.test(call.method)) continue
      seen.add(call)
      const chain = chainOf(walk.reader, call)
      // A step of the chain may have been counted for what it asks.
      if (!chain.attributes.includes('objects') || chain.calls.some((step) => own.has(step))) continue
      const chosen = chainTags(chain, tags)
      const columns = columnsOf(walk.reader, [...chain.calls, ...chainAfter(walk.reader, call)])
      walk.effects.push({
        kind: 'read-many',
        place: placeOfCall(walk.reader, call),
        of: subjectOf(walk.reader, chain),
        ...(columns === null ? {} : { columns }),
        byRequestId: (chosen.all & CHOSEN) !== 0,
        byOwner: chosen.byOwner,
        isBounded: isBounded(walk.reader, chain, tags),
      })
    }
  }
}

const LISTS = /^(?:list|tuple|sorted|set)$/

const LAZY = /^(?:order_by|select_related|prefetch_related|annotate|only|defer|distinct|reverse|using|alias|values|values_list|iterator)$/

/** `ForbiddenError.from(ability).throwUnlessCan('read', invoice)`, `await access.assertMember(user, room)`: its result is not needed. */
function throwsForStrangers(reader: Reader, target: FunctionRef, tags: TagReader, call: SeenCall): boolean {
  if (!/^(?:throw\w*|assert\w*|ensure\w*|require\w*|authori[sz]e\w*|check\w*|enforce\w*|verify\w*|guard\w*)$/i.test(call.method))
    return false
  if (isRightToObject(reader, target, tags, call.call)) return true
  return call.callee.kind !== 'function' && asksOfCallerAndThing(reader, target, tags, call)
}

/** What asks, and throws where the answer is no. */
const CHECKS = /(?:^|\.)(?:throw|assert|ensure|require|authori[sz]e|check|enforce|verify|guard)\w*$/i

/** `order.status = x; session.commit()`: the loaded object is written back. */
function writesOf(walk: Walk, target: FunctionRef, loaded: ReadonlyMap<Slot, RouteEffect>, tags: TagReader): void {
  const written = new Set<RouteEffect>()
  for (const block of target.function.blocks) {
    for (const instruction of block.instructions) {
      const object = writtenObject(walk.reader, target, instruction)
      const effect = object < 0 ? undefined : loadedBehind(target, object, loaded)
      if (effect !== undefined) written.add(effect)
      else if (object >= 0 && isCallerObject(walk.reader, target, object, tags)) {
        // `current_user.closed = True`: the row of the caller.
        const place = placeAt(walk.reader, target, instruction.start, instruction.end)
        walk.effects.push({ kind: 'update', place, of: 'user', byRequestId: false, byOwner: true, isBounded: true })
        return
      }
    }
  }
  for (const effect of written) walk.effects.push({ ...effect, kind: 'update' })
}

/** `flask_login.current_user`, `request.user`, by their names; a session is no row. */
function isCallerObject(reader: Reader, target: FunctionRef, slot: Slot, tags: TagReader): boolean {
  if (target.module.language !== 'python' || (tags.tags(target, slot) & IDENTITY) === 0) return false
  const text = slotText(reader, target, slot)
  return /(?:^|\.)(?:current_)?user$/.test(text) || /\.current_user$/.test(nameOf(reader.denoter.denote(target, slot)))
}

/** What is noted of a look at something: it changes nothing that anybody sees. */
const COUNTER =
  /^(?:views?|view_?count|hits?|visits?|(?:last_?)?(?:seen|viewed|read|accessed|opened|used|login|activity)(?:_?(?:at|on))?|downloads?|download_?count|clicks?|impressions?)$/i

function writtenObject(reader: Reader, target: FunctionRef, instruction: Instruction): Slot {
  if (instruction.op === 'set') return COUNTER.test(instruction.key) ? -1 : instruction.object
  if (instruction.op === 'set-index') return instruction.object
  if (instruction.op !== 'call' || instruction.callee < 0) return -1
  return nameOf(reader.denoter.denote(target, instruction.callee)) === 'setattr' ? (instruction.args[0]?.value ?? -1) : -1
}

function loadedBehind(target: FunctionRef, slot: Slot, loaded: ReadonlyMap<Slot, RouteEffect>): RouteEffect | undefined {
  let at = slot
  for (let step = 0; step < 6; step += 1) {
    const known = loaded.get(at)
    if (known !== undefined) return known
    const only = definitionsOf(target.module, target.function, at)[0]
    if (only?.kind !== 'instruction' || (only.instruction.op !== 'move' && only.instruction.op !== 'await')) return undefined
    at = only.instruction.src
  }
  return undefined
}

/** The effects of a function's own calls: of a chain `a.b().c()` the last call stands for the whole, over variables too. */
function ownEffects(reader: Reader, target: FunctionRef, tags: TagReader): ReadonlyMap<SeenCall, RouteEffect> {
  const calls = reader.callsIn(target.function)
  const inner = new Set(calls.flatMap((call) => (call.call.receiver < 0 ? [] : [call.call.receiver])))
  const found = new Map<SeenCall, RouteEffect>()
  const consumed = new Set<SeenCall>()
  for (const call of calls) {
    const isStatement = statementOf(reader, call) !== null
    if (!isStatement && SHAPES.test(call.method) && isMutatedBuilder(target, call, calls)) continue
    if (!isStatement && inner.has(call.call.dst) && continuesChain(reader, target, call)) continue
    const effect = effectOf(reader, call, tags)
    if (effect === null || (effect.kind === 'read-many' && isSubquery(reader, target, call))) continue
    found.set(call, effect)
    if (!isStatement) for (const one of chainOf(reader, call).calls.slice(1)) consumed.add(one)
  }
  const hasStatement = calls.some((call) => found.has(call) && statementOf(reader, call) !== null)
  for (const call of found.keys()) {
    // `cursor.fetchone()` brings what `cursor.execute(sql)` asked for.
    if (consumed.has(call) || (hasStatement && /^fetch/.test(call.method) && statementOf(reader, call) === null)) found.delete(call)
  }
  return found
}

const SHAPES = /^(?:and|or)?(?:where\w*|filter|orderBy|order|limit|offset|select|addSelect|having|join\w*)$/i

/** `if (after) query.where('id', '>', after)`: a builder that is shaped in place and asked later. */
function isMutatedBuilder(target: FunctionRef, call: SeenCall, calls: readonly SeenCall[]): boolean {
  const builder = call.call.receiver
  if (!target.function.names.has(builder) || isRead(target, call.call.dst)) return false
  return (
    calls.some((other) => other !== call && other.call.receiver === builder && other.call.start > call.call.end) || isRead(target, builder)
  )
}

function isRead({ function: fn }: FunctionRef, slot: Slot): boolean {
  return fn.blocks.some(
    ({ instructions, terminator }) =>
      (terminator.op === 'return' && terminator.src === slot) ||
      instructions.some((one) => (one.op === 'await' || one.op === 'move') && one.src === slot),
  )
}

function continuesChain(reader: Reader, target: FunctionRef, call: SeenCall): boolean {
  return reader
    .callsIn(target.function)
    .some(
      (outer) =>
        outer.call.receiver === call.call.dst &&
        (CERTAIN_METHODS.has(outer.method) || LIKELY_METHODS.has(outer.method) || CHAIN_WORD.test(outer.method)),
    )
}

/** Words that shape a query and bring nothing by themselves. */
const CHAIN_WORD =
  /^(?:from|leftJoin|innerJoin|order|sort|limit|skip|offset|options|populate|lean|exec|returning|with_|count|paginate|join|group|distinct|load_only|prefetch|annotate|select_related|whereIn|andWhere|orWhere|leftJoin|innerJoin|take|fetch|raw|prepare|run|each|unsafe|query|execute|scalars|queryRaw|\$queryRaw|\$executeRaw|executemany|mappings)/

/** Follows a call into the tree, with what is known of its arguments. */
export function enter(walk: Walk, call: SeenCall, entered: FunctionRef, tags: TagReader, frame: Frame, depth: number): void {
  const { module, function: callee } = entered
  const bound = boundTags(walk.reader, call, callee, tags)
  const { self, words } = walk
  walk.self = ownerOf(walk.reader, call, methodOfOwnMember(walk.reader, call, self) ?? call.callee, self)
  walk.words = givenWords(walk.reader, call, callee, words)
  walkFunction(walk, { module, function: callee }, new Map([...frame, [callee, bound]]), depth + 1)
  walk.self = self
  walk.words = words
}

/** A callback written in place runs as part of its caller: `db.transaction(async (tx) => ...)`. */
function enterCallback(walk: Walk, target: FunctionRef, slot: Slot, frame: Frame, depth: number): void {
  for (const definition of definitionsOf(target.module, target.function, slot)) {
    if (definition.kind !== 'instruction' || definition.instruction.op !== 'function') continue
    const callback = target.module.functions[definition.instruction.function]
    if (callback !== undefined && depth < MAX_DEPTH) walkFunction(walk, { module: target.module, function: callback }, frame, depth + 1)
  }
}

/** What makes a part of a statement, and asks for nothing itself: `sequelize.where(sequelize.fn('lower', ...), ...)`. */
const PART_OF_STATEMENT = /^(?:@sequelize\/core|sequelize(?:-typescript)?)\b(?!.*\.Model\b).*\.(?:where|fn|col|literal|cast|and|or|json)$/

/** The data access that ends in a call; null when the call is none. */
export function effectOf(reader: Reader, call: SeenCall, tags: TagReader): RouteEffect | null {
  const command = commandEffect(reader, call, tags)
  if (command !== null) return command
  const statement = statementOf(reader, call)
  if (statement !== null) return statementEffect(reader, call, tags, statement)
  const prepared = preparedBehind(reader, call)
  if (prepared !== null) return preparedEffect(reader, call, tags, statementOf(reader, prepared))
  const built = builderEffect(reader, call, tags)
  if (built !== null) return built
  const { method } = call
  // A method of the tree is followed instead: what it does shows inside it.
  if (call.callee.kind === 'function') return null
  if (!CERTAIN_METHODS.has(method) && !LIKELY_METHODS.has(method) && !CHAIN_WORD.test(method) && !BOUNDING_METHODS.has(method)) return null
  if (readsDictionary(reader, call) || PART_OF_STATEMENT.test(call.name)) return null
  const chain = chainOf(reader, call)
  // A statement that is only built counts where it is executed.
  if (chain.calls.every((one) => !EXECUTES.test(one.method)) && chain.calls.some((one) => buildsStatement(reader, one))) return null
  if (chain.calls.some((one) => statementOf(reader, one) !== null || isGivenStatement(reader, one))) return null
  const kind = kindOf(reader, chain)
  if (kind === null || (kind === 'read-many' && isQueryOfManager(reader, call))) return null
  const used = chainTags(chain, tags)
  const isOwn = used.byOwner || (chain.attributes.includes('objects') && isScopedManager(reader, chain.denoted))
  const bySecret = kind !== 'create' && (isBySecret(reader, chain, tags) || isProven(reader, call))
  const columns = kind.startsWith('read') ? columnsOf(reader, [...chain.calls, ...chainAfter(reader, call)]) : null
  return {
    kind,
    place: placeOfCall(reader, call),
    of: subjectOf(reader, chain),
    ...(columns === null ? {} : { columns }),
    byRequestId: (used.all & CHOSEN) !== 0 && !(kind === 'read-one' && asksForPublic(reader, chain.calls)) && !bySecret,
    ...(bySecret ? { bySecret } : {}),
    byOwner: isOwn,
    ...namedBy(used.all | tags.tags(call, chain.root), isOwn),
    ...(tags.path !== null && belongsBelow(reader, chain, tags.path) ? { isBelow: true } : {}),
    ...(asksForIds(reader, chain.calls) ? { byIds: true } : {}),
    isBounded: kind !== 'read-many' || isBounded(reader, chain, tags),
  }
}

/** What holds a secret of its own may be had by whoever knows it, and written back or taken away as well. */
function isBySecret(reader: Reader, chain: Chain, tags: TagReader): boolean {
  const { calls } = chain
  if (asksBySecret(reader, calls, tags, subjectOf(reader, chain)) || asksByDigest(reader, calls, tags)) return true
  const [last] = calls
  const [only, ...others] = last?.call.args ?? []
  const loaded = last === undefined || only === undefined || others.length > 0 ? null : callBehind(reader, last, only.value)
  return loaded !== null && asksBySecret(reader, chainOf(reader, loaded).calls, tags)
}
