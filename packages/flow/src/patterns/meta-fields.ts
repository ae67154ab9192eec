import { UNKNOWN } from '../engine/denotation.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { IrClass, Module, Slot } from '../ir/ir.ts'
import { classField, viewBases } from '../routes/class-views.ts'
import { callBehind, isConstant, isServed, nameOf, type Reader, type SlotRef, slotText, stringsAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { expandedSecret } from './expanded-relations.ts'
import { hasOpenView } from './open-views.ts'
import { isAskedByGuard, saysWhoMay } from './rights-of-rows.ts'
import { isSecretColumn, type SecretTables, secretTablesOf } from './secret-tables.ts'

/** Fields that a caller must not set on a row of their own. */
export const PRIVILEGED_FIELD =
  /^(?:role|roles|is_?admin|admin|is_?staff|is_?superuser|superuser|permissions|groups|user_permissions|scopes?|balance|credits?|is_?verified|email_verified|is_?approved|verified|approved|is_?(?:premium|vip|banned|trusted|moderator|manager|owner|internal)|commission(?:_?rate)?|hourly_?rate|salary|credit_?limit|access_?level|privileges|kyc_?status)$/i

const SERIALIZER = /^rest_framework\.serializers\.(?:Hyperlinked)?ModelSerializer$/
const FORM = /^django\.forms\.(?:models\.)?ModelForm$/
const OBJECT_TYPE = /^(?:graphene_django\.(?:types\.)?DjangoObjectType|strawberry_django\.type|graphene_sqlalchemy\.SQLAlchemyObjectType)$/
const DUMP = /(?:^|\.)SQLAlchemyAutoSchema$/

export const DJANGO_USER = /^django\.contrib\.auth\.(?:models\.User|get_user_model\(\))$/

/** What a class that is made from a model says of its fields. */
export interface ModelFields {
  readonly model: string
  /** Null for the user that Django brings. */
  readonly row: { readonly module: Module; readonly class: IrClass } | null
  readonly owner: { readonly module: Module; readonly class: IrClass }
  /** The listed names; null for all of them. */
  readonly names: readonly string[] | null
  readonly leftOut: readonly string[]
  /** What can only be read; null where the list is computed. */
  readonly fixed: readonly string[] | null
  /** `extra_kwargs`. */
  readonly extra: SlotRef | null
  /** `depth`: how many relations are answered as whole rows. */
  readonly depth: SlotRef | null
  readonly meta: Scope
  /** Where the fields are said. */
  readonly at: { readonly start: number; readonly end: number }
}

/** Serializers, forms and schemas made from models: secrets that they show, rights that they let a caller set. */
export function metaFields(context: PatternContext): void {
  const { reader } = context
  const tables = secretTablesOf(reader)
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file)) continue
    for (const owner of module.classes) {
      const bases = viewBases(reader, module, owner)
      const isShown = bases.some((name) => SERIALIZER.test(name) || OBJECT_TYPE.test(name) || DUMP.test(name))
      const isSet = bases.some((name) => SERIALIZER.test(name) || FORM.test(name))
      const fields = isShown || isSet ? readMeta(reader, module, owner) : null
      if (fields === null) continue
      if (isShown) shownSecret(context, tables, fields)
      if (bases.some((name) => SERIALIZER.test(name))) expandedSecret(context, tables, fields)
      if (isSet) settableRight(context, fields)
    }
  }
}

function readMeta(reader: Reader, module: Module, owner: IrClass): ModelFields | null {
  const meta = module.classes.find((inner) => inner.parent === owner.body && /(?:^|\.)Meta$/.test(inner.name))
  if (meta === undefined) return null
  // `class Meta(Base.Meta)` says only what is different.
  const said = (name: string): SlotRef | null => classField(reader, module, meta, name)
  const textsOf = (name: string): readonly string[] => textsAt(reader, said(name)) ?? []
  const named = said('model')
  const model = named === null ? UNKNOWN : reader.denoter.denote(named.scope, named.slot)
  const isUser = DJANGO_USER.test(nameOf(model))
  if (model.kind !== 'class' && !isUser) return null
  const fields = said('fields')
  const exclude = said('exclude')
  const isAll = fields === null || isConstant(reader.denoter.denote(fields.scope, fields.slot), '__all__')
  const member = meta.members.find(({ name }) => name === (fields !== null ? 'fields' : exclude !== null ? 'exclude' : 'model'))
  const start = member?.start ?? meta.start
  return {
    model: model.kind === 'class' ? model.class.name : 'User',
    row: model.kind === 'class' ? { module: model.module, class: model.class } : null,
    owner: { module, class: owner },
    names: isAll ? null : textsOf('fields'),
    leftOut: [...textsOf('exclude'), ...textsOf('load_only')],
    fixed: said('read_only_fields') === null ? [] : textsAt(reader, said('read_only_fields')),
    extra: said('extra_kwargs'),
    depth: said('depth'),
    meta: { module, function: functionAt(module, meta.body) },
    at: { start, end: start + 1 },
  }
}

/** The texts of a list that stands there; null where it is computed. */
function textsAt(reader: Reader, field: SlotRef | null): readonly string[] | null {
  if (field === null) return null
  const texts = stringsAt(reader, field.scope, field.slot)
  return texts.length > 0 || /^(?:\[\s*\]|\(\s*\))$/.test(slotText(reader, field.scope, field.slot)) ? texts : null
}

