import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import { functionAt } from '../engine/program.ts'
import type { RouteEffect } from '../facts.ts'
import type { Instruction, IrClass, IrFunction, Module, Slot, TypeReference } from '../ir/ir.ts'
import { asksBySecret, asksForPublic } from './chosen-rows.ts'
import {
  BOUNDING_METHODS,
  BOUNDING_OPTIONS,
  CERTAIN_METHODS,
  DATA_LIBRARY,
  DATA_NAME,
  type EffectKind,
  LIKELY_METHODS,
  readSql,
  type SqlStatement,
} from './database-calls.ts'
import { readsDictionary } from './dictionary-reads.ts'
import { notesWho, valuesBesideNoted } from './done-by.ts'
import { dictEntries } from './handler-values.ts'
import { asksForParent, type NestedPath, namedBy } from './nested-path.ts'
import { asksOfCallerAndThing, isOwnerComparison, isRightToObject } from './object-guards.ts'
import { instructionsOfOthers } from './other-methods.ts'
import { permittedInstructions } from './permitted.ts'
import { preparedBehind, transactionBehind } from './prepared-statements.ts'
import { chainAfter, columnsOf } from './read-columns.ts'
import {
  callBehind,
  type FunctionRef,
  isConstant,
  nameOf,
  placeAt,
  placeOfCall,
  positionalArguments,
  type Reader,
  type SeenCall,
  slotText,
  stringAt,
  textAt,
} from './reader.ts'
import { loadingCall, rowMethod } from './row-methods.ts'
import { isScopedManager } from './scoped-managers.ts'
import { isSliced } from './sliced.ts'
import { spreadEntries } from './spread-entries.ts'
import { commandEffect } from './store-commands.ts'
import { isSubquery } from './subqueries.ts'
import { isUncapped, takesAnyNumber } from './uncapped.ts'
import { CHOSEN, createTagReader, type Frame, IDENTITY, OWN, type TagReader, type Tags, UNCAPPED } from './value-tags.ts'

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
  const walk: Walk = { reader, effects: [], seen: new Set(), path, method, comparesOwner: false, comparesParent: false }
  walkFunction(walk, handler, frame, 0)
  if (walk.comparesParent) walk.effects.splice(0, Number.POSITIVE_INFINITY, ...walk.effects.map(boundToParent))
  // A loaded object that is compared with the caller before it is answered is as good as a condition in the query.
  return walk.comparesOwner ? walk.effects.map((effect) => (effect.byRequestId ? { ...effect, byOwner: true } : effect)) : walk.effects
}

/** By which path and which method a handler is asked. */
interface Asked {
  readonly path?: NestedPath | null
  readonly method?: string | null
}

interface Walk {
  readonly reader: Reader
  readonly effects: RouteEffect[]
  readonly seen: Set<IrFunction>
  readonly path: NestedPath | null
  readonly method: string | null
  comparesOwner: boolean
  comparesParent: boolean
}

const boundToParent = (effect: RouteEffect): RouteEffect => (effect.namedBy === 'child' ? { ...effect, namedBy: 'both' } : effect)

function walkFunction(walk: Walk, target: FunctionRef, frame: Frame, depth: number): void {
  if (walk.seen.has(target.function) || walk.seen.size >= MAX_FUNCTIONS) return
  walk.seen.add(target.function)
  const tags = createTagReader(walk.reader, frame, walk.path)
  for (const block of target.function.blocks) {
    if (block.terminator.op === 'branch' && walk.path !== null)
      walk.comparesParent ||= asksForParent((slot) => tags.tags(target, slot), target, block.terminator.condition, OWN)
    if (block.terminator.op === 'branch' && isOwnerComparison(walk.reader, target, tags, block.terminator.condition))
      walk.comparesOwner = true
  }
  const others = depth === 0 && walk.method !== null ? instructionsOfOthers(walk.reader, target, walk.method) : null
  const calls = walk.reader.callsIn(target.function).filter(({ call }) => others?.has(call) !== true)
  const loaded = new Map<Slot, RouteEffect>()
  const own = ownEffects(walk.reader, target, tags)
  const permitted = permittedInstructions(walk.reader, target, tags)
  for (const call of calls) {
    if (walk.effects.length >= MAX_EFFECTS) return
    const first = walk.effects.length
    const effect = own.get(call)
    if (effect !== undefined) {
      walk.effects.push(effect)
      if (effect.kind === 'read-one') loaded.set(call.call.dst, effect)
    }
    // `leave_request.approve()`: a method of the record.
    const ofRow = call.callee.kind === 'function' ? null : rowMethod(walk.reader, call, (one) => effectOf(walk.reader, one, tags))
    const callee = transactionBehind(walk.reader, call) ?? ofRow?.method ?? call.callee
    if (effect === undefined && callee.kind === 'function' && !call.call.isDecorator && depth < MAX_DEPTH) {
      const before = walk.effects.length
      enter(walk, call, callee, tags, frame, depth)
      // `readable(user)[start:end]`: of the rows that a function asks for a part is taken here.
      if (walk.effects.slice(before).some(({ kind, isBounded }) => kind === 'read-many' && !isBounded) && isSliced(walk.reader, call))
        walk.effects.push(...walk.effects.splice(before).map((each) => ({ ...each, isBounded: true })))
      if (ofRow !== null) walk.effects.push(...walk.effects.splice(before).map((each) => onRow(each, ofRow.loaded)))
      // `own_albums().filter_by(id=id).first()`: the query that is made there is asked here.
      if (walk.effects.length > before && (continuesChain(walk.reader, target, call) || isSubquery(walk.reader, target, call)))
        walk.effects.splice(before, Number.POSITIVE_INFINITY, ...walk.effects.slice(before).filter(({ kind }) => kind !== 'read-many'))
    }
    if (throwsForStrangers(walk.reader, target, tags, call)) walk.comparesOwner = true
    if (walk.path !== null && CHECKS.test(call.method || call.name))
      walk.comparesParent ||= asksForParent((slot) => tags.tags(target, slot), target, call.call.dst, OWN)
    for (const argument of call.call.args) enterCallback(walk, target, argument.value, frame, depth)
    if (permitted.has(call.call))
      walk.effects.splice(first, Number.POSITIVE_INFINITY, ...walk.effects.slice(first).map((each) => ({ ...each, isPermitted: true })))
  }
  if (calls.some((call) => /^(?:commit|flush|save)$/.test(call.method))) writesOf(walk, target, loaded, tags)
  if (target.module.language === 'python') usedQueries(walk, target, tags, own, depth)
}

