import { functionAt } from '../engine/program.ts'
import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import { viewBases } from './class-views.ts'
import { addProcedure, type ProcedureKind, procedureKind, procedureNode } from './procedure-node.ts'
import { decoratorWrappers } from './python-route.ts'
import { attachmentsOf, decoratorCall, importsAny, itemsOf, pythonModules } from './python-routers.ts'
import { decoratorsOf, namedArgument, nameOf, positionalArguments, type Reader, stringAt } from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'

/** Strawberry, Graphene and Ariadne: the fields of the root types. */
export function readGraphqlPython(reader: Reader, nodes: Map<string, RouterNode>): void {
  if (!importsAny(reader, /^(?:strawberry|graphene|ariadne)\b/)) return
  for (const module of pythonModules(reader)) {
    for (const owner of module.classes) {
      readStrawberry(reader, nodes, module, owner)
      readGraphene(reader, nodes, module, owner)
    }
    for (const fn of module.functions) readAriadne(reader, nodes, module, fn)
  }
}

/** `Query`, `UserMutations`, `Subscription`. */
function kindOfRoot(name: string): ProcedureKind | null {
  const word = /(Query|Mutation|Subscription)$/.exec(
    name
      .replace(/(?:Type|Root)$/, '')
      .replace(/ies$/, 'y')
      .replace(/s$/, ''),
  )?.[1]
  return word === undefined ? null : procedureKind(word)
}

/** `@strawberry.field(permission_classes=[...])` above a method of a root type; a mutation is one wherever it stands. */
function readStrawberry(reader: Reader, nodes: Map<string, RouterNode>, module: Module, owner: IrClass): void {
  const root = kindOfRoot(owner.name)
  for (const member of owner.members) {
    if (member.function < 0) continue
    const fn = functionAt(module, member.function)
    for (const { scope, slot } of decoratorsOf(module, fn)) {
      const call = decoratorCall(reader, { scope, slot })
      const word = /^strawberry(?:\.\w+)*\.(field|mutation|subscription)$/.exec(
        call?.name ?? nameOf(reader.denoter.denote(scope, slot)),
      )?.[1]
      const kind = word === undefined ? null : word === 'field' ? root : procedureKind(word)
      if (kind === null) continue
      const permissions =
        call === null ? [] : attachmentsOf(itemsOf(call, namedArgument(call.call.args, 'permission_classes')), 'returns-truth')
      add(reader, nodes, kind, `${owner.name}.${member.name}`, module, fn, permissions)
    }
  }
}

/** `mutate` of a `graphene.Mutation`, `resolve_x` of the root query. */
function readGraphene(reader: Reader, nodes: Map<string, RouterNode>, module: Module, owner: IrClass): void {
  const bases = viewBases(reader, module, owner)
  if (!bases.some((name) => /^graphene(?:_django)?\b/.test(name))) return
  const isMutation = bases.some((name) => /\.(?:Mutation|ClientIDMutation)$/.test(name))
  const root = kindOfRoot(owner.name)
  for (const member of owner.members) {
    if (member.function < 0) continue
    const fn = functionAt(module, member.function)
    const wrappers = decoratorWrappers(module, fn)
    if (isMutation && /^(?:mutate|mutate_and_get_payload)$/.test(member.name))
      add(reader, nodes, 'MUTATION', owner.name, module, fn, wrappers)
    else if (!isMutation && root !== null && member.name.startsWith('resolve_'))
      add(reader, nodes, root, `${owner.name}.${member.name.slice('resolve_'.length)}`, module, fn, wrappers)
  }
}

/** `@query.field('x')` with `query = QueryType()`, `@mutation.field('x')`. */
function readAriadne(reader: Reader, nodes: Map<string, RouterNode>, module: Module, fn: IrFunction): void {
  for (const ref of decoratorsOf(module, fn)) {
    const call = decoratorCall(reader, ref)
    const word = /^ariadne(?:\.\w+)?\.(Query|Mutation|Subscription)Type\(\)\.(?:field|source)$/.exec(call?.name ?? '')?.[1]
    const kind = word === undefined ? null : procedureKind(word)
    if (call === null || kind === null) continue
    const name = stringAt(reader, call, positionalArguments(call.call)[0] ?? -1) ?? fn.name
    const others = decoratorsOf(module, fn).filter(({ slot }) => slot !== ref.slot)
    add(reader, nodes, kind, `${word}.${name}`, module, fn, attachmentsOf(others, 'wrapper'))
  }
}

function add(
  reader: Reader,
  nodes: Map<string, RouterNode>,
  kind: ProcedureKind,
  name: string,
  module: Module,
  fn: IrFunction,
  attachments: readonly Attachment[],
): void {
  addProcedure(reader, procedureNode(nodes, 'graphql-python'), { kind, name, handler: { module, function: fn }, attachments })
}
