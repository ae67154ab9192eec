import { type Definition, definitionsOf } from '../engine/definitions.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { DictEntry, Instruction, Slot } from '../ir/ir.ts'
import { dictEntries, possibleValues } from '../routes/handler-values.ts'
import { ownerOf } from '../routes/own-subject.ts'
import { itemsOf } from '../routes/python-routers.ts'
import {
  callBehind,
  definitionBehind,
  nameOf,
  type Reader,
  type SeenCall,
  type SlotRef,
  stringAt,
  stringsAt,
  stringsOf,
} from '../routes/reader.ts'
import { createTagReader } from '../routes/value-tags.ts'
import { type Bindings, calledBack, DEEPEST, NOTHING_BOUND, textsOf, type Walk } from './called-back.ts'
import { isSecretColumn, type SecretTables } from './secret-tables.ts'
import { isTakenOut } from './taken-out.ts'
import { environment, executedBefore, made, projects, type WholeRow, wholeRead } from './whole-reads.ts'

const MAX_STEPS = 400

/** Whether a value that is answered holds rows of a table with a secret, whole; null when it does not, or nobody can tell. */
export function wholeRowAt(reader: Reader, tables: SecretTables, scope: Scope, slot: Slot): WholeRow | null {
  const walk: Walk = {
    reader,
    tables,
    tags: createTagReader(reader, new Map()),
    self: null,
    given: () => null,
    steps: 0,
    entered: null,
    follow,
  }
  const found = follow(walk, scope, slot, NOTHING_BOUND, 0)
  return found !== null && isTakenOut(reader, scope, found.column) ? null : found
}

function follow(walk: Walk, scope: Scope, slot: Slot, bound: Bindings, depth: number): WholeRow | null {
  walk.steps += 1
  if (slot < 0 || depth > DEEPEST || walk.steps > MAX_STEPS) return null
  const known = bound.get(slot)
  const given = known === undefined ? (parameterRow(walk, scope, slot, depth) ?? calledBack(walk, scope, slot, depth)) : null
  if (given !== null) return given
  if (known !== undefined && definitionsOf(scope.module, scope.function, slot).length === 0)
    return follow(walk, known.ref.scope, known.ref.slot, known.bindings, depth + 1)
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    const found =
      definition.kind === 'loop'
        ? follow(walk, scope, definition.iterable, bound, depth + 1)
        : definition.kind === 'instruction'
          ? ofInstruction(walk, scope, slot, definition.instruction, bound, depth + 1)
          : null
    if (found !== null) return found
  }
  return assigned(walk, scope, slot, bound, depth)
}

/** `event.organiser = db.one('SELECT * FROM users ...')`: what is made a part of something later. */
function assigned(walk: Walk, scope: Scope, slot: Slot, bound: Bindings, depth: number): WholeRow | null {
  if (!definitionsOf(scope.module, scope.function, slot).some(isLoadedOrMade)) return null
  const sources = scope.function.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((one) => (one.op === 'set' && one.object === slot ? [one.src] : [])),
  )
  return firstOf(walk, scope, sources, bound, depth + 1)
}

const isLoadedOrMade = (definition: Definition): boolean =>
  definition.kind === 'instruction' && /^(?:call|dict|move|await)$/.test(definition.instruction.op)

/** A parameter that a framework fills: typed as a row, or with what a dependency returns. */
function parameterRow(walk: Walk, scope: Scope, slot: Slot, depth: number): WholeRow | null {
  const parameter = scope.function.parameters.find((candidate) => candidate.slot === slot && slot !== scope.function.selfSlot)
  if (parameter === undefined || scope.module.language !== 'python') return null
  const typed = walk.reader.denoter.denote(scope, slot)
  const declared = walk.reader.denoter.instanceOfType(scope, parameter.type)
  // `User = Annotated[Customer, Depends(current_user)]`
  const row = typed.kind === 'instance' ? typed : declared.kind === 'annotated' && declared.type.kind === 'class' ? declared.type : null
  if (row !== null) return walk.tables.isRow(row.class) ? made(walk, row.class.name) : null
  const { defaultValue } = parameter
  if (defaultValue === null) return null
  const call = callBehind(
    walk.reader,
    { module: scope.module, function: functionAt(scope.module, defaultValue.function) },
    defaultValue.slot,
  )
  const [first] = call?.call.args ?? []
  if (call === null || first === undefined || !/(?:^|\.)(?:Depends|Security)$/.test(call.name)) return null
  const dependency = walk.reader.denoter.denote(call, first.value)
  return dependency.kind === 'function'
    ? returned(walk, { module: dependency.module, function: dependency.function }, NOTHING_BOUND, depth)
    : null
}

