import type { Denotation } from '../engine/denotation.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { RouteEffect } from '../facts.ts'
import type { Instruction, IrClass, Module } from '../ir/ir.ts'
import { isStoredSecretName } from '../knowledge/secret-names.ts'
import { classField, memberFunction } from '../routes/class-views.ts'
import { effectOf } from '../routes/effects.ts'
import { dictEntries } from '../routes/handler-values.ts'
import { ownerOf, subjectOfOwn } from '../routes/own-subject.ts'
import { chainOf } from '../routes/query-chains.ts'
import {
  callBehind,
  type FunctionRef,
  isConstant,
  isServed,
  nameOf,
  type Reader,
  type SeenCall,
  stringAt,
  stringsAt,
} from '../routes/reader.ts'
import { createTagReader, type TagReader } from '../routes/value-tags.ts'

/** Tables, collections and models of the program that hold a secret, by what they are called. */
export interface SecretTables {
  /** The column with the secret; null when none is known. `isPlain` for rows that lost the methods of their class, which leave columns out. */
  readonly columnOf: (table: string, isPlain?: boolean) => string | null
  /** Whether the instances of a class are rows. */
  readonly isRow: (owner: IrClass) => boolean
  /** The method of that name that the class of a table has, its bases of the tree included. */
  readonly methodOf: (table: string, name: string) => FunctionRef | null
  /** The texts of that attribute in the classes of rows: names of fields that a shared method goes through. */
  readonly attributeOf: (name: string) => readonly string[]
  /** The fields that the class of a table declares itself. */
  readonly fieldsOf: (table: string) => readonly string[]
  /** The table behind a relation of that name, where all classes of rows that have one mean the same. */
  readonly relatedBy: (name: string) => string | null
}

const TOKEN =
  /(?:^|_)(?:api_?key|api_?token|auth_?token|access_?token|refresh_?token|reset_?token|session_?token|secret|pin|pin_?hash|pass_?hash|pwd_?hash|recovery_?code|(?:reset|login|sign_?in|verification|activation|confirmation)_?code|otp(?:_?(?:code|hash))?|signing_?key)$/
/** Bases of classes whose instances are rows. */
const ROW_BASE =
  /^(?:django\.db\.models\.Model|sqlalchemy\b.*(?:DeclarativeBase|declarative_base\(\))|flask_sqlalchemy\.SQLAlchemy\(\)\.Model|sqlmodel\.SQLModel|peewee\.Model|tortoise\.models\.Model|tortoise\.Model|mongoengine\.\w*Document|beanie\.Document|odmantic\.Model|pony\.orm\.Database\(\)\.Entity|piccolo\.table\.Table|ormar\.Model|sequelize\.Model|typeorm\.BaseEntity|sequelize-typescript\.Model|django\.contrib\.auth\.models\.Abstract\w+)$/
const ROW_DECORATOR =
  /^(?:typeorm\.Entity|@mikro-orm\/core\.Entity|sequelize-typescript\.Table|@nestjs\/mongoose\.Schema|@typegoose\/typegoose\.modelOptions)\(\)$/
/** Decorators and options of a column that keep it out of what is read or answered. */
const HIDING_DECORATOR = /\.(?:Exclude|HideField)\(\)$/
const HIDING_OPTION = /\b(?:select|hidden)\s*:\s*(?:false|true)\b/

/** Whether a column of that name is a secret which no answer needs. */
export function isSecretColumn(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
  return isStoredSecretName(name) || TOKEN.test(words)
}

const known = new WeakMap<Reader, SecretTables>()

/** The tables of a program, read once. */
export function secretTablesOf(reader: Reader): SecretTables {
  const before = known.get(reader)
  if (before !== undefined) return before
  const tables = readSecretTables(reader)
  known.set(reader, tables)
  return tables
}