/** What a method of a record does to its own row is done to the row that was asked for. */
function onRow(effect: RouteEffect, loaded: RouteEffect): RouteEffect {
  const isOwn = effect.of === loaded.of && (effect.kind === 'update' || effect.kind === 'delete')
  return isOwn ? { ...effect, byRequestId: loaded.byRequestId, byOwner: loaded.byOwner } : effect
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
      if (!chain.attributes.includes('objects')) continue
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

/** The calls whose result a value may be. */
export function callsGiven(reader: Reader, scope: FunctionRef, slot: Slot, depth: number): readonly SeenCall[] {
  if (depth > 6) return []
  return definitionsOf(scope.module, scope.function, slot).flatMap((definition) => {
    if (definition.kind !== 'instruction') return []
    const { instruction } = definition
    if (instruction.op === 'move' || instruction.op === 'await') return callsGiven(reader, scope, instruction.src, depth + 1)
    const seen = instruction.op === 'call' ? reader.seenCall(instruction) : undefined
    return seen === undefined ? [] : [seen]
  })
}

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
        (CERTAIN_METHODS.has(outer.method) || LIKELY_METHODS.has(outer.method) || CHAIN_WORD.test(outer.method) || outer.method === 'then'),
    )
}

/** Words that shape a query and bring nothing by themselves. */
const CHAIN_WORD =
  /^(?:from|leftJoin|innerJoin|order|sort|limit|skip|offset|options|populate|lean|exec|returning|with_|count|paginate|join|group|distinct|load_only|prefetch|annotate|select_related|whereIn|andWhere|orWhere|leftJoin|innerJoin|take|fetch|raw|prepare|run|each|unsafe|query|execute|scalars|queryRaw|\$queryRaw|\$executeRaw|executemany|mappings)/
const ROW_WINDOW = /^(?:limit|offset|skip|take|paginate|slice|sort|order_by|orderBy|order)$/
const WINDOW_OPTION = /^(?:limit|offset|skip|take|page|per_page|perPage|pageSize|page_size|sort|order|orderBy|order_by|cursor|first|last)$/

/** Follows a call into the tree, with what is known of its arguments. */
function enter(walk: Walk, call: SeenCall, entered: FunctionRef, tags: TagReader, frame: Frame, depth: number): void {
  const { module, function: callee } = entered
  const bound = new Map<Slot, Tags>()
  const parameters = callee.parameters.filter((parameter) => parameter.slot !== callee.selfSlot)
  let position = 0
  for (const argument of call.call.args) {
    const parameter =
      argument.kind === 'named'
        ? parameters.find(({ name }) => name === argument.name)
        : argument.kind === 'positional'
          ? parameters[position++]
          : undefined
    if (parameter !== undefined) bound.set(parameter.slot, tags.tags(call, argument.value))
  }
  walkFunction(walk, { module, function: callee }, new Map([...frame, [callee, bound]]), depth + 1)
}

/** A callback written in place runs as part of its caller: `db.transaction(async (tx) => ...)`. */
function enterCallback(walk: Walk, target: FunctionRef, slot: Slot, frame: Frame, depth: number): void {
  for (const definition of definitionsOf(target.module, target.function, slot)) {
    if (definition.kind !== 'instruction' || definition.instruction.op !== 'function') continue
    const callback = target.module.functions[definition.instruction.function]
    if (callback !== undefined && depth < MAX_DEPTH) walkFunction(walk, { module: target.module, function: callback }, frame, depth + 1)
  }
}

interface Chain {
  readonly calls: readonly SeenCall[]
  readonly root: Slot
  /** Names of attributes read on the way: `query`, `objects`. */
  readonly attributes: readonly string[]
  /** Names of the variables that held it on the way. */
  readonly names: readonly string[]
  readonly denoted: Denotation
}