/** Members that are the rows, or all of a row. */
const WHOLE_MEMBER = /^(?:rows|__dict__|_mapping|__data__|dataValues|recordset|results|data|items|docs|0)$/

function ofInstruction(walk: Walk, scope: Scope, slot: Slot, instruction: Instruction, bound: Bindings, depth: number): WholeRow | null {
  const { reader } = walk
  switch (instruction.op) {
    case 'move':
    case 'await':
    case 'enter':
      return follow(walk, scope, instruction.src, bound, depth)
    case 'load-up':
      return follow(
        walk,
        { module: scope.module, function: functionAt(scope.module, instruction.function) },
        instruction.slot,
        NOTHING_BOUND,
        depth,
      )
    case 'element':
    case 'slice':
      return follow(walk, scope, instruction.object, bound, depth)
    case 'get':
      return (
        manager(walk, scope, instruction) ??
        related(walk, scope, instruction) ??
        environment(reader, scope, slot) ??
        (WHOLE_MEMBER.test(instruction.key) ? follow(walk, scope, instruction.object, bound, depth) : null)
      )
    case 'index': {
      const item = itemAt(reader, scope, instruction)
      if (item !== null) return follow(walk, scope, item, bound, depth)
      const key = stringAt(reader, scope, instruction.index)
      // One of the settings, by whatever name.
      if (environment(reader, scope, instruction.object) !== null) return null
      if (key === null && isListed(walk, scope, instruction.index, bound)) return null
      return key === null || WHOLE_MEMBER.test(key) ? follow(walk, scope, instruction.object, bound, depth) : null
    }
    case 'list':
      return firstOf(walk, scope, [...instruction.items, ...appended(scope, slot)], bound, depth)
    case 'dict':
      return ofDict(walk, scope, slot, instruction, bound, depth)
    case 'call':
      return ofCall(walk, scope, instruction, bound, depth)
    default:
      return null
  }
}

/** The item that `a, b = x, y` takes for one of its names. */
function itemAt(reader: Reader, scope: Scope, { object, index }: { readonly object: Slot; readonly index: Slot }): Slot | null {
  const position = reader.denoter.denote(scope, index)
  const made = definitionBehind(scope, object)?.instruction
  if (made?.op !== 'list' || made.spreads.includes(true) || position.kind !== 'constant' || typeof position.value !== 'number') return null
  return made.items[position.value] ?? null
}

/** `Account.objects` of Django: every row there is. */
function manager(walk: Walk, scope: Scope, { key, object }: { readonly key: string; readonly object: Slot }): WholeRow | null {
  const owner = key === 'objects' ? walk.reader.denoter.denote(scope, object) : null
  return owner?.kind === 'class' ? made(walk, owner.class.name) : null
}

/** `message.sender`: the whole row behind a relation. */
function related(walk: Walk, { module }: Scope, { key }: { readonly key: string }): WholeRow | null {
  const table = module.language === 'python' ? walk.tables.relatedBy(key) : null
  return table === null ? null : made(walk, table)
}

function firstOf(walk: Walk, scope: Scope, slots: readonly Slot[], bound: Bindings, depth: number): WholeRow | null {
  for (const slot of slots) {
    const found = follow(walk, scope, slot, bound, depth)
    if (found !== null) return found
  }
  return null
}

/** What a comprehension or `append` puts into a list or a dictionary. */
function appended(scope: Scope, slot: Slot): readonly Slot[] {
  return scope.function.blocks.flatMap(({ instructions }) =>
    instructions.flatMap((instruction) => {
      if (instruction.op === 'append' && instruction.object === slot) return [instruction.value]
      const isAdded = instruction.op === 'call' && instruction.receiver === slot && /^(?:append|push)$/.test(instruction.method)
      return isAdded ? instruction.args.map(({ value }) => value) : []
    }),
  )
}

