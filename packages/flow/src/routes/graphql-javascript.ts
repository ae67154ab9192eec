import { functionAt } from '../engine/program.ts'
import type { RouteParameter } from '../facts.ts'
import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import { readGraphqlRoots } from './graphql-roots.ts'
import { dictEntries, handlerOf, wrappersOf } from './handler-values.ts'
import { isPublicDecorator } from './nest.ts'
import { readApplication } from './nest-application.ts'
import { isUnmarked } from './nest-metadata.ts'
import { addProcedure, type ProcedureKind, procedureKind, procedureNode } from './procedure-node.ts'
import { callBehind, decoratorsOf, isServed, positionalArguments, type Reader, type SlotRef, stringAt } from './reader.ts'
import { resolverFields } from './resolver-maps.ts'
import type { Attachment, RouterNode } from './router-graph.ts'

const PACKAGES =
  /^(?:graphql(?:$|-)|@apollo\/|apollo-server|mercurius|@graphql-|type-graphql|@nestjs\/(?:graphql|apollo)|@as-integrations\/)/

/** Maps of resolvers, and classes of type-graphql and Nest. */
export function readGraphqlJavascript(reader: Reader, nodes: Map<string, RouterNode>): void {
  const modules = reader.program.modules.filter((module) => module.language === 'javascript' && isServed(reader, module.file))
  if (!modules.some(({ imports }) => imports.some(({ from }) => PACKAGES.test(from)))) return
  const guards = contextGuards(reader)
  readGraphqlRoots(reader, nodes, guards)
  for (const module of modules) {
    for (const fn of module.functions) readMaps(reader, nodes, module, fn, guards)
    for (const owner of module.classes) readClass(reader, nodes, module, owner)
  }
}

const SERVERS =
  /^(?:graphql-yoga\.createYoga|mercurius|@apollo\/server\/standalone\.startStandaloneServer|(?:@apollo\/server\/express4|@as-integrations\/[\w-]+)\.\w+|apollo-server(?:-[\w-]+)?\.ApolloServer|graphql-(?:http|helix)(?:\/[\w/-]+)?\.\w+|express-graphql\.graphqlHTTP|koa-graphql(?:\.\w+)?|@graphql-yoga\/\w+\.\w+)$/

/** `createYoga({ schema, context })`: a context that throws for strangers lets nobody else ask anything. */
function contextGuards(reader: Reader): readonly Attachment[] {
  return reader.calls.flatMap((call): readonly Attachment[] => {
    if (call.module.language !== 'javascript' || !SERVERS.test(call.name)) return []
    return call.call.args.flatMap((argument) =>
      dictEntries(call, argument.value).flatMap((entry): readonly Attachment[] =>
        entry.key === 'context' && reader.denoter.denote(entry.scope, entry.value).kind === 'function'
          ? [{ scope: entry.scope, slot: entry.value, manner: 'returns' }]
          : [],
      ),
    )
  })
}

/** `{ Query: { user: (parent, args, context) => ... }, Mutation: { ... } }`. */
function readMaps(reader: Reader, nodes: Map<string, RouterNode>, module: Module, fn: IrFunction, guards: readonly Attachment[]): void {
  for (const block of fn.blocks) {
    for (const instruction of block.instructions) {
      if (instruction.op !== 'dict') continue
      for (const entry of instruction.entries) {
        const kind = entry.kind === 'entry' && /^[QMS]/.test(entry.key) ? procedureKind(entry.key) : null
        if (kind === null || entry.kind !== 'entry') continue
        for (const { key, scope, slot } of resolverFields(reader, { module, function: fn }, entry.value)) {
          const handler = handlerOf(reader, scope, slot)
          const name = `${entry.key}.${key}`
          const node = procedureNode(nodes, 'graphql')
          // Maps of maps hold the same resolvers.
          if (handler === null || node.routes.some((known) => known.path === name && known.handler?.function === handler.function)) continue
          addProcedure(reader, node, { kind, name, handler, attachments: [...guards, ...wrappersOf(reader, scope, slot)] })
        }
      }
    }
  }
}

const DECORATOR = /^(?:type-graphql|@nestjs\/graphql)\.(Query|Mutation|Subscription)$/
const GUARDS = /^@nestjs\/common\.UseGuards$/
const ASKS = /^(?:type-graphql\.Authorized|type-graphql\.UseMiddleware)$/

/** `@Mutation(() => X) @UseGuards(A) rename(@Args('id') id)` of a resolver class. */
function readClass(reader: Reader, nodes: Map<string, RouterNode>, module: Module, owner: IrClass): void {
  const shared = decoratorsOf(module, owner).flatMap((ref) => guardsOfDecorator(reader, ref))
  for (const member of owner.members) {
    if (member.function < 0 || member.kind !== 'method') continue
    const fn = functionAt(module, member.function)
    const decorators = decoratorsOf(module, fn)
    const kind = decorators.map((ref) => kindOfDecorator(reader, ref)).find((one) => one !== null)
    if (kind === null || kind === undefined) continue
    const isNest = decorators.some(({ scope, slot }) => (callBehind(reader, scope, slot)?.name ?? '').startsWith('@nestjs/graphql.'))
    const marks = [...decoratorsOf(module, owner), ...decorators]
    const isPublic = marks.some((ref) => isPublicDecorator(reader, ref))
    const attachments = [
      ...(isNest && !isPublic
        ? readApplication(reader).guards.filter((guard) => !isUnmarked(reader, guard, decorators, decoratorsOf(module, owner)))
        : []),
      ...shared,
      ...decorators.flatMap((ref) => guardsOfDecorator(reader, ref)),
    ]
    const name = `${owner.name}.${member.name}`
    const parameters = parametersOf(reader, module, fn)
    addProcedure(reader, procedureNode(nodes, 'graphql-class'), { kind, name, handler: { module, function: fn }, attachments, parameters })
  }
}

function kindOfDecorator(reader: Reader, { scope, slot }: SlotRef): ProcedureKind | null {
  const word = DECORATOR.exec(callBehind(reader, scope, slot)?.name ?? '')?.[1]
  return word === undefined ? null : procedureKind(word)
}

function guardsOfDecorator(reader: Reader, { scope, slot }: SlotRef): readonly Attachment[] {
  const call = callBehind(reader, scope, slot)
  if (call === null) return []
  if (GUARDS.test(call.name)) return positionalArguments(call.call).map((item) => ({ scope: call, slot: item, manner: 'returns-truth' }))
  if (!ASKS.test(call.name)) return []
  return call.name.endsWith('Authorized')
    ? [{ scope, slot, manner: 'returns' }]
    : positionalArguments(call.call).map((item) => ({ scope: call, slot: item, manner: 'returns' }))
}

const TAKES = /^(?:type-graphql\.(?:Arg|Args)|@nestjs\/graphql\.Args)$/

/** What the caller names: the parameters under `@Arg`, `@Args`. */
function parametersOf(reader: Reader, module: Module, fn: IrFunction): readonly RouteParameter[] {
  const scope = { module, function: functionAt(module, Math.max(fn.parent, 0)) }
  return fn.parameters.flatMap((parameter): RouteParameter[] => {
    const call = parameter.decorators.map((slot) => callBehind(reader, scope, slot)).find((one) => one !== null && TAKES.test(one.name))
    if (call === undefined || call === null) return []
    const name = stringAt(reader, call, positionalArguments(call.call)[0] ?? -1)
    return [{ name: parameter.name, in: 'body', type: name === null ? null : 'argument', isRequired: true, isValidated: false }]
  })
}