/** The data access that ends in a call; null when the call is none. */
export function effectOf(reader: Reader, call: SeenCall, tags: TagReader): RouteEffect | null {
  const command = commandEffect(reader, call, tags)
  if (command !== null) return command
  const statement = statementOf(reader, call)
  if (statement !== null) return statementEffect(reader, call, tags, statement)
  const prepared = preparedBehind(reader, call)
  if (prepared !== null) return preparedEffect(reader, call, tags, statementOf(reader, prepared))
  const { method } = call
  // A method of the tree is followed instead: what it does shows inside it.
  if (call.callee.kind === 'function') return null
  if (!CERTAIN_METHODS.has(method) && !LIKELY_METHODS.has(method) && !CHAIN_WORD.test(method) && !BOUNDING_METHODS.has(method)) return null
  if (readsDictionary(reader, call)) return null
  const chain = chainOf(reader, call)
  // A statement that is only built counts where it is executed.
  if (chain.calls.every((one) => !EXECUTES.test(one.method)) && chain.calls.some((one) => buildsStatement(reader, one))) return null
  if (chain.calls.some((one) => statementOf(reader, one) !== null)) return null
  const kind = kindOf(reader, chain)
  if (kind === null || (kind === 'read-many' && isQueryOfManager(reader, call))) return null
  const used = chainTags(chain, tags)
  const isOwn = used.byOwner || (chain.attributes.includes('objects') && isScopedManager(reader, chain.denoted))
  const columns = kind.startsWith('read') ? columnsOf(reader, [...chain.calls, ...chainAfter(reader, call)]) : null
  return {
    kind,
    place: placeOfCall(reader, call),
    of: subjectOf(reader, chain),
    ...(columns === null ? {} : { columns }),
    byRequestId:
      (used.all & CHOSEN) !== 0 && !(kind === 'read-one' && asksForPublic(reader, chain.calls)) && !isBySecret(reader, chain, tags),
    byOwner: isOwn,
    ...namedBy(used.all | tags.tags(call, chain.root), isOwn),
    ...(tags.path !== null && belongsBelow(reader, chain, tags.path) ? { isBelow: true } : {}),
    isBounded: kind !== 'read-many' || isBounded(reader, chain, tags),
  }
}

/** What holds a secret of its own may be had by whoever knows it, and written back or taken away as well. */
function isBySecret(reader: Reader, { calls }: Chain, tags: TagReader): boolean {
  if (asksBySecret(reader, calls, tags)) return true
  const [last] = calls
  const [only, ...others] = last?.call.args ?? []
  const loaded = last === undefined || only === undefined || others.length > 0 ? null : callBehind(reader, last, only.value)
  return loaded !== null && asksBySecret(reader, chainOf(reader, loaded).calls, tags)
}

const STATEMENT_BUILDER = /^(?:sqlalchemy(?:\.[\w.]+)?|sqlmodel(?:\.[\w.]+)?)\.(?:select|insert|update|delete)$/
const EXECUTES = /^(?:execute|paginate|scalars?|stream|stream_scalars|exec|fetch_all|fetch_one|fetch_val|iterate)$/

/** `session.execute(select(Order).where(...))`: the calls that built the statement. */
function statementCalls(reader: Reader, call: SeenCall): readonly SeenCall[] {
  const first = call.call.args[0]
  if (!EXECUTES.test(call.method) || first === undefined) return []
  const built = callBehind(reader, call, first.value)
  const given = built === null ? callsGiven(reader, call, first.value, 0) : [built]
  return given.flatMap((one) => {
    const { calls } = chainOf(reader, one)
    return calls.some((each) => buildsStatement(reader, each)) ? calls : []
  })
}

/** `select(Order)`, or a function of the tree that gives such a statement back and executes nothing: `self._scoped()`. */
function buildsStatement(reader: Reader, { name, callee }: SeenCall): boolean {
  if (STATEMENT_BUILDER.test(name)) return true
  if (callee.kind !== 'function') return false
  const inner = reader.callsIn(callee.function)
  return inner.some((one) => STATEMENT_BUILDER.test(one.name)) && !inner.some((one) => EXECUTES.test(one.method))
}

/** `return self.filter(**rule)` in a query set or a manager gives a query to whoever calls it, who asks for its rows. */
function isQueryOfManager(reader: Reader, { module, function: fn, call }: SeenCall): boolean {
  if (module.language !== 'python' || fn.selfSlot < 0 || call.receiver !== fn.selfSlot) return false
  const owner = module.classes.find(({ members }) => members.some((member) => module.functions[member.function] === fn))
  return owner !== undefined && isQueryClass(reader, module, owner, 0)
}

function isQueryClass(reader: Reader, module: Module, owner: IrClass, depth: number): boolean {
  return owner.bases.some((slot) => {
    const base = reader.denoter.denote({ module, function: functionAt(module, owner.parent) }, slot)
    if (base.kind === 'class' && depth < 4) return isQueryClass(reader, base.module, base.class, depth + 1)
    return QUERY_CLASS.test(nameOf(base))
  })
}

const QUERY_CLASS = /(?:QuerySet|Manager)(?:\(\))?$/

/** Under which an application keeps its database: `request.app["mongo"]`. */
const STORED = /^(?:db|database|mongo|pg|postgres|mysql|sql|orm)$/