/** `{ ...user }`, `{ user }`, `{k: getattr(user, k) for k in columns}`; a spread whose secret is written over brings none. */
function ofDict(
  walk: Walk,
  scope: Scope,
  slot: Slot,
  dict: Extract<Instruction, { op: 'dict' }>,
  bound: Bindings,
  depth: number,
): WholeRow | null {
  const named = new Set(dict.entries.flatMap((entry) => (entry.kind === 'entry' ? [entry.key] : [])))
  for (const entry of dict.entries) {
    const found = secretField(walk, scope, entry, bound, depth) ?? follow(walk, scope, entry.value, bound, depth)
    if (found !== null && !(entry.kind === 'spread' && named.has(found.column))) return found
  }
  return firstOf(walk, scope, appended(scope, slot), bound, depth)
}

/** `{ password: row.password }`: the secret is named. */
function secretField(walk: Walk, scope: Scope, entry: DictEntry, bound: Bindings, depth: number): WholeRow | null {
  if (entry.kind !== 'entry' || !isSecretColumn(entry.key)) return null
  const behind = definitionBehind(scope, entry.value)
  const read = behind?.instruction
  if (behind === null || (read?.op !== 'get' && read?.op !== 'index')) return null
  const key = read.op === 'get' ? read.key : stringAt(walk.reader, behind.scope, read.index)
  return key === null || !isSecretColumn(key) || isShownOnce(walk.reader, behind.scope, read.object, key)
    ? null
    : follow(walk, behind.scope, read.object, bound, depth)
}

/** `hook = save(Hook(secret=token_hex(20)))`: a secret that was made for who asks is told this once; what stands for a password is not. */
function isShownOnce(reader: Reader, scope: Scope, row: Slot, key: string): boolean {
  const call = /pass|pwd|hash/i.test(key) ? null : callBehind(reader, scope, row)
  if (call === null) return false
  const makers = [call, ...call.call.args.flatMap(({ value }) => callBehind(reader, call, value) ?? [])]
  return makers.some(
    ({ callee, call: { args } }) => callee.kind === 'class' && args.some((argument) => argument.kind === 'named' && argument.name === key),
  )
}

/** Calls that hand on what they are given, whole. */
const HANDS_ON =
  /^(?:dict|list|tuple|sorted|reversed|vars|django\.forms\.models\.model_to_dict|django\.forms\.model_to_dict|playhouse\.shortcuts\.model_to_dict|dataclasses\.asdict|attrs\.asdict|fastapi\.encoders\.jsonable_encoder|json\.(?:loads|dumps)|JSON\.(?:stringify|parse)|structuredClone|Array\.from|asyncio\.gather|Promise\.all|copy\.(?:copy|deepcopy)|bson\.json_util\.dumps|flask\.jsonify|serialize)$/
const HANDS_ITSELF_ON =
  /^(?:_asdict|to_dict|as_dict|dicts|tuples|dict|model_dump|to_mongo|toJSON|toObject|get|json|items|copy|mappings|scalars|all|first|one|one_or_none|scalar|scalar_one|scalar_one_or_none|unique|fetchone|fetchall|fetchmany|fetch_all|fetch_one|to_list|toArray|exec|lean|slice|reverse|sort|filter|unwrap|then|values|execute|executeTakeFirst|executeTakeFirstOrThrow|returning|returningAll|limit|offset|orderBy|order_by|save|map)$/

