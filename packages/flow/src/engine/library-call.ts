import { OWN_MODEL } from '../knowledge/conventional-types.ts'
import type { SourceModel } from '../knowledge/model.ts'
import { tableOf } from '../table-of.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { namesFields, wholeTaints } from './conditions/objects.ts'
import { viewOfTainted } from './container-methods.ts'
import { definitionsOf } from './definitions.ts'
import { decodedBy, encodedBy } from './encoded-text.ts'
import { registerWorker } from './events.ts'
import { guessedRows } from './guessed-rows.ts'
import { guessedSinks } from './guessed-sinks.ts'
import { ofOneField } from './indexing.ts'
import { HALVES, type KindMask, maskOf } from './kinds.ts'
import { limitedDump } from './limited-dumps.ts'
import { getMember } from './members.ts'
import { textOf } from './place.ts'
import { registerProcedure } from './procedures.ts'
import { registerHandlers } from './register-handlers.ts'
import { resultHint } from './result-hint.ts'
import { returnedRows } from './returned-rows.ts'
import { sanitized } from './sanitize.ts'
import { schemaCall } from './schemas.ts'
import { takeShared } from './shared-state.ts'
import { sinkCall, useSink } from './sinks.ts'
import { memberTaints, sourceTaints } from './source-taints.ts'
import { SPECIAL_CALLS } from './special-calls.ts'
import { keyName, noteWrites } from './stored-columns.ts'
import { stringCall } from './string-methods.ts'
import { handOn } from './thrown.ts'
import { answered, argumentTaints, dumpedModel, looksUp, passedOn, runCallbacks, wrappedFunction } from './unknown-call.ts'
import { doubted, type Hint, joinTaints, joinValues, NO_TAINTS, NOTHING, stepped, type Taint, thereWith, type Value } from './value.ts'

/** Calls that end the request or the process: nothing after them runs. */
const NEVER_RETURN = new Set([
  'flask.abort',
  ...['grpc.ServicerContext()', 'grpc.aio.ServicerContext()'].flatMap((context) => [`${context}.abort`, `${context}.abort_with_status`]),
  'koa.Context.throw',
  'sanic.exceptions.abort',
  'quart.abort',
  'next/navigation.forbidden',
  'next/navigation.unauthorized',
  'werkzeug.exceptions.abort',
  'sys.exit',
  'exit',
  'quit',
  'os._exit',
  'os.abort',
  'process.exit',
  'aiohttp.web.HTTPFound_',
  'bottle.abort',
  'next/navigation.notFound',
  'next/navigation.redirect_',
])
/** Ways to read one key of a container of request values. */
const GETTERS = new Set([
  'get',
  'getlist',
  'getAll',
  'getone',
  'getall',
  'pop',
  'query',
  'param',
  'header',
  'get_argument',
  'get_query_argument',
  'get_body_argument',
  'cookie',
  'getFirst',
  'at',
  '__getitem__',
  'get_header',
  'field',
])

const NEXT = new Set(['express.next', 'koa.next', 'hono.next'])

/** A call of something outside the tree. */
export function libraryCall(act: Activation, hint: Hint & { kind: 'library' }, use: CallUse): Value | null {
  const { name } = hint
  if (NEVER_RETURN.has(name)) return null
  if (NEXT.has(name)) handOn(act, use.args.positional[0])
  const kept = takeShared(act, use)
  if (kept !== null) return kept
  const checked = schemaCall(act, use) ?? returnedRows(act, use)
  if (checked !== null) return checked
  const { models } = act.engine
  let model = models.of(name)
  let doubt = 0
  // A view of Django makes a dictionary of what its own class passes on.
  const special = SPECIAL_CALLS.get(use.method === 'get_context_data' ? 'dict' : name)
  if (special !== undefined) {
    const value = special(act, use, hint)
    if (value !== undefined) {
      sinkCall(act, model, name, use)
      return value
    }
  }
  // `request.POST.items()`, `json.loads(body).items()`: a dictionary, whatever made it.
  const view = use.receiver === null || use.receiver.taints.length === 0 ? null : viewOfTainted(act, use.receiver, use)
  if (view !== null) return view
  const isModelled =
    model.sinks.length > 0 || model.source !== null || model.sanitizer !== null || model.propagates !== null || model.handler !== null
  if (!isModelled && use.receiver !== null) {
    // No text has a `get`: what a column keeps is a dictionary then.
    const text = isTextual(use.receiver) && use.method !== 'get' ? stringCall(act, use.receiver, use) : null
    if (text !== null) return text
    model = guessedSinks(act, models.ofMethod(use.method), use, name)
    doubt = 1
  }
  if (model.handler !== null) registerHandlers(act, model.handler, use, hint)
  registerWorker(act, name, use)
  registerProcedure(act, name, use)
  sinkCall(act, model, doubt === 0 ? name : use.method, use, doubt)
  if (use.receiver !== null) sinkCall(act, models.of(`*.${use.method}`), use.method, use)
  if (DOCUMENT_CLIENTS.test(name) && (use.method === 'find' || use.method === 'aggregate' || use.method === 'distinct'))
    sinkCall(act, models.of(`mongodb.Collection.${use.method}`), name, use)
  noteWrites(act, name, use)
  spreadIntoRows(act, name, use)
  writeRows(act, name, use)
  addRow(act, name, use)
  return libraryResult(act, hint, use, model, isModelled)
}