export function chainOf(reader: Reader, call: SeenCall, shaped: readonly Slot[] = []): Chain {
  const calls: SeenCall[] = [call, ...statementCalls(reader, call)]
  const attributes: string[] = []
  const names: string[] = []
  let root = call.call.receiver < 0 ? call.call.callee : call.call.receiver
  for (let step = 0; step < 40; step += 1) {
    const name = call.function.names.get(root)
    if (name !== undefined) names.push(name)
    const definitions = definitionsOf(call.module, call.function, root)
    const only = definitions[0]
    if (
      only?.kind !== 'instruction' ||
      (definitions.length !== 1 && !definitions.every((one) => one.kind === 'instruction' && one.instruction.op === 'call'))
    ) {
      const steps = shaped.includes(root) || definitions.length < 2 ? [] : callsGiven(reader, call, root, 0)
      if (steps.length < definitions.length) break
      // `query = query.where(...)` where a filter is asked for: every step has its part in what is executed.
      const variable = root
      const chains = steps.map((one) => chainOf(reader, one, [...shaped, variable]))
      calls.push(...chains.flatMap((one) => one.calls))
      const first = chains.find((one) => one.root !== variable)
      if (first === undefined) break
      return { ...first, calls, attributes: [...attributes, ...first.attributes], names: [...names, ...first.names] }
    }
    const { instruction } = only
    if (instruction.op === 'get') {
      attributes.push(instruction.key)
      root = instruction.object
    } else if (instruction.op === 'call') {
      for (const definition of definitions) {
        const seen =
          definition.kind === 'instruction' && definition.instruction.op === 'call' ? reader.seenCall(definition.instruction) : undefined
        if (seen !== undefined) calls.push(seen, ...statementCalls(reader, seen))
      }
      root = instruction.receiver >= 0 ? instruction.receiver : instruction.callee
    } else if (instruction.op === 'move' || instruction.op === 'await' || instruction.op === 'enter') root = instruction.src
    else if (instruction.op === 'index') {
      const key = stringAt(reader, call, instruction.index)
      if (key !== null && STORED.test(key)) attributes.push(key)
      root = instruction.object
    } else break
  }
  return { calls, root, attributes, names, denoted: reader.denoter.denote(call, root) }
}

function kindOf(reader: Reader, chain: Chain): EffectKind | null {
  const [last] = chain.calls
  if (last === undefined) return null
  const named = chain.calls.find((call) => CERTAIN_METHODS.has(call.method))
  const certain = named === undefined ? undefined : CERTAIN_METHODS.get(named.method)
  const isData = isDataLayer(reader, chain)
  if (named !== undefined && certain !== undefined && (isData || /[A-Z_]/.test(named.method) || named.method.length > 6))
    return strongest(chain) ?? certain
  if (!isData) return null
  return findsByKey(reader, chain) ? 'read-one' : strongest(chain)
}

/** `bookings.find(id)` of a repository: one thing by its key, where `find({ ... })` of a collection brings many. */
function findsByKey(reader: Reader, { calls: [last, ...others], names }: Chain): boolean {
  if (last === undefined || others.length > 0 || last.method !== 'find' || last.call.args.length !== 1) return false
  const isRepository = OWN_REPOSITORY.test(nameOf(receiverOf(reader, last))) || repositories({ names }).length > 0
  const given = reader.denoter.argument(last, last.call, 0)
  return isRepository && given?.kind !== 'dict' && given?.kind !== 'function'
}

const STRENGTH: readonly EffectKind[] = ['delete', 'update', 'create']

/** A chain that writes anywhere writes; otherwise its last word says whether one or many come back. */
function strongest(chain: Chain): EffectKind | null {
  const kinds = chain.calls.map((call) => CERTAIN_METHODS.get(call.method) ?? LIKELY_METHODS.get(call.method))
  for (const kind of STRENGTH) if (kinds.includes(kind) && !(kind === 'update' && onlySet(chain))) return kind
  return kinds.find((kind) => kind !== undefined) ?? null
}

function onlySet(chain: Chain): boolean {
  return (
    chain.calls.every((call) => LIKELY_METHODS.get(call.method) !== 'update' || call.method === 'set') &&
    !chain.calls.some((call) => call.method === 'update' || CERTAIN_METHODS.get(call.method) === 'update')
  )
}

/** `members.find({ state: 'open' }).toArray()`: nothing but a collection of documents is asked that way, wherever it comes from. */
const isCursor = ({ calls }: Chain): boolean =>
  calls.some(({ method }) => method === 'toArray') && calls.some(({ method }) => method === 'find' || method === 'aggregate')

