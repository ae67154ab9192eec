import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import type { Framework } from '../knowledge/handlers.ts'
import type { SourceModel } from '../knowledge/model.ts'
import { Activation } from './activation.ts'
import { callFunction, type FunctionHint, NO_ARGUMENTS } from './call-function.ts'
import type { Engine } from './engine.ts'
import { runEntryPoint } from './entry-points.ts'
import { noteGenericWrites } from './form-rows.ts'
import { functionInfo } from './function-info.ts'
import { pathConverters } from './path-converters.ts'
import { functionAt } from './program.ts'
import { runRecordMethods } from './record-methods.ts'
import { runResolvers } from './resolvers.ts'
import { runController } from './run-controller.ts'
import { runErrorHandler, runHandler } from './run-handler.ts'
import { runTemplateView } from './run-template-view.ts'
import { frameworkByShape } from './shaped-handlers.ts'
import { sourceTaints } from './source-taints.ts'
import { NOTHING, type Value } from './value.ts'
import { viewPaths } from './view-paths.ts'

/** Everything that frameworks call, then what nothing calls. */
export function runRoots(engine: Engine): void {
  drain(engine)
  for (const module of engine.program.modules) {
    for (const owner of module.classes)
      engine.contain(() => {
        runClass(engine, module, owner)
        runRecordMethods(engine, module, owner)
      })
  }
  drain(engine)
  engine.contain(() => runResolvers(engine))
  drain(engine)
  for (const module of engine.program.modules) {
    for (const owner of module.functions) engine.contain(() => runUncalled(engine, module, owner))
  }
  drain(engine)
  for (const work of engine.late) work()
  drain(engine)
}

function drain(engine: Engine): void {
  for (let next = engine.pending.shift(); next !== undefined; next = engine.pending.shift()) engine.contain(next)
}

const VIEW_METHODS = new Set([
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'head',
  'options',
  'list',
  'create',
  'retrieve',
  'update',
  'partial_update',
  'destroy',
  'dispatch',
  'form_valid',
  'perform_create',
  'perform_update',
])

/** `on_get` of Falcon, with the suffix that its route may have. */
const RESPONDER = /^on_(?:get|post|put|patch|delete|head|options)(?:_\w+)?$/

/** A resource of Falcon descends from nothing: its responders tell. */
function isResource(engine: Engine, owner: IrClass): boolean {
  return (
    owner.members.some(({ kind, name }) => kind === 'method' && RESPONDER.test(name)) &&
    engine.program.modules.some(({ language, imports }) => language === 'python' && imports.some(({ from }) => /^falcon\b/.test(from)))
  )
}

/** Class-based views and controllers. */
function runClass(engine: Engine, module: Module, owner: IrClass): void {
  if (runController(engine, module, owner)) return
  const framework = viewFramework(engine, module, owner, 0) ?? (isResource(engine, owner) ? 'falcon' : null)
  if (framework === null) return
  if (framework === 'django') {
    runTemplateView(engine, module, owner)
    const act = new Activation(
      engine,
      engine.frame(module, functionAt(module, owner.body)),
      functionInfo(functionAt(module, owner.body)),
      null,
    )
    noteGenericWrites(act, module, owner, libraryBases(engine, module, owner, 0))
  }
  const path = viewPaths(engine, owner)
  for (const member of owner.members) {
    if (member.kind !== 'method' || member.function < 0) continue
    if (!VIEW_METHODS.has(member.name) && !RESPONDER.test(member.name) && !isAction(engine, module, functionAt(module, member.function)))
      continue
    const receiver: Value = {
      ...NOTHING,
      hint: { kind: 'instance', module, class: owner, environment: engine.environments.get(module) ?? null },
    }
    const method = methodHint(engine, module, functionAt(module, member.function))
    runHandler(engine, framework, { ...method, receiver }, path === '' ? pathOfView(engine, method.function) : path)
  }
}

/** `@action(detail=True)` of a view set. */
function isAction(engine: Engine, module: Module, method: IrFunction): boolean {
  const scope = { module, function: functionAt(module, Math.max(0, method.parent)) }
  return method.decorators.some((slot) => {
    const denoted = engine.denoter.denote(scope, slot)
    return denoted.kind === 'library' && /^rest_framework\.decorators\.(?:action|detail_route|list_route)\b/.test(denoted.name)
  })
}

/** Where a class view is registered out of sight, its parameters have the converters that the paths of the program give to those names. */
function pathOfView(engine: Engine, method: IrFunction): string {
  const converters = pathConverters(engine.program)
  return method.parameters
    .filter(({ slot, kind, name }) => slot !== method.selfSlot && kind === 'positional' && (converters.has(name) || name === 'pk'))
    .map(({ name }) => `<${converters.get(name) ?? 'str'}:${name}>`)
    .join('/')
}