const DOCUMENT_CLIENTS = /^(?:pymongo|flask_pymongo|motor)\b/

const ROW_WRITES = new Set(['update', 'create', 'get_or_create', 'update_or_create'])

/** `Model.objects.filter(...).update(**body)`: the caller names the columns. */
function spreadIntoRows(act: Activation, name: string, use: CallUse): void {
  if (use.args.spreadNamed === null || !ROW_WRITES.has(use.method) || !name.includes('.objects.')) return
  useSink(
    act,
    { kind: 'mass-assignment', cwe: 915, name: `objects.${use.method}` },
    wholeTaints(act, use.args.spreadNamed),
    use.instruction,
  )
}

/** Builders of statements that write the object they are given, and records that take it. */
const WRITES_ROWS =
  /^(?:knex\.Knex\b.*\.(?:insert|update)|(?:drizzle-orm|kysely|objection|sqlalchemy|flask_sqlalchemy|sqlmodel)\b.*\.(?:values|set|insert|update|patch|insertAndFetch)|mongoose\.Model\.\w+\(\)\.(?:set|overwrite|updateOne|assign)|peewee\.Model\.(?:update|insert|create|insert_many)|tortoise\.\w*\.?Model\(?\)?\.(?:update_from_dict|create)|@mikro-orm\/.*\.(?:assign|create))$/

function writeRows(act: Activation, name: string, use: CallUse): void {
  const method = OWN_MODEL.exec(name)?.groups?.method ?? ''
  const place = OWN_WRITES[method]
  if (place === undefined && !WRITES_ROWS.test(name)) return
  for (const value of [use.args.positional[place ?? 0], use.args.spreadNamed])
    if (value !== undefined && value !== null && !(place !== undefined && namesFields(act, use)))
      useSink(
        act,
        { kind: 'mass-assignment', cwe: 915, name: place === undefined ? name : method },
        wholeTaints(act, value),
        use.instruction,
      )
}

const ADDS_ROW = /^sqlalchemy\.Session\.(?:add|merge)$/

/** `session.add(body)` where the body of the request is the row itself. */
function addRow(act: Activation, name: string, use: CallUse): void {
  const [row] = use.args.positional
  if (row === undefined || row.hint?.kind !== 'instance' || !ADDS_ROW.test(name)) return
  const whole = wholeTaints(act, row).filter(({ label }) => label.kind === 'source')
  // The body is what the framework passes to the handler itself; rows that helpers are given were made somewhere.
  const isHandler = act.frame.function.decorators.length > 0
  const passed = isHandler ? row.taints.filter(({ label }) => label.kind === 'parameter') : NO_TAINTS
  const taints = joinTaints(whole, memberTaints(act, passed, '*', use.instruction))
  useSink(act, { kind: 'mass-assignment', cwe: 915, name }, taints, use.instruction)
}

/** Methods of models, with the place of the row among their arguments. */
const OWN_WRITES = tableOf<number>({
  create: 0,
  bulkCreate: 0,
  insertMany: 0,
  build: 0,
  update: 0,
  upsert: 0,
  findByIdAndUpdate: 1,
  findOneAndUpdate: 1,
  updateOne: 1,
  updateMany: 1,
})

