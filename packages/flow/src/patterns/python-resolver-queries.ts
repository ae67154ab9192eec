import { functionAt } from '../engine/program.ts'
import type { IrClass, IrFunction, Module, Slot } from '../ir/ir.ts'
import { viewBases } from '../routes/class-views.ts'
import { pythonModules } from '../routes/python-routers.ts'
import { callBehind, decoratorsOf, nameOf, type Reader, stringAt } from '../routes/reader.ts'
import type { PatternContext } from './context.ts'
import { readRow } from './relation-loops.ts'
import { type Relation, relationsOf } from './relations.ts'
import { readField } from './resolver-queries.ts'

const PACKAGES = /^(?:strawberry|graphene|ariadne)(?:$|[._])/
const ROOT = /(?:Quer(?:y|ies)|Mutations?|Subscriptions?)$/
const STRAWBERRY_TYPE = /^strawberry(?:[._]\w+)*\.(?:type|interface|node)(?:\(\))?$/
const STRAWBERRY_FIELD = /^strawberry(?:[._]\w+)*\.(?:field|node)(?:\(\))?$/
const GRAPHENE_TYPE = /^graphene(?:_\w+)?\.(?:\w+\.)*(?:ObjectType|Interface|DjangoObjectType|SQLAlchemyObjectType|MongoengineObjectType)$/
const ARIADNE_FIELD = /^ariadne(?:\.\w+)?\.ObjectType\(\)\.field$/
/** Extensions that join what a query selects. */
const OPTIMISES = /DjangoOptimizerExtension|graphene_django_optimizer|gql_optimizer|query_optimizer/

/** A field of a GraphQL type, Strawberry's, Graphene's or Ariadne's, that asks the database for its own parent. */
export function pythonResolverQueries(context: PatternContext): void {
  const { reader } = context
  const modules = pythonModules(reader).filter(({ imports }) => imports.some(({ from }) => PACKAGES.test(from)))
  if (modules.length === 0 || modules.some(({ file }) => OPTIMISES.test(reader.textOf(file)))) return
  const texts = modules.map(({ file }) => reader.textOf(file)).join('\n')
  const relations = relationsOf(reader)
  for (const module of modules) {
    for (const owner of module.classes) {
      if (ROOT.test(owner.name) || !isListed(owner.name, texts)) continue
      const kind = kindOf(reader, module, owner)
      if (kind === null) continue
      for (const { name, function: index } of owner.members) {
        const fn = index < 0 ? null : functionAt(module, index)
        if (fn === null || !(kind === 'graphene' ? name.startsWith('resolve_') : isField(reader, module, fn))) continue
        readResolver(context, module, fn, relations)
      }
    }
    for (const fn of module.functions)
      if (decoratorsOf(module, fn).some(({ scope, slot }) => isFieldOfType(reader, callBehind(reader, scope, slot))))
        readResolver(context, module, fn, relations)
  }
}

function kindOf(reader: Reader, module: Module, owner: IrClass): 'strawberry' | 'graphene' | null {
  if (viewBases(reader, module, owner).some((name) => GRAPHENE_TYPE.test(name))) return 'graphene'
  const isType = decoratorsOf(module, owner).some(({ scope, slot }) =>
    STRAWBERRY_TYPE.test(callBehind(reader, scope, slot)?.name || nameOf(reader.denoter.denote(scope, slot))),
  )
  return isType ? 'strawberry' : null
}

function isField(reader: Reader, module: Module, fn: IrFunction): boolean {
  return decoratorsOf(module, fn).some(({ scope, slot }) =>
    STRAWBERRY_FIELD.test(callBehind(reader, scope, slot)?.name || nameOf(reader.denoter.denote(scope, slot))),
  )
}

/** `@post.field("author")` with `post = ObjectType("Post")`. */
function isFieldOfType(reader: Reader, call: ReturnType<typeof callBehind>): boolean {
  if (call === null || !ARIADNE_FIELD.test(call.name)) return false
  const made = reader.denoter.denote(call, call.call.receiver)
  const type = made.kind === 'library' && made.origin !== null ? stringAt(reader, made.origin, made.origin.call.args[0]?.value ?? -1) : null
  return type !== null && !ROOT.test(type)
}

/** Whether something answers several of that type at once: `list[Post]`, `List(PostType)`, `Connection[Post]`. */
function isListed(name: string, texts: string): boolean {
  return new RegExp(
    `(?:list|List|Sequence|Iterable|tuple|Connection|Page|Edge)\\w*\\[\\s*["']?(?:\\w+\\.)*${name}\\b|(?:List|ListField|Connection\\w*)\\(\\s*(?:lambda\\s*:\\s*)?(?:graphene\\.)?(?:NonNull\\(\\s*)?["']?(?:\\w+\\.)*${name}\\b`,
  ).test(texts)
}

function readResolver(context: PatternContext, module: Module, fn: IrFunction, relations: ReadonlyMap<string, Relation>): void {
  const handler = { module, function: fn }
  const parent: Slot | undefined = fn.selfSlot >= 0 ? fn.selfSlot : fn.parameters[0]?.slot
  if (parent === undefined) return
  readField(context, handler, parent)
  readRow(
    context,
    handler,
    fn.blocks.flatMap(({ instructions }) => instructions),
    parent,
    relations,
    1,
  )
}