function readSecretTables(reader: Reader): SecretTables {
  const columns = new Map<string, string>()
  const safe = new Set<string>()
  const written = new Set<string>()
  // Where the start of the application is not in sight, what it sets up for all answers is not either.
  const serialises =
    !reader.program.modules.some(({ imports }) => imports.some(({ name }) => name === 'NestFactory')) ||
    reader.program.modules.some(({ file }) => isServed(reader, file) && SERIALISES.test(reader.textOf(file)))
  const rows = new Map<IrClass, Module>()
  const hidden = new Map<string, Set<string>>()
  const add = (table: string | null, column: string): void => {
    const key = tableKey(table ?? '')
    if (key !== '' && !columns.has(key) && hidden.get(key)?.has(column) !== true) columns.set(key, column)
  }
  // Read by name for a comparison, such a column is in no other answer.
  const hide = (table: string, column: string): void => {
    hidden.set(tableKey(table), (hidden.get(tableKey(table)) ?? new Set()).add(column))
  }
  const tags = createTagReader(reader, new Map())
  const modules = reader.program.modules.filter(({ file }) => isServed(reader, file))
  for (const module of modules)
    for (const owner of module.classes)
      if (isRowClass(reader, module, owner, 0)) {
        rows.set(owner, module)
        readClass(reader, module, owner, { add, hide, written, serialises })
      }
  for (const module of modules) {
    for (const owner of module.functions) {
      const scope = { module, function: owner }
      for (const { instructions } of owner.blocks)
        for (const instruction of instructions) readInstruction(reader, scope, instruction, tags, add)
      for (const call of reader.callsIn(owner)) readCall(reader, call, tags, add, { safe, written })
    }
  }
  return {
    columnOf: (table, isPlain = false) => {
      const key = tableKey(table)
      return safe.has(key) || (written.has(key) && !isPlain) ? null : (columns.get(key) ?? null)
    },
    isRow: (owner) => rows.has(owner),
    attributeOf: (name) =>
      [...rows].flatMap(([owner, module]) => {
        const field = classField(reader, module, owner, name)
        return field === null ? [] : stringsAt(reader, field.scope, field.slot)
      }),
    fieldsOf: (table) =>
      [...rows.keys()].flatMap(({ name, members }) =>
        tableKey(name) === tableKey(table) ? members.flatMap((member) => (member.kind === 'field' ? [member.name] : [])) : [],
      ),
    relatedBy: (name) => {
      const behind = new Set([...rows.keys()].flatMap((owner) => relatedClass(owner, name) ?? []))
      return behind.size === 1 ? ([...behind][0] ?? null) : null
    },
    methodOf: (table, name) => {
      for (const [owner, module] of rows) {
        const method = tableKey(owner.name) === tableKey(table) ? memberFunction(reader, module, owner, name) : null
        if (method !== null) return method
      }
      return null
    },
  }
}

/** `sender: Mapped[User] = relationship()`, `lines: Mapped[list[Line]] = relationship()` of SQLAlchemy. */
function relatedClass({ members }: IrClass, name: string): string | null {
  const type = members.find((member) => member.kind === 'field' && member.name === name)?.type
  if (type === null || type === undefined || !/(?:^|\.)(?:Mapped|DynamicMapped|WriteOnlyMapped)$/.test(type.name)) return null
  const [inner] = type.args
  const one = inner !== undefined && /^(?:[Ll]ist|[Ss]et|Optional|Sequence)$/.test(inner.name) ? inner.args[0] : inner
  return one === undefined || !/^[A-Z]/.test(one.name) ? null : one.name
}

type Add = (table: string | null, column: string) => void

/** `public.Users`, `"users"` and `user` are one table. */
function tableKey(name: string): string {
  const last = name
    .slice(name.lastIndexOf('.') + 1)
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase()
  return last.replace(/ies$/, 'y').replace(/(?<!s)s$/, '')
}

