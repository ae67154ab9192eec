import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import { boundAt, functionAt, type Scope } from '../engine/program.ts'
import type { IrClass, Module, Slot, TypeReference } from '../ir/ir.ts'
import { CERTAIN_METHODS, DATA_LIBRARY, DATA_NAME, type EffectKind, LIKELY_METHODS } from './database-calls.ts'
import { dictEntries } from './handler-values.ts'
import type { NestedPath } from './nested-path.ts'
import { type Chain, chainOf } from './query-chains.ts'
import { type FunctionRef, nameOf, positionalArguments, type Reader, type SeenCall, slotText, stringAt } from './reader.ts'
import { loadingCall } from './row-methods.ts'

/** `return self.filter(**rule)` in a query set or a manager gives a query to whoever calls it, who asks for its rows. */
export function isQueryOfManager(reader: Reader, { module, function: fn, call }: SeenCall): boolean {
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

export function kindOf(reader: Reader, chain: Chain): EffectKind | null {
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
  const last = kinds.findIndex((kind) => kind !== undefined)
  // `findById(id).select('name')`: of the one row some columns.
  const isShaped = /^(?:select|populate)$/.test(chain.calls[last]?.method ?? '')
  if (isShaped && chain.calls.slice(last).some(({ method }) => CERTAIN_METHODS.get(method) === 'read-one')) return 'read-one'
  return kinds[last] ?? null
}

function onlySet(chain: Chain): boolean {
  return (
    chain.calls.every((call) => LIKELY_METHODS.get(call.method) !== 'update' || call.method === 'set') &&
    !chain.calls.some((call) => call.method === 'update' || CERTAIN_METHODS.get(call.method) === 'update')
  )
}

/** `members.find({ state: 'open' }).toArray()`: nothing but a collection of documents is asked that way, wherever it comes from. */
export const isCursor = ({ calls }: Chain): boolean =>
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

export function subjectOf(reader: Reader, chain: Chain): string | null {
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
  // `get().execute(...)` asks what a function gives, `scope.db.exec(...)` the database of an object: neither is a table.
  const handle = chain.attributes.findIndex((word) => DATA_ATTRIBUTE.test(word))
  const text = denoted.kind === 'function' || handle >= 0 ? '' : slotText(reader, first, chain.root)
  const read = handle >= 0 ? chain.attributes.slice(0, handle) : chain.attributes
  const words = [...read.filter((word) => !['query', 'objects', 'session', 'c', 'manager'].includes(word)), text]
  const given = text === '' ? null : givenName(reader, first, chain.root)
  if (given !== null) words.push(given)
  const found = words.find(
    (word) =>
      /^[A-Za-z_]\w*$/.test(word) &&
      !/^(?:this|self|repo|repository|model|manager|em|db|prisma|session|conn|cursor|cur|pool|client|knex)$/.test(word),
  )
  return found ?? null
}

/** What the caller of a copied function calls the thing that it gave: `Item` for the `model` of a function that makes resources. */
function givenName(reader: Reader, scope: Scope, slot: Slot, depth = 0): string | null {
  const [only, ...more] = definitionsOf(scope.module, scope.function, slot)
  if (only?.kind !== 'instruction' || more.length > 0 || depth > 8) return null
  const { instruction } = only
  if (instruction.op === 'move') return givenName(reader, scope, instruction.src, depth + 1)
  const { module } = scope
  if (instruction.op === 'load-up')
    return givenName(reader, { module, function: functionAt(module, instruction.function) }, instruction.slot, depth + 1)
  const given = instruction.op === 'bound' ? boundAt(module, instruction) : null
  return given === null ? null : (givenName(reader, given.scope, given.slot, depth + 1) ?? slotText(reader, given.scope, given.slot))
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
export function belongsBelow(reader: Reader, { denoted, calls }: Chain, { holder }: NestedPath): boolean {
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