/** Queries of object mappers, by their names: what they bring was stored by somebody. */
const READS_ROWS =
  /^(?:rest_framework|django\.views\.generic)\b.*\.get_object$|\.(?:query|objects)\b.*\.(?:all|first|get|one|one_or_none|get_or_404|first_or_404|filter|filter_by|exclude|order_by|values|values_list|last|latest|earliest|paginate|limit)$|^sqlalchemy\.Session\.query$|^prisma\.Client\.\w+\.find\w+$|^(?:peewee|tortoise(?:\.models)?|mongoengine|beanie|odmantic)\.\w*(?:Model|Document)\.(?:get|get_or_none|get_by_id|get_or_create|select|filter|all|first|find|find_one|find_all)$|^knex\.Knex\(\)(?:\.\w+\(\))*\.(?:select|first|where)$|^drizzle-orm\b.*\.from$|^kysely\b.*\.(?:execute|executeTakeFirst|executeTakeFirstOrThrow)$|^(?:\.{1,2}\/|\/|@\/|~\/|#|src\/).*\.[A-Z]\w*\.(?:find|findAll|findOne|findByPk|findById|findAndCountAll)$/

/** Rows of a database, whichever library reads them. */
export const STORED_ROWS: SourceModel = {
  names: ['<rows>'],
  gives: 'stored',
  in: 'other',
  what: 'read from the database',
  isContainer: true,
}

/** The parts of a parsed address are text. */
const PART_OF_ADDRESS =
  /^(?:URL\(\)|url\.parse\(\)|urllib\.parse\.ParseResult)\.(?:hostname|host|netloc|protocol|scheme|pathname|path|href|origin|search|query|port)$/

/** Reading a request value yields text even where the reader is named like a library. */
function isTextual(value: Value): boolean {
  return (
    value.type === 'string' ||
    typeof value.constant === 'string' ||
    (value.hint?.kind === 'library' && PART_OF_ADDRESS.test(value.hint.name)) ||
    (value.taints.length > 0 && value.taints.some((taint) => taint.label.kind === 'source' && taint.label.name !== null))
  )
}

function libraryResult(
  act: Activation,
  hint: Hint & { kind: 'library' },
  use: CallUse,
  model: ReturnType<Activation['engine']['models']['of']>,
  isModelled: boolean,
): Value | null {
  const result = resultHint(act, hint, use)
  const known = decodedBy(hint.name, use) ?? dumpedModel(act, use)
  if (known !== null) return known
  const read = readSource(act, use, model.source ?? (READS_ROWS.test(hint.name) ? STORED_ROWS : null))
  if (read !== null) {
    const isRow = model.source === null || model.source.gives === 'stored'
    const answer = { ...read, hint: isRow || act.engine.models.resultType(hint.name) !== null ? result : null }
    runCallbacks(act, use, answer)
    return answer
  }
  // What is in memory is no name of a file.
  if (model.sanitizer !== null) {
    const answer = { ...sanitized(act, model.sanitizer, use), hint: IN_MEMORY.test(hint.name) ? result : encodedBy(hint.name, use) }
    runCallbacks(act, use, answer)
    const [given] = use.args.positional
    return given !== undefined && MAKES_NUMBER.test(hint.name) ? thereWith(given, answer) : answer
  }
  if (model.handler !== null) {
    const wrapped = wrappedFunction(use)
    return wrapped === null || !use.instruction.isDecorator
      ? { ...NOTHING, hint: result }
      : { ...(use.args.positional[0] ?? NOTHING), hint: wrapped }
  }
  const guessed = isModelled ? NO_TAINTS : guessedRows(act, use)
  const callbacks = joinTaints(runCallbacks(act, use, result === null ? NOTHING : { ...NOTHING, hint: result }), guessed)
  const entry = ENTRY_OF_COLUMN.test(hint.name) ? sourceGetter(act, use) : null
  if (entry !== null) return entry
  if (model.propagates === 'nothing') return { ...NOTHING, hint: result, taints: joinTaints(guessed, rowsOf(use)) }
  if (model.propagates === 'result' || model.propagates === 'receiver') {
    const passed = passedOn(act, use, 0)
    // The claims of a token are no way in.
    const taints = CLAIMS.test(hint.name) ? passed.filter(({ label }) => label.kind !== 'source' || label.model.gives !== 'secret') : passed
    // What is decoded is text, or bytes, and no object of the decoder's.
    if (DECODES.test(hint.name)) return { ...NOTHING, taints: taints.map(reopened) }
    return { ...NOTHING, hint: result, taints: PARSES.test(hint.name) ? taints.map(restructured) : taints }
  }
  // A step of a builder is no wrapper of the function it is given.
  const wrapped = act.engine.models.resultType(hint.name) === null ? wrappedFunction(use) : null
  const getter = sourceGetter(act, use)
  if (getter !== null) return getter
  const receiver =
    use.receiver === null ? NO_TAINTS : stepped(answered(use, use.receiver.taints), act.frame, use.instruction, `${use.method}()`)
  const taints: readonly Taint[] =
    isModelled || looksUp(use) ? receiver : joinTaints(receiver, doubted(answered(use, argumentTaints(act, use)), DOUBT_OF_LIBRARY))
  return { ...NOTHING, hint: wrapped ?? result, taints: limitedDump(act, use, joinTaints(taints, callbacks)) }
}

/** `session.get(Shop, key).options.get('prefix')`: an entry of what a column of a row holds. */
const ENTRY_OF_COLUMN = /^sqlalchemy\.Session\.(?:get|get_one|scalar|merge)\(\)\.\w+\.get$/

const IN_MEMORY = /^(?:io|StringIO)\.(?:BytesIO|StringIO)$/

const DECODES = /(?:^|\.)(?:decodeURIComponent|decodeURI|unescape|unquote|unquote_plus|atob|b64decode|urlsafe_b64decode|unhexlify)$/

const PARSES =
  /^(?:JSON\.parse|(?:json|simplejson|ujson|orjson|rapidjson)\.loads?|msgspec\.json\.decode|json5\.(?:parse|loads)|pydantic_core\.from_json)$/
/** Of what is not there it makes no number. */
const MAKES_NUMBER = /^(?:Number|parseInt|parseFloat|Number\.parse(?:Int|Float)|BigInt|int)$/

const STRUCTURE = maskOf('nosql-injection', 'mass-assignment', 'prototype-pollution')

/** A text that was no structure becomes whatever structure it spells. */
const restructured = (taint: Taint): Taint => opened(taint, HALVES | LINE_BREAKS | STRUCTURE)

/** Whatever was ruled out for what was sent may be there again; what stores and secrets cannot cause stays so. */
function opened(taint: Taint, mask: KindMask): Taint {
  const { label } = taint
  const kinds = label.kind === 'parameter' || label.model.gives === 'request' ? mask : mask & HALVES
  return { ...taint, cleared: taint.cleared & ~kinds, opened: taint.opened | kinds }
}

/** What was looked for before decoding may be there after it. */
const reopened = (taint: Taint): Taint => opened(taint, HALVES | LINE_BREAKS | (isEscaped(taint) ? MARKUP : 0))

/** Markup was written so that it shows: what is a number, or one of a list, is rid of more than that. */
const isEscaped = ({ cleared }: Taint): boolean => (cleared & MARKUP) !== 0 && (cleared & COMMANDS) === 0

const MARKUP = maskOf('xss', 'stored-xss')
const COMMANDS = maskOf('command-injection')

const LINE_BREAKS = maskOf('log-injection')
const MASS = maskOf('mass-assignment')

/** A query that goes on (`find().sort().toArray()`) still brings the rows. */
function rowsOf({ receiver }: CallUse): readonly Taint[] {
  return receiver === null || receiver.taints.length === 0
    ? NO_TAINTS
    : receiver.taints.filter(({ label }) => label.kind === 'source' && label.model.gives === 'stored')
}

const DOUBT_OF_LIBRARY = 1

const CLAIMS =
  /^(?:jwt\.decode|jose\.jwt\.(?:decode|get_unverified_claims)|jsonwebtoken\.(?:decode|verify)|jwt-decode(?:\.jwtDecode)?|jose\.(?:decodeJwt|jwtVerify))$/

function readSource(act: Activation, use: CallUse, source: Parameters<typeof sourceTaints>[1]): Value | null {
  if (source === null) return null
  if (source.gives === 'stored' && readsCatalogue(act, use)) return NOTHING
  const key = use.args.positional.find((value) => typeof value.constant === 'string')?.constant
  // The text of a query is no name of what it brings.
  const ofStore = source.gives === 'stored' && !source.isContainer ? keyName(use.args.positional[0] ?? NOTHING) : null
  const name = ofStore ?? (typeof key === 'string' && !(source.gives === 'stored' && /\s/.test(key)) ? key : null)
  const taints = sourceTaints(act, source, name, use.instruction)
  const receiverNumber = use.receiver?.number ?? 0
  const number = typeof key === 'string' ? act.engine.numbers.member(receiverNumber, `${use.method}:${key}`) : 0
  return {
    ...NOTHING,
    taints: typeof key === 'string' ? taints.map((taint) => ({ ...taint, cleared: taint.cleared | MASS })) : taints,
    number,
  }
}

const CATALOGUE =
  /\b(?:pragma_table_info|pragma_table_list|information_schema|pg_catalog|pg_attribute|sqlite_(?:master|schema))\b|\bPRAGMA\s+table_x?info\b/i

/** `db.prepare('SELECT name FROM pragma_table_info(?)').all(table)`: the names of tables and columns are of the schema, and nobody's input. */
function readsCatalogue({ frame: { module } }: Activation, { instruction: { start, end } }: CallUse): boolean {
  return CATALOGUE.test(textOf(module).slice(start, Math.min(end, start + LONGEST_QUERY)))
}

const LONGEST_QUERY = 600

const MOST_NAMES = 5

/** The keys that a variable goes through: `body.get(name) for name in ('email', 'city')`. */
function namesOfKey(act: Activation, use: CallUse): readonly string[] {
  const slot = use.instruction.args[0]?.value ?? -1
  const { module, function: owner } = act.frame
  let at = slot
  let [definition, ...more] = at < 0 ? [] : definitionsOf(module, owner, at)
  while (
    definition?.kind === 'instruction' &&
    definition.instruction.op === 'move' &&
    more.length === 0 &&
    definition.instruction.src !== at
  ) {
    at = definition.instruction.src
    ;[definition, ...more] = definitionsOf(module, owner, at)
  }
  if (more.length > 0 || definition?.kind !== 'loop') return []
  const list = act.engine.denoter.denote({ module, function: owner }, definition.iterable)
  if (list.kind !== 'list' || !list.isComplete || list.items.length > MOST_NAMES) return []
  const names = list.items.flatMap((item) => (item.kind === 'constant' && typeof item.value === 'string' ? [item.value] : []))
  return names.length === list.items.length ? names : []
}

/** `shop.options.get('prefix')`: an entry of what a column keeps. */
const readsStoredEntry = ({ method, args: { positional } }: CallUse, { taints }: Value): boolean =>
  method === 'get' &&
  typeof positional[0]?.constant === 'string' &&
  taints.some(({ label }) => label.kind === 'source' && label.model.gives === 'stored' && label.model.isContainer)

/** `request.args.get('id')`: the value under that key, cast by `type=`. */
export function sourceGetter(act: Activation, use: CallUse): Value | null {
  const { receiver } = use
  if (receiver === null || !GETTERS.has(use.method) || receiver.taints.length === 0) return null
  const isContainer = receiver.taints.some((taint) => taint.label.kind === 'parameter' || taint.label.name === null)
  if (!isContainer && !readsStoredEntry(use, receiver)) return null
  const cast = use.args.named.get('type')?.hint
  const [key, fallback] = use.args.positional
  // No key is a statement.
  if (/\s/.test((key?.prefix ?? '').trim()) || (use.method === 'query' && key !== undefined && key.objects.length > 0)) return null
  if (cast?.kind === 'library' && ['int', 'float', 'bool', 'uuid.UUID'].includes(cast.name)) return { ...NOTHING, type: 'number' }
  const name = typeof key?.constant === 'string' ? key.constant : null
  if (name === null) {
    const names = namesOfKey(act, use)
    if (names.length === 0) return { ...NOTHING, taints: ofOneField(memberTaints(act, receiver.taints, '*', use.instruction)) }
    return names.map((one) => getMember(act, receiver, one, use.instruction)).reduce(joinValues)
  }
  const value = getMember(act, receiver, name, use.instruction)
  const hasFallback =
    fallback !== undefined && (act.frame.module.language === 'python' || receiver.taints.some((taint) => taint.label.kind === 'source'))
  const taints = !hasFallback ? value.taints : joinTaints(value.taints, fallback.taints)
  return { ...value, hint: null, taints }
}