export function isDataLayer(reader: Reader, chain: Chain): boolean {
  const names = [nameOf(chain.denoted), ...chain.calls.map((call) => call.name)]
  if (names.some((name) => DATA_LIBRARY.test(name))) return true
  if (isCursor(chain)) return true
  if (chain.attributes.includes('objects') || (chain.attributes.includes('query') && !isRequestQuery(reader, chain))) return true
  const { denoted } = chain
  if ((denoted.kind === 'class' || denoted.kind === 'instance') && isModelClass(reader, denoted, 0)) return true
  if (chain.calls.some((call) => call.call.args.some(({ value }) => declaredTable(reader, reader.denoter.denote(call, value)) !== null)))
    return true
  const [first] = chain.calls
  if (first === undefined) return false
  const words = [slotText(reader, first, chain.root), ...chain.attributes].map((word) => word.replace(/^this\.|^self\./, ''))
  if (isModelElsewhere(chain)) return true
  // On an object of another library only the attributes tell: `request.server.mongo.db.collection(...)`.
  if (repositories(chain).length > 0 || OWN_REPOSITORY.test(nameOf(receiverOf(reader, first)))) return true
  if (
    denoted.kind === 'library' &&
    denoted.name !== slotText(reader, first, chain.root) &&
    !OWN_STORE.test(denoted.name) &&
    !OWN_SESSION.test(denoted.name)
  )
    return chain.attributes.some((word) => DATA_ATTRIBUTE.test(word))
  if (opensTable(reader, chain)) return true
  if (words.some((word) => word === 'session') && chain.calls.some((call) => call.method === 'get' && call.call.args.length < 2))
    return false
  return (
    words.some((word) => DATA_NAME.test(word)) &&
    !words.some((word) =>
      /^(?:req|request|res|response|cache|redis|headers|cookies|params|localStorage|config|app|router|axios|http|httpx|requests)$/.test(
        word,
      ),
    )
  )
}

/** `app.knex('payouts')`, `request.server.db('orders')`: the handle that a plugin has added is called with the name of a table. */
function opensTable(reader: Reader, { calls }: Chain): boolean {
  const innermost = calls.at(-1)
  const table = innermost === undefined ? null : stringAt(reader, innermost, innermost.call.args[0]?.value ?? -1)
  return innermost !== undefined && TABLE_HANDLE.test(innermost.method) && table !== null && /^[A-Za-z_][\w.]*$/.test(table)
}

const TABLE_HANDLE = /^(?:knex|db|database|trx|pg|sql|qb)$/

const MODEL_FILE = /(?:^|[/.])(?:models?|entit(?:y|ies)|schemas?|tables?)(?:[/.]|$)/i
const MODEL_OPTIONS: ReadonlySet<string> = new Set(['where', 'attributes', 'include', 'order', 'relations'])