/** What applies the decorators that keep a field out of an answer; without it they do nothing. */
const SERIALISES =
  /\b(?:ClassSerializerInterceptor|\w*SerializerInterceptor|instanceToPlain|classToPlain|instanceToInstance|serialize\(|routing-controllers|\w*SerializeInterceptor)\b/

interface ClassLook {
  readonly add: Add
  /** Notes a column that a query brings only where it is named. */
  readonly hide: (table: string, column: string) => void
  /** Tables whose rows leave columns out when they are written as JSON. */
  readonly written: Set<string>
  readonly serialises: boolean
}

function readClass(reader: Reader, module: Module, owner: IrClass, { add, hide, written, serialises }: ClassLook): void {
  const body = { module, function: functionAt(module, owner.body) }
  const hides = owner.members.some(({ name }) => /^(?:toJSON|serialize_rules|serialize_only)$/.test(name))
  if (hides) written.add(tableKey(owner.name))
  const table = owner.members.find(({ name }) => name === '__tablename__')
  for (const member of owner.members) {
    if (member.kind !== 'field' || !isSecretColumn(member.name)) continue
    const hiding = member.decorators.map((slot) => nameOf(reader.denoter.denote(body, slot))).find((each) => HIDING_DECORATOR.test(each))
    if (hiding !== undefined && (serialises || !hiding.startsWith('class-transformer.'))) continue
    if (member.decorators.length > 0 && HIDING_OPTION.test(decoratorText(reader, body, member.decorators))) {
      hide(owner.name, member.name)
      continue
    }
    add(owner.name, member.name)
    add(table === undefined ? null : stringAt(reader, body, table.slot), member.name)
  }
  if (isDjangoUser(reader, module, owner)) add(owner.name, 'password')
}

function isDjangoUser(reader: Reader, module: Module, owner: IrClass): boolean {
  return reader.denoter.bases(module, owner).some((base) => /^django\.contrib\.auth\.models\.Abstract\w*User$/.test(nameOf(base)))
}

function decoratorText(reader: Reader, scope: Scope, slots: readonly number[]): string {
  return slots
    .map((slot) => callBehind(reader, scope, slot))
    .map((call) => (call === null ? '' : reader.textOf(scope.module.file).slice(call.call.start, call.call.end)))
    .join(' ')
}

function isRowClass(reader: Reader, module: Module, owner: IrClass, depth: number): boolean {
  if (depth > 6) return false
  const scope = { module, function: functionAt(module, owner.parent) }
  if (owner.decorators.some((slot) => ROW_DECORATOR.test(nameOf(reader.denoter.denote(scope, slot))))) return true
  return reader.denoter
    .bases(module, owner)
    .some((base) => (base.kind === 'class' ? isRowClass(reader, base.module, base.class, depth + 1) : ROW_BASE.test(nameOf(base))))
}

const STATEMENT =
  /\b(?:CREATE\s+TABLE(?:\s+IF\s+NOT\s+EXISTS)?|INSERT\s+(?:OR\s+\w+\s+|IGNORE\s+)?INTO|REPLACE\s+INTO|UPDATE)\s+["'`[]?([\w.]+)["'`\]]?\s*(\([\s\S]*|SET\b[\s\S]*)/gi
const SELECTED = /\bSELECT\s+([\w\s.,"`]+?)\s+FROM\s+["'`[]?([\w.]+)/gi

/** Statements name the columns of their table; fields read of a row name them too. */
function readInstruction(reader: Reader, scope: Scope, instruction: Instruction, tags: TagReader, add: Add): void {
  if (instruction.op === 'const') {
    if (typeof instruction.value === 'string' && instruction.value.length > 20) readStatement(instruction.value, add)
    return
  }
  if (instruction.op === 'template') {
    readStatement(instruction.parts.map((part) => (typeof part === 'string' ? part : '?')).join(''), add)
    return
  }
  const key = instruction.op === 'get' ? instruction.key : instruction.op === 'index' ? stringAt(reader, scope, instruction.index) : null
  if (key === null || !isSecretColumn(key) || (instruction.op !== 'get' && instruction.op !== 'index')) return
  const read = callBehind(reader, scope, instruction.object)
  for (const { kind, of } of read === null ? [] : effectsBehind(reader, read, tags)) if (kind === 'read-one') add(of, key)
}

/** What a call does itself, or the method of the tree that it calls: `await users.byEmail(email)`. */
function effectsBehind(reader: Reader, call: SeenCall, tags: TagReader): readonly Pick<RouteEffect, 'kind' | 'of'>[] {
  const own = effectOf(reader, call, tags)
  if (own !== null) return [own]
  if (call.callee.kind !== 'function' || call.call.receiver < 0) return []
  const { module, function: fn } = call.callee
  const inside = { module, function: fn }
  const owner = ownerOf(reader, call, call.callee, null)
  const found = reader.callsIn(fn).flatMap((inner): Pick<RouteEffect, 'kind' | 'of'>[] => {
    const effect = effectOf(reader, inner, tags)
    return effect === null ? [] : [{ kind: effect.kind, of: subjectOfOwn(reader, inside, owner, effect.of) }]
  })
  // Where several tables are asked, the column is of one of them.
  return new Set(found.map(({ of }) => of)).size === 1 ? found : []
}

function readStatement(text: string, add: Add): void {
  if (!/password|passwd|pwd|secret|token|key|hash|salt|ssn|cvv|card|pin|code|otp/i.test(text)) return
  for (const [, table = '', rest = ''] of text.matchAll(STATEMENT)) {
    const listed = rest.startsWith('(') ? rest.slice(1, 4000) : rest.replace(/\bWHERE\b[\s\S]*/i, '')
    const column = [...listed.matchAll(/["'`[]?([A-Za-z_]\w*)["'`\]]?/g)].map(([, word = '']) => word).find(isSecretColumn)
    if (column !== undefined) add(table, column)
  }
  for (const [, listed = '', table = ''] of text.matchAll(SELECTED)) {
    const column = listed
      .split(',')
      .map((word) =>
        word
          .trim()
          .replace(/^.*[.\s]/, '')
          .replace(/["`]/g, ''),
      )
      .find(isSecretColumn)
    if (column !== undefined) add(table, column)
  }
}

/** Options of a model that leave a column out of every query. */
const LEFT_OUT = /defaultScope[\s\S]{0,80}exclude/

/** `User.init({...}, {...})` of Sequelize. */
function initialised(reader: Reader, call: SeenCall): string | null {
  if (call.method !== 'init' || call.call.receiver < 0) return null
  const owner = reader.denoter.denote(call, call.call.receiver)
  return owner.kind === 'class' ? owner.class.name : null
}

const TABLE_MAKER =
  /^(?:drizzle-orm\/[\w-]+\.(?:pgTable|mysqlTable|sqliteTable)|sequelize\.Sequelize\(\)\.define|mongoose\.model|mongoose\.Mongoose\(\)\.model)$/

interface Hidden {
  readonly safe: Set<string>
  readonly written: Set<string>
}

function readCall(reader: Reader, call: SeenCall, tags: TagReader, add: Add, { safe, written }: Hidden): void {
  const [first, second] = call.call.args
  const name = first === undefined ? null : stringAt(reader, call, first.value)
  const model = initialised(reader, call) ?? (TABLE_MAKER.test(call.name) ? name : null)
  if (model !== null && LEFT_OUT.test(reader.textOf(call.module.file).slice(call.call.start, call.call.end))) safe.add(tableKey(model))
  if (TABLE_MAKER.test(call.name) && name !== null && second !== undefined) {
    const shape = reader.denoter.denote(call, second.value)
    readShape(reader, name, shape, add, written)
    if (shape.kind !== 'library')
      for (const { key } of dictEntries(call, second.value)) if (isSecretColumn(key) && shape.kind !== 'dict') add(name, key)
    return
  }
  if (/^(?:createTable|createTableIfNotExists|alterTable|table)$/.test(call.method) && name !== null && second !== undefined) {
    const builder = reader.denoter.denote(call, second.value)
    if (builder.kind !== 'function') return
    for (const inner of reader.callsIn(builder.function)) {
      const column = inner.call.args[0] === undefined ? null : stringAt(reader, inner, inner.call.args[0].value)
      if (column !== null && isSecretColumn(column)) add(name, column)
    }
    return
  }
  writtenColumn(reader, call, tags, add)
}

/** The object that declares the columns: of a table, of a document's schema. */
function readShape(reader: Reader, name: string, shape: Denotation, add: Add, written: Set<string>): void {
  if (shape.kind === 'library' && shape.origin !== null && /\.Schema\(\)$/.test(nameOf(shape))) {
    const options = reader.denoter.argument(shape.origin, shape.origin.call, 1)
    const text = reader.textOf(shape.origin.module.file)
    if ((options?.kind === 'dict' && options.entries.has('toJSON')) || /\.(?:methods\.toJSON\s*=|set\(\s*['"]toJSON)/.test(text))
      written.add(tableKey(name))
    const fields = reader.denoter.argument(shape.origin, shape.origin.call, 0)
    if (fields !== null) readShape(reader, name, fields, add, written)
    return
  }
  if (shape.kind !== 'dict') return
  for (const [key, value] of shape.entries)
    if (isSecretColumn(key) && !(value.kind === 'dict' && isConstant(value.entries.get('select'), false))) add(name, key)
}

/** `prisma.user.create({ data: { passwordHash } })`, `users.insert_one({'password': ...})`. */
function writtenColumn(reader: Reader, call: SeenCall, tags: TagReader, add: Add): void {
  const secret = call.call.args
    .flatMap((argument) => {
      if (argument.kind === 'named') return isSecretColumn(argument.name) ? [argument.name] : []
      return dictEntries(call, argument.value).flatMap(({ key, value, scope }) =>
        key === 'data' || key === '$set' ? dictEntries(scope, value).map((inner) => inner.key) : [key],
      )
    })
    .find(isSecretColumn)
  if (secret === undefined) return
  const builder = chainOf(reader, call).calls.find(({ method }) => /^(?:insertInto|replaceInto|updateTable)$/.test(method))
  if (builder !== undefined) add(stringAt(reader, builder, builder.call.args[0]?.value ?? -1), secret)
  for (const { kind, of } of effectsBehind(reader, call, tags)) if (kind === 'create' || kind === 'update') add(of, secret)
}
