import type { IrFunction, Module } from '../ir/ir.ts'
import type { SourceModel } from '../knowledge/model.ts'
import { handlerOf } from '../routes/handler-values.ts'
import { resolverFields } from '../routes/resolver-maps.ts'
import { Activation } from './activation.ts'
import { callFunction, NO_ARGUMENTS } from './call-function.ts'
import { denotedValue } from './denoted-value.ts'
import type { Engine } from './engine.ts'
import { functionInfo } from './function-info.ts'
import { maskOf } from './kinds.ts'
import { functionAt, type Scope } from './program.ts'
import { sourceTaints } from './source-taints.ts'
import { functionHints } from './unknown-call.ts'
import { clearTaints, NOTHING, type Value } from './value.ts'

const PACKAGES =
  /^(?:graphql(?:$|-)|@apollo\/|apollo-server|mercurius|@graphql-|@pothos\/|nexus$|@as-integrations\/|@escape\.tech\/|@envelop\/)/
const ROOTS = new Set(['Query', 'Mutation', 'Subscription'])
const ARGUMENTS: SourceModel = {
  names: ['<arguments>'],
  gives: 'request',
  in: 'body',
  what: 'an argument of the field',
  isContainer: true,
  // Input types name their fields.
  never: ['mass-assignment', 'prototype-pollution'],
}
const OBJECTS = maskOf('nosql-injection')

/** Runs the resolvers of GraphQL that a program keeps in maps: `{ Query: { user: (parent, args) => ... } }`, `field({ resolve })`. */
export function runResolvers(engine: Engine): void {
  const modules = engine.program.modules.filter(({ language }) => language === 'javascript')
  if (!modules.some(({ imports }) => imports.some(({ from }) => PACKAGES.test(from)))) return
  const takesObjects = modules.some(({ imports }) =>
    imports.some(({ from, name }) => /^graphql-(?:type-json|scalars)$/.test(from) || name === 'GraphQLScalarType'),
  )
  for (const module of modules)
    for (const owner of module.functions) {
      if (/(?:^|\.)resolve$/.test(owner.name) && owner.parameters.length > 1) runResolver(engine, module, owner, takesObjects)
      for (const { instructions } of owner.blocks)
        for (const instruction of instructions)
          if (instruction.op === 'dict')
            for (const entry of instruction.entries)
              if (entry.kind === 'entry' && ROOTS.has(entry.key)) runFields(engine, module, owner, entry.value, takesObjects)
              else if (entry.kind === 'entry' && entry.key === 'rootValue')
                runRoot(engine, { module, function: owner }, entry.value, takesObjects)
    }
}

function runFields(engine: Engine, module: Module, owner: IrFunction, slot: number, takesObjects: boolean, depth = 0): void {
  for (const field of resolverFields(engine, { module, function: owner }, slot)) {
    const handler = handlerOf(engine, field.scope, field.slot)
    if (handler !== null) runResolver(engine, handler.module, handler.function, takesObjects)
    // `{ subscribe, resolve }`
    else if (depth === 0) runFields(engine, field.scope.module, field.scope.function, field.slot, takesObjects, 1)
  }
}

/** `rootValue: { users: (args, context) => ... }`, or an object of a class: nothing stands before the arguments. */
function runRoot(engine: Engine, scope: Scope, slot: number, takesObjects: boolean): void {
  const root = engine.denoter.denote(scope, slot)
  if (root.kind === 'dict')
    for (const field of root.entries.values())
      if (field.kind === 'function') runResolver(engine, field.module, field.function, takesObjects, 0)
  if (root.kind !== 'instance') return
  for (const { kind, name, function: index } of root.class.members)
    if (kind === 'method' && name !== 'constructor') runResolver(engine, root.module, functionAt(root.module, index), takesObjects, 0)
}

function runResolver(engine: Engine, module: Module, resolver: IrFunction, takesObjects: boolean, position = 1): void {
  if (engine.handed.has(resolver)) return
  engine.handed.add(resolver)
  const body = functionAt(module, 0)
  const act = new Activation(engine, engine.frame(module, body), functionInfo(body), engine.environments.get(module) ?? null)
  const taints = sourceTaints(act, ARGUMENTS, null, { start: resolver.start, end: resolver.start + 1 })
  const given: Value = { ...NOTHING, number: engine.numbers.fresh(), taints: takesObjects ? taints : clearTaints(taints, OBJECTS) }
  const hint = denotedValue(act, { kind: 'function', module, function: resolver, receiver: null }, null).hint
  for (const one of functionHints(hint))
    callFunction(act, one, { ...NO_ARGUMENTS, positional: position === 0 ? [given, NOTHING] : [NOTHING, given], isOpen: true }, resolver)
}