/** `Notification.count({ where: ... })`, `import { Note } from './models/note.js'`: a model of the tree's own that we do not have. */
function isModelElsewhere({ denoted, calls }: Chain): boolean {
  if (denoted.kind !== 'library' || !/^\.{1,2}\/|^[@~]\//.test(denoted.name) || !/(?:^|[/.])[A-Z][a-z]\w*$/.test(denoted.name)) return false
  if (/(?:Service|Client|Api|Store|Cache|Queue|Logger|Error|Manager|Helper|Factory|Schema|Gateway)$/.test(denoted.name)) return false
  return (
    MODEL_FILE.test(denoted.name) ||
    calls.some((call) => call.call.args.some(({ value }) => dictEntries(call, value).some(({ key }) => MODEL_OPTIONS.has(key))))
  )
}

function receiverOf(reader: Reader, call: SeenCall): Denotation {
  return reader.denoter.denote(call, call.call.receiver)
}

/** A class of the application's own whose file is not in the tree, by its name: `orders.repository.OrderRepository()`. */
const OWN_REPOSITORY = /(?:Repository|Repo|Dao|Store)\(\)$/

/** `const notes: NoteRepository = context.get('notes')`: variables that are called what they are. */
function repositories({ names }: Pick<Chain, 'names'>): readonly string[] {
  return names.filter((name) => /(?:repository|repo|dao)$/i.test(name))
}

/** `request.query.get('q')`, `self.request.query`, `request.rel_url.query`: of the address, not of a model. */
function isRequestQuery(reader: Reader, { calls: [first], root, attributes }: Chain): boolean {
  const name = first === undefined ? '' : slotText(reader, first, root)
  return /^_?req(?:uest)?$|^(?:ctx|context)$/.test(name) || attributes.some((word) => /^(?:request|req|rel_url)$/.test(word))
}

/** A module of the tree that we do not have, or that is called after what it holds: `./db`, `database.session`. */
const OWN_STORE = /^(?:\.{1,2}\/|@\/|~\/|\.|(?:app\.|src\.)?(?:db|database|databases|mongo|storage|persistence)\b)/

/** `from tables import session`: what such a module of the application calls so is a session of its database. */
const OWN_SESSION =
  /^(?!(?:flask|quart|requests|aiohttp|httpx|boto3|botocore|starlette|fastapi|sanic|django|tornado|bottle|litestar)\b)\w[\w.]*\.(?:session|db_session|async_session|db)(?:\(\))?$/

const DATA_ATTRIBUTE = /^(?:db|database|mongo|prisma|pg|mysql|postgres|knex|models|orm|sequelize|em|sql)$/

function isModelClass(reader: Reader, denoted: Denotation & { kind: 'class' | 'instance' }, depth: number): boolean {
  if (depth > 5) return false
  return reader.denoter.bases(denoted.module, denoted.class).some((base) => {
    if (base.kind === 'class') return isModelClass(reader, base, depth + 1)
    const name = nameOf(base)
    return DATA_LIBRARY.test(name) || /(?:^|\.)(?:Model|Document|Base|DeclarativeBase|Entity|ActiveRecord|BaseEntity)$/.test(name)
  })
}

function subjectOf(reader: Reader, chain: Chain): string | null {
  const { denoted } = chain
  if (denoted.kind === 'class' || (denoted.kind === 'instance' && isModelClass(reader, denoted, 0))) return denoted.class.name
  const [first] = chain.calls
  if (first === undefined) return null
  for (const call of chain.calls) {
    for (const argument of call.call.args) {
      const value = reader.denoter.denote(call, argument.value)
      if ((value.kind === 'class' || value.kind === 'instance') && !/Error|Exception|Schema|Dto$/.test(value.class.name))
        return value.class.name
      const declared = declaredTable(reader, value)
      if (declared !== null) return declared
    }
  }
  const named = namedTable(reader, chain) ?? typedTable(chain) ?? askedQuerySet(reader, first)
  if (named !== null) return named
  const text = slotText(reader, first, chain.root)
  const words = [...chain.attributes.filter((word) => !['query', 'objects', 'session', 'c', 'manager'].includes(word)), text]
  const found = words.find(
    (word) =>
      /^[A-Za-z_]\w*$/.test(word) &&
      !/^(?:this|self|repo|repository|model|manager|em|db|prisma|session|conn|cursor|cur|pool|client|knex)$/.test(word),
  )
  return found ?? null
}

/** `get_object_or_404(self.get_queryset(), pk=pk)`: the rows of the query that a function of the tree gives. */
function askedQuerySet(reader: Reader, call: SeenCall): string | null {
  const [given] = /^a?get_(?:object|list)_or_404$/.test(call.method || call.name.slice(call.name.lastIndexOf('.') + 1))
    ? positionalArguments(call.call)
    : []
  const query = given === undefined ? null : loadingCall(reader, call, given, 0)
  return query === null || query.call === call.call ? null : subjectOf(reader, chainOf(reader, query))
}

/** Whether the model of the rows has a column for what stands above them in the path: `plot_id`, `hive`. */
function belongsBelow(reader: Reader, { denoted, calls }: Chain, { holder }: NestedPath): boolean {
  const given = calls.flatMap((call) => call.call.args.map(({ value }) => reader.denoter.denote(call, value)))
  return [denoted, ...given].some(
    (value) =>
      (value.kind === 'class' || value.kind === 'instance') &&
      value.class.members.some(({ name, kind }) => kind === 'field' && holder.test(name.replace(/_?id$/i, '').toLowerCase())),
  )
}

/** `pgTable('orders', {...})` of Drizzle, wherever it is used. */
export function declaredTable(reader: Reader, value: Denotation): string | null {
  if (value.kind !== 'library' || value.origin === null || !/^drizzle-orm\/[\w-]+\.\w*[tT]able\(\)$/.test(nameOf(value))) return null
  return stringAt(reader, value.origin, value.origin.call.args[0]?.value ?? -1)
}

/** `private readonly orders: Repository<Order>`, `Model<Order>`: the type says whose rows they are. */
function typedTable({ calls: [first], root, attributes }: Chain): string | null {
  const field = attributes.at(-1)
  if (first === undefined || field === undefined || root !== first.function.selfSlot || first.function.ownerClass < 0) return null
  const owner = first.module.classes[first.function.ownerClass]
  const declared = owner?.members.find(({ name }) => name === field)?.type ?? constructorType(first.module, owner, field)
  const row = declared !== null && REPOSITORY.test(declared.name) ? declared.args[0]?.name : undefined
  return row === undefined || !/^[A-Z]\w*$/.test(row.replace(/Document$/, '')) ? null : row.replace(/Document$/, '')
}

const REPOSITORY = /^(?:Repository|MongoRepository|TreeRepository|EntityRepository|Model|ReturnModelType|ModelType|Collection)$/

function constructorType(module: FunctionRef['module'], owner: IrClass | undefined, field: string): TypeReference | null {
  const made = owner?.members.find(({ name, kind }) => kind === 'method' && name === 'constructor')
  return module.functions[made?.function ?? -1]?.parameters.find(({ name }) => name === field)?.type ?? null
}

/** `knex('orders')`, `db.collection('orders')`, `source.getRepository(Order)`. */
function namedTable(reader: Reader, chain: Chain): string | null {
  for (const call of chain.calls) {
    const origin = call.callee.kind === 'library' ? call.callee.origin : null
    const makers = origin === null ? [call] : [call, origin]
    for (const maker of makers) {
      const first = reader.denoter.argument(maker, maker.call, 0)
      if (first?.kind === 'class') return first.class.name
      const isTable =
        TABLE_HANDLE.test(maker.call.method) ||
        /^(?:collection|table|from|into|getRepository|model|getCollection|selectFrom|insertInto|updateTable|deleteFrom|replaceInto)$/.test(
          maker.call.method,
        ) ||
        (maker.call.callee >= 0 && DATA_LIBRARY.test(call.name))
      // `from(pets)` of Drizzle with a table that another module declares.
      if (TAKES_TABLE.test(maker.call.method) && first?.kind === 'library' && /^(?:\.{1,2}|[@~])\/.*\.(\w+)$/.test(first.name))
        return first.name.slice(first.name.lastIndexOf('.') + 1)
      if (isTable && first?.kind === 'constant' && typeof first.value === 'string' && /^[A-Za-z_][\w.]*$/.test(first.value))
        return first.value
    }
  }
  return null
}

const TAKES_TABLE = /^(?:from|update|insert|delete|into)$/

interface ChainTags {
  readonly all: Tags
  readonly byOwner: boolean
}

/** What chooses the rows: values in filters, ids, bound parameters; and whether the caller's identity is among them. */
function chainTags(chain: Chain, tags: TagReader): ChainTags {
  let all: Tags = 0
  let byOwner = false
  for (const call of chain.calls) {
    if (ROW_WINDOW.test(call.method)) continue
    // What a function of the tree is handed says nothing of what it asks for: its own queries and comparisons do.
    const isFollowed = call.callee.kind === 'function'
    // What it gives may be narrowed to the caller: `own_albums().filter_by(id=album_id)`.
    if (isFollowed && call !== chain.calls[0] && (tags.tags(call, call.call.dst) & OWN) !== 0) byOwner = true
    for (const argument of call.call.args) {
      if (argument.kind === 'named' && WINDOW_OPTION.test(argument.name)) continue
      const entries = dictEntries(call, argument.value)
      const value =
        entries.length === 0
          ? tags.tags(call, argument.value)
          : entries.reduce<Tags>((sum, entry) => (WINDOW_OPTION.test(entry.key) ? sum : sum | tags.tags(entry.scope, entry.value)), 0)
      all |= value
      if (argument.kind === 'named' && notesWho(argument.name)) continue
      const owned = entries.length === 0 ? value : ownedTags(entries, tags)
      if ((owned & OWN) !== 0 && !isFollowed) byOwner = true
    }
  }
  const [first] = chain.calls
  // `current_user.orders.get(id)`: the rows of the caller to begin with.
  if (first !== undefined && (tags.tags(first, chain.root) & OWN) !== 0) byOwner = true
  return { all, byOwner }
}

type Entries = ReturnType<typeof dictEntries>

/** Entries that choose rows by the caller: neither a window nor a note of who changed them. */
function ownedTags(entries: Entries, tags: TagReader): Tags {
  return entries.reduce<Tags>((sum, { key, scope, value }) => {
    if (WINDOW_OPTION.test(key) || notesWho(key)) return sum
    const inner = HOLDS_VALUES.test(key) ? dictEntries(scope, value) : []
    return sum | (inner.length === 0 ? tags.tags(scope, value) : ownedTags(inner, tags))
  }, 0)
}

const HOLDS_VALUES = /^(?:data|set|values|\$set)$/

function isBounded(reader: Reader, chain: Chain, tags: TagReader): boolean {
  // As many rows as ids are given.
  if (
    isCursor(chain) &&
    chain.calls.some((call) => call.method === 'find' && /\$in\b/.test(textAt(reader, call.module, call.call.start, call.call.end, 400)))
  )
    return true
  return (
    chain.calls.some((call) => {
      const [first] = call.call.args
      if (call.method === 'to_list') return first !== undefined && !isEndless(reader, call, first.value)
      if (BOUNDING_METHODS.has(call.method))
        return !(
          ROWS.has(call.method) &&
          first !== undefined &&
          (isUncapped(reader, call, first.value) || isAnyNumber(tags, call, first.value))
        )
      return call.call.args.some((argument) => {
        if (argument.kind === 'named' && BOUNDING_OPTIONS.has(argument.name))
          return !isUncapped(reader, call, argument.value) && !isAnyNumber(tags, call, argument.value)
        const entry = dictEntries(call, argument.value).find(({ key }) => BOUNDING_OPTIONS.has(key))
        if (entry !== undefined) return !isUncapped(reader, entry.scope, entry.value)
        const value = reader.denoter.denote(call, argument.value)
        if (value.kind === 'dict' && [...value.entries.keys()].some((key) => BOUNDING_OPTIONS.has(key))) return true
        return call.module.language === 'javascript' && isBoundedBySpread(reader, call, argument.value)
      })
    }) ||
    (chain.calls[0] !== undefined && isSliced(reader, chain.calls[0]))
  )
}

/** `findMany({ where, ...page })`: what is spread has the bound, or is called after it. */
function isBoundedBySpread(reader: Reader, call: SeenCall, slot: Slot): boolean {
  const { entries, unknown } = spreadEntries(reader, call, slot)
  const bounds = entries.filter(({ key }) => BOUNDING_OPTIONS.has(key))
  if (bounds.length > 0) return !bounds.every(({ scope, value }) => isUncapped(reader, scope, value))
  return entries.length > 0 && unknown.some((name) => /page|pagin|limit|window|slice|cursor|take|range/i.test(name))
}

/** A number that a dependency of FastAPI passes on as the caller gave it, compared with nothing here. */
function isAnyNumber(tags: TagReader, call: SeenCall, slot: Slot): boolean {
  return (tags.tags(call, slot) & UNCAPPED) !== 0 && !comparesNumber(tags, call)
}

function comparesNumber(tags: TagReader, scope: FunctionRef): boolean {
  return scope.function.blocks.some(({ instructions }) =>
    instructions.some(
      (one) =>
        one.op === 'binary' &&
        /^[<>]=?$/.test(one.operator) &&
        ((tags.tags(scope, one.left) | tags.tags(scope, one.right)) & UNCAPPED) !== 0,
    ),
  )
}

/** `to_list(None)` of Motor brings every document. */
function isEndless(reader: Reader, call: SeenCall, slot: Slot): boolean {
  return isConstant(reader.denoter.denote(call, slot), null) || isUncapped(reader, call, slot)
}

/** Methods that take the number of rows. */
const ROWS = new Set(['limit', 'take', 'top', 'fetchmany'])

const statements = new WeakMap<Reader, Map<SeenCall, SqlStatement | null>>()

/** A statement given as text: to `execute`, `query`, `prepare`, or to a function of the tree that passes it on. */
function statementOf(reader: Reader, call: SeenCall): SqlStatement | null {
  let known = statements.get(reader)
  if (known === undefined) {
    known = new Map()
    statements.set(reader, known)
  }
  let statement = known.get(call)
  if (statement === undefined) {
    statement = readStatement(reader, call)
    known.set(call, statement)
  }
  return statement
}

function readStatement(reader: Reader, call: SeenCall): SqlStatement | null {
  // `new Select('SELECT id FROM vouchers')` of the tree builds a statement and asks nothing.
  if (call.call.isNew && call.callee.kind === 'class') return null
  for (const argument of call.call.args) {
    const text = textOf(reader, call, argument.value, 0)
    const statement = text === null ? null : readSql(text)
    if (statement === null) continue
    return statement.kind === 'read-many' && ONE_ROW.test(call.method) ? { ...statement, kind: 'read-one' } : statement
  }
  return null
}

const ONE_ROW = /^(?:fetchone|fetchrow|fetchval|get|first|one|scalar|query_?one|get_?one|one_or_none|oneOrNone)$/i

function statementEffect(reader: Reader, call: SeenCall, tags: TagReader, statement: SqlStatement): RouteEffect {
  const later = laterCalls(reader, call)
  let all: Tags = 0
  // `db.prepare(sql).all(id)`: the values come with a later call of the same chain.
  let owned: Tags = 0
  for (const one of [call, ...later]) {
    for (const argument of one.call.args) all |= tags.tags(one, argument.value)
    for (const value of valuesBesideNoted(one, one === call ? statement.noted : [])) owned |= tags.tags(one, value)
  }
  const isOne = later.some((one) => ONE_ROW.test(one.method))
  return {
    kind: statement.kind === 'read-many' && isOne ? 'read-one' : statement.kind,
    place: placeOfCall(reader, call),
    of: statement.table,
    byRequestId: (all & CHOSEN) !== 0,
    byOwner: (owned & OWN) !== 0,
    ...namedBy(all, (owned & OWN) !== 0),
    isBounded:
      (statement.isBounded &&
        !takesAnyNumber(reader, call) &&
        !(statement.hasOpenLimit && (all & UNCAPPED) !== 0 && !comparesNumber(tags, call))) ||
      statement.kind !== 'read-many' ||
      isOne,
  }
}

/** A statement that was prepared elsewhere says what is done; how it is run, to how many rows. */
function preparedEffect(reader: Reader, call: SeenCall, tags: TagReader, statement: SqlStatement | null): RouteEffect | null {
  if (statement === null) return null
  const isOne = statement.kind === 'read-many' && ONE_ROW.test(call.method)
  return statementEffect(reader, call, tags, isOne ? { ...statement, kind: 'read-one' } : statement)
}

function laterCalls(reader: Reader, call: SeenCall): readonly SeenCall[] {
  const found: SeenCall[] = []
  let at = call
  for (let step = 0; step < 6; step += 1) {
    const next = reader.callsIn(call.function).find((one) => one.call.receiver === at.call.dst && one !== at)
    if (next === undefined) break
    found.push(next)
    at = next
  }
  return found
}

/** The text of a statement with its holes left empty. */
export function textOf(reader: Reader, call: FunctionRef, slot: Slot, depth: number): string | null {
  if (depth > 6) return null
  const denoted = reader.denoter.denote(call, slot)
  if (denoted.kind === 'constant') return typeof denoted.value === 'string' ? denoted.value : null
  for (const definition of definitionsOf(call.module, call.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    if (instruction.op === 'template') return instruction.parts.map((part) => (typeof part === 'string' ? part : '?')).join('')
    if (instruction.op === 'binary' && (instruction.operator === '+' || instruction.operator === '%')) {
      const left = textOf(reader, call, instruction.left, depth + 1)
      return left === null
        ? null
        : `${left}${instruction.operator === '+' ? (textOf(reader, call, instruction.right, depth + 1) ?? '?') : ''}`
    }
    if (instruction.op === 'move') return textOf(reader, call, instruction.src, depth + 1)
    if (instruction.op === 'call') {
      if (instruction.method === 'format' && instruction.receiver >= 0) return textOf(reader, call, instruction.receiver, depth + 1)
      const first = instruction.args[0]
      const name = nameOf(reader.seenCall(instruction)?.callee ?? { kind: 'unknown' })
      if (first !== undefined && /(?:^|\.)text$/.test(name)) return textOf(reader, call, first.value, depth + 1)
    }
  }
  return null
}