function shownSecret(context: PatternContext, tables: SecretTables, fields: ModelFields): void {
  const column =
    fields.names === null ? (fields.row === null ? 'password' : tables.columnOf(fields.model)) : (fields.names.find(isSecretColumn) ?? null)
  if (column === null || fields.leftOut.includes(column) || hasOption(context.reader, fields, column, /^(?:write_only|load_only)$/)) return
  context.emit(fields.meta, fields.at.start, fields.at.end, {
    kind: 'sensitive-response-pattern',
    cwe: 201,
    message: `${fields.owner.class.name} answers ${column} of ${fields.model}`,
    details: { column },
    confidence: 'medium',
  })
}

/** Whether a field is declared, or given extra arguments, with that option switched on. */
function hasOption(reader: Reader, { owner, extra }: ModelFields, field: string, option: RegExp): boolean {
  const declared = classField(reader, owner.module, owner.class, field)
  const call = declared === null ? null : callBehind(reader, declared.scope, declared.slot)
  if (call !== null) {
    if (/\.(?:ReadOnlyField|SerializerMethodField)$/.test(call.name) && option.test('read_only')) return true
    for (const argument of call.call.args)
      if (argument.kind === 'named' && option.test(argument.name) && isConstant(reader.denoter.denote(call, argument.value), true))
        return true
  }
  const denoted = extra === null ? null : reader.denoter.denote(extra.scope, extra.slot)
  const given = denoted?.kind === 'dict' ? denoted.entries.get(field) : undefined
  return given?.kind === 'dict' && [...given.entries].some(([name, value]) => option.test(name) && isConstant(value, true))
}

function settableRight(context: PatternContext, fields: ModelFields): void {
  const { reader } = context
  const { owner, meta, fixed } = fields
  if (fixed === null) return
  const model = modelClass(reader, fields)
  const all = fields.names ?? model
  const right = all.find(
    (name) =>
      ((PRIVILEGED_FIELD.test(name) && saysWhoMay(reader, name, fields.row)) || isAskedByGuard(reader, name)) &&
      !fields.leftOut.includes(name) &&
      !fixed.includes(name),
  )
  if (right === undefined || hasOption(reader, fields, right, /^read_only$/)) return
  const isOpen = context.routes.some(
    ({ fact }) =>
      fact.body?.name === owner.class.name &&
      !['GET', 'DELETE', 'HEAD'].includes(fact.method) &&
      fact.purpose !== 'admin' &&
      !fact.guards.some(({ kind, proof }) => kind === 'role' && proof !== 'never-refuses'),
  )
  if (
    !isOpen &&
    !hasOpenView(
      reader,
      owner,
      context.routes.map(({ fact }) => fact),
    )
  )
    return
  context.emit(meta, fields.at.start, fields.at.end, {
    kind: 'mass-assignment-pattern',
    cwe: 915,
    message: `${owner.class.name} lets the body set ${right} of ${fields.model}`,
    details: { field: right },
    confidence: 'medium',
  })
}

/** The fields that a model declares, and those that Django's own user brings. */
function modelClass(reader: Reader, { model, row }: ModelFields): readonly string[] {
  if (row === null) return ['is_staff', 'is_superuser']
  for (const module of reader.program.modules) {
    const owner = module.classes.find(({ name }) => name === model)
    if (owner === undefined) continue
    const own = owner.members.filter(({ kind }) => kind === 'field').map(({ name }) => name)
    const isUser = viewBases(reader, module, owner).some((name) => /^django\.contrib\.auth\.models\.Abstract\w*User$/.test(name))
    return isUser ? [...own, 'is_staff', 'is_superuser'] : own
  }
  return []
}

const GRAPH_TYPE = /^(?:@nestjs\/graphql|type-graphql)\.ObjectType\(\)$/
const GRAPH_FIELD = /^(?:@nestjs\/graphql|type-graphql)\.Field\(\)$/
const STRAWBERRY = /^strawberry\.(?:type|experimental\.pydantic\.type)(?:\(\))?$/

/** Object types of GraphQL with a field for a stored secret: whoever may ask for the object may ask for it. */
export function graphFields(context: PatternContext): void {
  const { reader } = context
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    for (const owner of module.classes) {
      const outer = { module, function: functionAt(module, owner.parent) }
      const names = owner.decorators.map((slot) => decoratorName(reader, outer, slot))
      const isTyped = names.some((name) => GRAPH_TYPE.test(name))
      if (!isTyped && !names.some((name) => STRAWBERRY.test(name))) continue
      const body = { module, function: functionAt(module, owner.body) }
      for (const member of owner.members) {
        if (member.kind !== 'field' || !isSecretColumn(member.name)) continue
        if (isTyped && !member.decorators.some((slot) => GRAPH_FIELD.test(decoratorName(reader, body, slot)))) continue
        if (!isTyped && /Private$/.test(member.type?.name ?? '')) continue
        context.emit(body, member.start, member.start + 1, {
          kind: 'sensitive-response-pattern',
          cwe: 201,
          message: `the object type ${owner.name} has a field ${member.name}`,
          details: { column: member.name },
          confidence: 'medium',
        })
      }
    }
  }
}

function decoratorName(reader: Reader, scope: Scope, slot: Slot): string {
  const denoted = reader.denoter.denote(scope, slot)
  if (denoted.kind !== 'library') return ''
  return denoted.name
}