function ofCall(
  walk: Walk,
  scope: Scope,
  instruction: Extract<Instruction, { op: 'call' }>,
  bound: Bindings,
  depth: number,
): WholeRow | null {
  const { reader } = walk
  const call = reader.seenCall(instruction)
  if (call === undefined) return null
  walk.given = textsOf(reader, bound)
  const read = executedBefore(walk, call) ?? wholeRead(walk, call)
  if (read !== undefined) return read
  const name = call.callee.kind === 'library' ? nameOf(call.callee) : ''
  const owner =
    call.callee.kind === 'class'
      ? call.callee
      : ROW_MAKER.test(instruction.method)
        ? reader.denoter.denote(scope, instruction.receiver)
        : null
  if (owner?.kind === 'class') return walk.tables.isRow(owner.class) ? made(walk, owner.class.name) : null
  if (HANDS_ON.test(name))
    return choosesFields(call, reader) || (name.endsWith('.model_to_dict') && instruction.args[1]?.kind === 'positional')
      ? null
      : firstOf(
          walk,
          scope,
          instruction.args.map(({ value }) => value),
          bound,
          depth,
        )
  // `getattr(self, column.name)` for every column.
  const [object, key] = instruction.args
  if (name === 'getattr' && object !== undefined && key !== undefined && !isListed(walk, scope, key.value, bound))
    return follow(walk, scope, object.value, bound, depth)
  if (name === 'Object.assign')
    return firstOf(
      walk,
      scope,
      instruction.args.slice(1).map(({ value }) => value),
      bound,
      depth,
    )
  if (call.callee.kind === 'function') return ofFunction(walk, scope, call, bound, depth)
  // `load()`, which the caller has handed in.
  const handed = instruction.callee < 0 ? undefined : bound.get(instruction.callee)
  const run = handed === undefined ? null : reader.denoter.denote(handed.ref.scope, handed.ref.slot)
  if (run?.kind === 'function') return returned(walk, { module: run.module, function: run.function }, NOTHING_BOUND, depth)
  // `os.environ.get('VERSION')` is one of many; `db.prepare(sql).get(id)` is the row.
  const prepared = callBehind(reader, scope, instruction.receiver)
  if (prepared !== null && PREPARES.test(prepared.method)) return wholeRead(walk, prepared) ?? null
  if (instruction.method === 'get' && object !== undefined && dictEntries(scope, object.value).length === 0) return null
  // `for key, value in row.items() if key in SHOWN`
  if (instruction.method === 'items' && /^\s*if\b/.test(reader.textOf(scope.module.file).slice(instruction.end, instruction.end + 80)))
    return null
  const own = ofRowMethod(walk, scope, call, bound, depth)
  if (own !== undefined) return own
  if (instruction.receiver < 0 || !HANDS_ITSELF_ON.test(instruction.method) || choosesFields(call, reader) || projects(reader, call))
    return null
  const isMade = instruction.method === 'map' || (instruction.method === 'then' && givesFunction(walk, call))
  return isMade ? mapped(walk, scope, call, bound, depth) : follow(walk, scope, instruction.receiver, bound, depth)
}

const PREPARES = /^prepare(?:Statement|Sync)?$/

/** Methods of a class of rows that make one. */
const ROW_MAKER = /^(?:model_validate|from_orm|parse_obj|create|build|construct)$/

/** A name that is written out, or one of a list that is (here or by the caller), without a secret among them. */
function isListed(walk: Walk, scope: Scope, slot: Slot, bound: Bindings): boolean {
  const names = possibleValues(walk.reader, scope, slot).flatMap(stringsOf)
  if (names.length === 0) names.push(...namesOfCaller(walk, scope, slot, bound))
  return names.length > 0 && !names.some(isSecretColumn)
}

/** `for name in names`, where the caller or the class says which names. */
function namesOfCaller(walk: Walk, scope: Scope, slot: Slot, bound: Bindings): readonly string[] {
  return definitionsOf(scope.module, scope.function, slot).flatMap((definition): readonly string[] => {
    if (definition.kind === 'instruction') {
      const { instruction } = definition
      if (instruction.op === 'move') return namesOfCaller(walk, scope, instruction.src, bound)
      // `column.name for column in (User.id, User.email)`
      return instruction.op === 'get' && /^(?:name|key)$/.test(instruction.key) ? namesOfCaller(walk, scope, instruction.object, bound) : []
    }
    if (definition.kind !== 'loop') return []
    const columns = itemsOf(scope, definition.iterable).flatMap((item) => {
      const behind = definitionBehind(item.scope, item.slot)?.instruction
      return behind?.op === 'get' ? [behind.key] : []
    })
    if (columns.length > 0) return columns
    const given = bound.get(definition.iterable)
    if (given !== undefined) return stringsAt(walk.reader, given.ref.scope, given.ref.slot)
    // `for name in self.shown`, which each class of rows sets.
    const list = definitionBehind(scope, definition.iterable)?.instruction
    return list?.op === 'get' && list.object === scope.function.selfSlot ? walk.tables.attributeOf(list.key) : []
  })
}

