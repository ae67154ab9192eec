import { functionAt, type Scope } from '../engine/program.ts'
import type { IrClass, IrFunction, Module, Slot } from '../ir/ir.ts'
import { comesFrom } from '../routes/comes-from.ts'
import { calledOnContext } from '../routes/graphql-context.ts'
import { dictEntries, handlerOf } from '../routes/handler-values.ts'
import { callBehind, decoratorsOf, type FunctionRef, isServed, type SeenCall } from '../routes/reader.ts'
import { createTagReader } from '../routes/value-tags.ts'
import type { PatternContext } from './context.ts'
import { queryOf } from './query-results.ts'

const PACKAGES =
  /^(?:graphql(?:$|-)|@apollo\/|apollo-server|mercurius|@graphql-|type-graphql|@nestjs\/(?:graphql|apollo)|@as-integrations\/|@pothos\/|nexus$|@nexus\/)/
const ROOTS = /^(?:Query|Mutation|Subscription|Root\w*)$/
const TYPE_NAME = /^[A-Z][A-Za-z0-9]*$/

/** A field of a GraphQL type that asks the database for its own parent: one query for each object of a list. */
export function resolverQueries(context: PatternContext): void {
  const modules = context.reader.program.modules.filter(
    (module) => module.language === 'javascript' && isServed(context.reader, module.file),
  )
  if (!modules.some(({ imports }) => imports.some(({ from }) => PACKAGES.test(from)))) {
    if (!modules.some(({ file }) => /(?:^|\/)(?:graphql|resolvers?)(?:\/|\.)/.test(file))) return
  }
  for (const module of modules) {
    for (const fn of module.functions) readMaps(context, { module, function: fn })
    for (const owner of module.classes) readClass(context, module, owner)
  }
  for (const call of context.reader.calls)
    if (BUILDS_TYPE.test(call.method) && call.module.language === 'javascript') readBuilder(context, call)
}

/** `{ Query: ..., Article: { author: (article) => ... } }`, and the map of one type alone in a module of resolvers. */
function readMaps(context: PatternContext, scope: Scope): void {
  const isOfResolvers = /resolver/i.test(scope.module.file)
  for (const { instructions } of scope.function.blocks)
    for (const one of instructions) {
      if (one.op !== 'dict') continue
      const entries = one.entries.flatMap((entry) => (entry.kind === 'entry' ? [entry] : []))
      const types = entries.filter(({ key }) => TYPE_NAME.test(key) && !ROOTS.test(key))
      if (types.length === 0 || !(isOfResolvers || entries.some(({ key }) => ROOTS.test(key)))) continue
      for (const type of types) if (isListed(context, type.key)) readFields(context, scope, type.value)
    }
}

function readFields(context: PatternContext, scope: Scope, slot: Slot): void {
  for (const field of dictEntries(scope, slot)) {
    if (field.key === '__resolveType' || field.key === '__resolveReference') continue
    const handler = handlerOf(context.reader, field.scope, field.value)
    if (handler !== null)
      readField(context, handler, handler.function.parameters.find(({ slot: own }) => own !== handler.function.selfSlot)?.slot)
  }
}

/** Where the schema stands in the source, a type that no list holds is asked for once. */
function isListed({ reader }: PatternContext, type: string): boolean {
  const texts = reader.program.modules
    .map(({ file }) => reader.textOf(file))
    .filter((text) => new RegExp(`\\btype\\s+${type}\\b`).test(text) && text.includes('type Query'))
  return texts.length === 0 || texts.some((text) => new RegExp(`\\[\\s*${type}\\b|${type}(?:Connection|Edge|Page|List)\\b`).test(text))
}

/** A query of the field's own whose condition comes of the parent. */
export function readField(context: PatternContext, handler: FunctionRef, parent: Slot | undefined): void {
  if (parent === undefined) return
  const tags = createTagReader(context.reader, new Map())
  for (const call of context.reader.callsIn(handler.function)) {
    const depends =
      call.call.args.some(({ value }) => comesFrom(handler, value, parent)) ||
      (call.call.receiver >= 0 && comesFrom(handler, call.call.receiver, parent))
    if (!depends) continue
    const query = queryOf(context, calledOnContext(context.reader, call) ?? call, tags)
    if (query === null || (query.kind !== 'read-one' && query.kind !== 'read-many')) continue
    context.emitCall(call, {
      kind: 'n-plus-one',
      cwe: 1049,
      message: `one query ${query.of === null ? '' : `of ${query.of} `}for each object whose field is asked for`,
      details: { of: query.of ?? '' },
      confidence: 'medium',
    })
    return
  }
}

const FIELD = /^(?:type-graphql\.FieldResolver|@nestjs\/graphql\.ResolveField)$/
const PARENT = /^(?:type-graphql\.Root|@nestjs\/graphql\.(?:Parent|Root))$/

/** `@ResolveField() author(@Parent() post)`. */
function readClass(context: PatternContext, module: Module, owner: IrClass): void {
  for (const member of owner.members) {
    if (member.function < 0 || member.kind !== 'method') continue
    const fn = functionAt(module, member.function)
    if (!decoratorsOf(module, fn).some(({ scope, slot }) => FIELD.test(callBehind(context.reader, scope, slot)?.name ?? ''))) continue
    const scope = { module, function: functionAt(module, Math.max(fn.parent, 0)) }
    const parent = fn.parameters.find(({ decorators }) =>
      decorators.some((slot) => PARENT.test(callBehind(context.reader, scope, slot)?.name ?? '')),
    )
    readField(context, { module, function: fn }, parent?.slot)
  }
}

const BUILDS_TYPE =
  /^(?:objectType|prismaObject|objectField|prismaObjectField|objectFields|drizzleObject|prismaNode|node|implement|loadableObject)$/

/** Pothos and Nexus: `builder.objectType(Post, { fields: (t) => ({ author: t.field({ resolve: (post) => ... }) }) })`. */
function readBuilder(context: PatternContext, call: SeenCall): void {
  if (!call.module.imports.some(({ from }) => PACKAGES.test(from) || /builder/.test(from))) return
  const inside = (fn: IrFunction): boolean => fn.start >= call.call.start && fn.end <= call.call.end
  for (const fn of call.module.functions) {
    if (!inside(fn) && fn !== call.function) continue
    const scope = { module: call.module, function: fn }
    for (const { instructions } of fn.blocks)
      for (const one of instructions) {
        if (one.op !== 'dict') continue
        const resolve = one.entries.find((entry) => entry.kind === 'entry' && entry.key === 'resolve')
        const handler = resolve === undefined ? null : handlerOf(context.reader, scope, resolve.value)
        if (handler === null || !inside(handler.function)) continue
        readField(context, handler, handler.function.parameters.find(({ slot }) => slot !== handler.function.selfSlot)?.slot)
      }
  }
}