export function methodHint(engine: Engine, module: Module, method: IrFunction): FunctionHint {
  return { kind: 'function', module, function: method, environment: engine.environments.get(module) ?? null, receiver: null, bound: [] }
}

/** The names of libraries that a class descends from. */
function libraryBases(engine: Engine, module: Module, owner: IrClass, depth: number): readonly string[] {
  if (depth > 6) return []
  return engine.denoter.bases(module, owner).flatMap((base) => {
    if (base.kind === 'class') return libraryBases(engine, base.module, base.class, depth + 1)
    return base.kind === 'library' ? [base.name] : []
  })
}

function viewFramework(engine: Engine, module: Module, owner: IrClass, depth: number): Framework | null {
  if (depth > 6) return null
  for (const base of engine.denoter.bases(module, owner)) {
    if (base.kind === 'class') {
      const inherited = viewFramework(engine, base.module, base.class, depth + 1)
      if (inherited !== null) return inherited
    } else if (base.kind === 'library') {
      if (/^(?:django|rest_framework)\..*(?:View|ViewSet|Mixin)$/.test(base.name)) return 'django'
      if (/^(?:flask\.views\.(?:MethodView|View)|flask_restful\.Resource|flask_restx\.Resource|flask_smorest\..*)$/.test(base.name))
        return 'flask'
      if (/^aiohttp\.web\.View$/.test(base.name)) return 'aiohttp'
      if (/^tornado\.web\.RequestHandler$/.test(base.name)) return 'tornado'
      if (/^starlette\.endpoints\.HTTPEndpoint$/.test(base.name)) return 'starlette'
      if (/^sanic\.views\.HTTPMethodView$/.test(base.name)) return 'sanic'
    }
  }
  return null
}

function runUncalled(engine: Engine, module: Module, owner: IrFunction): void {
  if (owner.kind === 'module' || owner.kind === 'class-body' || owner.kind === 'comprehension' || engine.handed.has(owner)) return
  if (isServerAction(module, owner)) {
    runServerAction(engine, methodHint(engine, module, owner))
    return
  }
  if (runEntryPoint(engine, module, owner)) return
  // Decorators of others have run it already, but not with a request.
  const framework = frameworkByShape(engine.program, module, owner)
  if (framework === null && engine.contexts.has(owner)) return
  const hint = methodHint(engine, module, owner)
  if (framework !== null) {
    if (framework === 'express' && /^err/.test(owner.parameters[0]?.name ?? '')) runErrorHandler(engine, framework, hint)
    else runHandler(engine, framework, { ...hint, receiver: ownReceiver(engine, module, owner) }, '')
    return
  }
  const act = new Activation(engine, engine.frame(module, functionAt(module, 0)), functionInfo(functionAt(module, 0)), null)
  callFunction(act, hint, { ...NO_ARGUMENTS, isOpen: true }, owner)
}

/** A method is called on an object of its class. */
function ownReceiver(engine: Engine, module: Module, method: IrFunction): Value | null {
  const owner = module.classes[method.ownerClass]
  if (owner === undefined || method.selfSlot < 0 || module.language !== 'python') return null
  return { ...NOTHING, hint: { kind: 'instance', module, class: owner, environment: engine.environments.get(module) ?? null } }
}

function isServerAction(module: Module, owner: IrFunction): boolean {
  if (owner.isServerAction) return true
  if (owner.parent !== 0 || !owner.isAsync || !functionAt(module, 0).isServerAction) return false
  return module.exports.some((entry) => entry.kind === 'local' && (entry.name === owner.name || entry.name === 'default'))
}

const ACTION: SourceModel = {
  names: [],
  gives: 'request',
  in: 'body',
  what: 'passed to the server action by the client',
  isContainer: true,
}

/** Clients call it with arguments of their own. */
function runServerAction(engine: Engine, hint: FunctionHint): void {
  const body = functionAt(hint.module, 0)
  const act = new Activation(engine, engine.frame(hint.module, body), functionInfo(body), null)
  const positional = hint.function.parameters.map(({ slot, name, type }): Value => {
    if (slot === hint.function.selfSlot) return NOTHING
    if (type?.name === 'number' || type?.name === 'boolean') return NOTHING
    const place = { start: hint.function.start, end: hint.function.start + 1 }
    return { ...NOTHING, number: engine.numbers.fresh(), taints: sourceTaints(act, ACTION, type?.name === 'string' ? name : null, place) }
  })
  callFunction(act, hint, { ...NO_ARGUMENTS, positional, isOpen: true }, hint.function)
}