/** `exclude=`, `fields=`, `rules=`: somebody says which fields. */
function choosesFields(call: SeenCall, reader: Reader): boolean {
  return call.call.args.some((argument) => {
    if (argument.kind !== 'named') return false
    if (/^(?:include|fields|only|rules|by_alias_)$/.test(argument.name)) return true
    if (argument.name !== 'exclude') return false
    // `exclude=['groups']` leaves out what it names, and no secret.
    const left = stringsAt(reader, call, argument.value)
    return left.length === 0 || left.some(isSecretColumn)
  })
}

/** What the functions of the tree give back of what they get. */
function ofFunction(walk: Walk, scope: Scope, call: SeenCall, bound: Bindings, depth: number): WholeRow | null {
  if (call.callee.kind !== 'function') return null
  const { module, function: callee } = call.callee
  const inner = { module, function: callee }
  const bindings = new Map<Slot, { ref: SlotRef; bindings: Bindings }>()
  const parameters = callee.parameters.filter(({ slot }) => slot !== callee.selfSlot)
  call.call.args.forEach((argument, index) => {
    const parameter = argument.kind === 'named' ? parameters.find(({ name }) => name === argument.name) : parameters[index]
    if (parameter !== undefined) bindings.set(parameter.slot, { ref: { scope, slot: argument.value }, bindings: bound })
  })
  if (callee.selfSlot >= 0 && call.call.receiver >= 0)
    bindings.set(callee.selfSlot, { ref: { scope, slot: call.call.receiver }, bindings: bound })
  const before = walk.self
  walk.self = ownerOf(walk.reader, call, call.callee, before)
  const found = returned(walk, inner, bindings, depth)
  walk.self = before
  return found
}

function returned(walk: Walk, inner: Scope, bindings: Bindings, depth: number): WholeRow | null {
  for (const { terminator } of inner.function.blocks) {
    if (terminator.op !== 'return' || terminator.src < 0) continue
    const found = follow(walk, inner, terminator.src, bindings, depth + 1)
    if (found !== null && !isTakenOut(walk.reader, inner, found.column)) return found
  }
  return null
}

/** `row.to_dict()`: what the method of the row's own class gives; undefined when it has none of that name. */
function ofRowMethod(walk: Walk, scope: Scope, call: SeenCall, bound: Bindings, depth: number): WholeRow | null | undefined {
  if (call.call.receiver < 0) return undefined
  const row = follow(walk, scope, call.call.receiver, bound, depth + 1)
  const method = row === null ? null : walk.tables.methodOf(row.table, call.method)
  if (method === null) return undefined
  // `row.to_dict(('id', 'name'))` of the class itself says which columns.
  if (call.call.args.some(({ kind }) => kind === 'positional')) return null
  const bindings = new Map([[method.function.selfSlot, { ref: { scope, slot: call.call.receiver }, bindings: bound }]])
  return returned(walk, method, bindings, depth)
}

const givesFunction = ({ reader }: Walk, call: SeenCall): boolean =>
  call.call.args[0] !== undefined && reader.denoter.denote(call, call.call.args[0].value).kind === 'function'

/** `rows.map((row) => ({ ...row }))`, `loaded.then((row) => ({ id: row.id }))`. */
function mapped(walk: Walk, scope: Scope, call: SeenCall, bound: Bindings, depth: number): WholeRow | null {
  const [callback] = call.call.args
  const denoted = callback === undefined ? null : walk.reader.denoter.denote(scope, callback.value)
  if (denoted?.kind !== 'function') return null
  const inner = { module: denoted.module, function: denoted.function }
  const parameter = denoted.function.parameters.find(({ slot }) => slot !== denoted.function.selfSlot)
  if (parameter === undefined) return null
  const bindings = new Map([[parameter.slot, { ref: { scope, slot: call.call.receiver }, bindings: bound }]])
  return returned(walk, inner, bindings, depth)
}
