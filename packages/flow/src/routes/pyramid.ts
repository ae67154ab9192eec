import { functionAt } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import { viewMethods } from './class-views.ts'
import { guardKindOfName } from './known-guards.ts'
import { braceTemplate } from './path-template.ts'
import { decoratorWrappers, pythonRoute } from './python-route.ts'
import { addPythonNode, importsAny, type PythonWalk, pythonCalls, pythonModules } from './python-routers.ts'
import {
  callBehind,
  decoratorsOf,
  type FunctionRef,
  namedArgument,
  nameOf,
  placeOfCall,
  positionalArguments,
  type Reader,
  type SeenCall,
  stringAt,
  stringsAt,
} from './reader.ts'

const VIEW = /^pyramid\.view\.view_config$/
const DEFAULTS = /^pyramid\.view\.view_defaults$/
const WAIVED = /\.NO_PERMISSION_REQUIRED$/

/** Pyramid: routes by their names, views that a decorator or a call joins to them, and permissions that a policy asks. */
export function readPyramid(reader: Reader, nodes: PythonWalk['nodes']): void {
  if (!importsAny(reader, /^pyramid\b/)) return
  const walk: PythonWalk = { reader, nodes, makers: new Map(), template: braceTemplate }
  const calls = pythonCalls(reader)
  const paths = new Map<string, string>()
  for (const call of calls) if (call.method === 'add_route' && call.call.receiver >= 0) notePath(reader, paths, call)
  const byDefault = calls.find(({ method }) => method === 'set_default_permission') ?? null
  const add = (config: SeenCall, defaults: SeenCall | null, handler: FunctionRef, owner: IrClass | null): void =>
    addView(walk, paths, byDefault, { config, defaults, handler, owner })
  for (const module of pythonModules(reader)) {
    for (const fn of module.functions) {
      const owner = module.classes[fn.ownerClass] ?? null
      for (const config of configsOf(reader, module, fn, VIEW))
        add(config, owner === null ? null : (configsOf(reader, module, owner, DEFAULTS)[0] ?? null), { module, function: fn }, owner)
    }
    for (const owner of module.classes)
      for (const config of configsOf(reader, module, owner, VIEW)) {
        const attribute = stringAt(reader, config, namedArgument(config.call.args, 'attr')) ?? '__call__'
        const member = owner.members.find(({ name, function: index }) => name === attribute && index >= 0)
        if (member !== undefined) add(config, null, { module, function: functionAt(module, member.function) }, owner)
        else for (const { method } of viewMethods(reader, module, owner)) add(config, null, method, owner)
      }
  }
  for (const call of calls) {
    if (call.method !== 'add_view' || call.call.receiver < 0) continue
    const view = reader.denoter.argument(call, call.call, 0, 'view')
    if (view?.kind === 'function') add(call, null, { module: view.module, function: view.function }, null)
  }
}

function notePath(reader: Reader, paths: Map<string, string>, call: SeenCall): void {
  const [first, second] = positionalArguments(call.call)
  const name = stringAt(reader, call, first ?? namedArgument(call.call.args, 'name'))
  const pattern = stringAt(reader, call, second ?? namedArgument(call.call.args, 'pattern'))
  if (name !== null && pattern !== null) paths.set(name, pattern.startsWith('/') ? pattern : `/${pattern}`)
}

function configsOf(reader: Reader, module: Module, decorated: IrFunction | IrClass, name: RegExp): readonly SeenCall[] {
  return decoratorsOf(module, decorated).flatMap(({ scope, slot }) => {
    const call = callBehind(reader, scope, slot)
    return call !== null && name.test(call.name) ? [call] : []
  })
}

interface View {
  readonly config: SeenCall
  readonly defaults: SeenCall | null
  readonly handler: FunctionRef
  readonly owner: IrClass | null
}

function addView(
  walk: PythonWalk,
  paths: ReadonlyMap<string, string>,
  byDefault: SeenCall | null,
  { config, defaults, handler, owner }: View,
): void {
  const { reader } = walk
  const said = (name: string): { readonly at: SeenCall; readonly slot: number } | null => {
    for (const at of [config, defaults]) {
      const slot = at === null ? -1 : namedArgument(at.call.args, name)
      if (at !== null && slot >= 0) return { at, slot }
    }
    return null
  }
  const route = said('route_name')
  const name = route === null ? null : stringAt(reader, route.at, route.slot)
  if (name === null) return
  // Where the address is given by code that is not there, the name stands for it.
  const path = paths.get(name) ?? `/${name}`
  const method = said('request_method')
  const methods = method === null ? [] : stringsAt(reader, method.at, method.slot).map((verb) => verb.toUpperCase())
  const wrappers = decoratorWrappers(handler.module, handler.function).filter(
    ({ scope, slot }) => !VIEW.test(callBehind(reader, scope, slot)?.name ?? ''),
  )
  const node = addPythonNode(walk, 'pyramid', 'pyramid', true, '')
  node.routes.push({
    ...pythonRoute(reader, null, {
      framework: 'pyramid',
      methods: methods.length > 0 ? methods : ['ANY'],
      path,
      handler,
      attachments: wrappers,
      owner: owner === null ? null : { module: handler.module, class: owner },
    }),
    guards: permissionOf(reader, said('permission'), byDefault),
  })
}

/** The permission of a view, or that of the configuration unless the view waives it. */
function permissionOf(
  reader: Reader,
  own: { readonly at: SeenCall; readonly slot: number } | null,
  byDefault: SeenCall | null,
): readonly GuardFact[] {
  if (own === null && byDefault === null) return []
  if (own !== null && WAIVED.test(nameOf(reader.denoter.denote(own.at, own.slot))))
    return [
      {
        kind: 'authentication',
        name: 'NO_PERMISSION_REQUIRED',
        place: placeOfCall(reader, own.at),
        level: 'route',
        proof: 'declared-open',
      },
    ]
  const at = own?.at ?? (byDefault as SeenCall)
  const permission = stringAt(reader, at, own?.slot ?? positionalArguments(at.call)[0] ?? -1)
  // Names such as `__no_permission_required__` are what the constant stands for.
  if (permission === '__no_permission_required__') return []
  const name = `permission ${permission ?? ''}`.trim()
  const kind = guardKindOfName(permission ?? '') === 'role' ? 'role' : own === null ? 'authentication' : 'role'
  return [{ kind, name, place: placeOfCall(reader, at), level: own === null ? 'application' : 'route', proof: 'named' }]
}
