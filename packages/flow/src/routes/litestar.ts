import { functionAt } from '../engine/program.ts'
import type { BodyFact, RouteParameter } from '../facts.ts'
import type { IrClass, IrFunction, Module } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { classField, classFieldItems, viewBases } from './class-views.ts'
import { braceTemplate } from './path-template.ts'
import { pythonRoute } from './python-route.ts'
import {
  addPythonNode,
  attachmentsOf,
  decoratorCall,
  importsAny,
  itemsOf,
  type PythonWalk,
  pythonCalls,
  pythonModules,
} from './python-routers.ts'
import {
  callBehind,
  decoratorsOf,
  type FunctionRef,
  isConstant,
  namedArgument,
  positionalArguments,
  type Reader,
  type SeenCall,
  type SlotRef,
  siteKey,
  stringAt,
  stringsAt,
} from './reader.ts'
import type { Attachment, RouterNode } from './router-graph.ts'
import { classSchema, typeText } from './schemas.ts'

const MAKERS = new Map(
  Object.entries({
    'litestar.Litestar()': { framework: 'litestar', isApplication: true },
    'litestar.app.Litestar()': { framework: 'litestar', isApplication: true },
    'litestar.Router()': { framework: 'litestar', isApplication: false },
    'litestar.router.Router()': { framework: 'litestar', isApplication: false },
  }),
)
const VERBS = tableOf<string>({ get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE', head: 'HEAD', route: 'ANY' })
const HANDLER = /^litestar\.(?:handlers\.)?(get|post|put|patch|delete|head|route)$/

/** Litestar: decorated functions and controllers, listed in routers and applications, with guards at each level. */
export function readLitestar(reader: Reader, nodes: Map<string, RouterNode>): void {
  if (!importsAny(reader, /^litestar\b/)) return
  const walk: PythonWalk = { reader, nodes, makers: MAKERS, template: braceTemplate }
  for (const module of pythonModules(reader)) {
    for (const owner of module.classes) if (isController(reader, module, owner)) declareController(walk, module, owner)
    for (const fn of module.functions) if (fn.decorators.length > 0) readFunction(walk, module, fn)
  }
  const calls = pythonCalls(reader)
  for (const call of calls) declare(walk, call)
  for (const call of calls) {
    const node = MAKERS.has(`${call.name}()`) ? walk.nodes.get(siteKey(call)) : undefined
    if (node !== undefined) mountAll(walk, node, call)
  }
}

function isController(reader: Reader, module: Module, owner: IrClass): boolean {
  return viewBases(reader, module, owner).some((name) => /^litestar\.(?:controller\.)?Controller$/.test(name))
}

function classKey(module: Module, owner: IrClass): string {
  return `litestar:${module.file}:class:${owner.index}`
}

function functionKey(module: Module, fn: IrFunction): string {
  return `litestar:${module.file}:${fn.index}`
}

function declareController(walk: PythonWalk, module: Module, owner: IrClass): void {
  const { reader } = walk
  const field = classField(reader, module, owner, 'path')
  const prefix = field === null ? '' : (stringAt(reader, field.scope, field.slot) ?? '')
  const node = addPythonNode(walk, classKey(module, owner), 'litestar', false, prefix)
  for (const attachment of attachmentsOf(classFieldItems(reader, module, owner, 'guards'), 'returns'))
    node.uses.push({ path: '', attachment, order: [0] })
}

function declare(walk: PythonWalk, call: SeenCall): void {
  const kind = MAKERS.get(`${call.name}()`)
  if (kind === undefined) return
  const { reader } = walk
  const path = stringAt(reader, call, namedArgument(call.call.args, 'path')) ?? ''
  const node = addPythonNode(walk, siteKey(call), kind.framework, kind.isApplication, path)
  const own = (name: string): readonly SlotRef[] => itemsOf(call, namedArgument(call.call.args, name))
  for (const attachment of [
    ...attachmentsOf(own('guards'), 'returns'),
    ...own('middleware').map((item) => middleware(reader, item)),
    ...attachmentsOf(own('on_app_init'), 'returns'),
  ])
    node.uses.push({ path: '', attachment, order: [0] })
}

/** `DefineMiddleware(AuthMiddleware, exclude=...)` stands for its first argument. */
function middleware(reader: Reader, item: SlotRef): Attachment {
  const call = callBehind(reader, item.scope, item.slot)
  const inner = call !== null && /DefineMiddleware$/.test(call.name) ? positionalArguments(call.call)[0] : undefined
  return call === null || inner === undefined ? { ...item, manner: 'next' } : { scope: call, slot: inner, manner: 'next' }
}

function mountAll(walk: PythonWalk, node: RouterNode, call: SeenCall): void {
  const { reader } = walk
  const positional = positionalArguments(call.call)[call.method === 'Router' ? 1 : 0]
  const named = namedArgument(call.call.args, 'route_handlers')
  for (const item of itemsOf(call, named >= 0 ? named : (positional ?? -1))) {
    const denoted = reader.denoter.denote(item.scope, item.slot)
    const key =
      denoted.kind === 'class'
        ? classKey(denoted.module, denoted.class)
        : denoted.kind === 'function'
          ? functionKey(denoted.module, denoted.function)
          : denoted.kind === 'library' && denoted.origin !== null
            ? siteKey(denoted.origin)
            : ''
    if (walk.nodes.has(key) && key !== node.key) node.mounts.push({ child: key, prefix: '', attachments: [], order: [0] })
  }
}

function readFunction(walk: PythonWalk, module: Module, fn: IrFunction): void {
  const { reader } = walk
  for (const decorator of decoratorsOf(module, fn)) {
    const call = decoratorCall(reader, decorator)
    const verb = call === null ? undefined : HANDLER.exec(call.name)?.[1]
    if (call === null || verb === undefined) continue
    const owner = fn.ownerClass < 0 ? undefined : module.classes[fn.ownerClass]
    const key = owner === undefined ? functionKey(module, fn) : classKey(module, owner)
    const node = addPythonNode(walk, key, 'litestar', false, '')
    const positional = positionalArguments(call.call)[0]
    const paths = stringsAt(reader, call, positional ?? namedArgument(call.call.args, 'path'))
    const guards = attachmentsOf(itemsOf(call, namedArgument(call.call.args, 'guards')), 'returns')
    for (const path of paths.length > 0 ? paths : [''])
      node.routes.push({
        ...pythonRoute(reader, call, {
          framework: 'litestar',
          methods: methodsOf(reader, call, verb),
          path,
          handler: { module, function: fn },
          attachments: guards,
        }),
        ...readSignature(reader, { module, function: fn }, path),
        isPublic: isFreed(reader, call),
      })
  }
}

/** `exclude_from_auth=True`. */
function isFreed(reader: Reader, call: SeenCall): boolean {
  const slot = namedArgument(call.call.args, 'exclude_from_auth')
  return slot >= 0 && isConstant(reader.denoter.denote(call, slot), true)
}

function methodsOf(reader: Reader, call: SeenCall, verb: string): readonly string[] {
  const given = stringsAt(reader, call, namedArgument(call.call.args, 'http_method')).map((method) => method.toUpperCase())
  return given.length > 0 ? given : [VERBS[verb] ?? 'ANY']
}

const RESERVED = new Set(['request', 'state', 'headers', 'cookies', 'query', 'scope', 'socket', 'body'])
const PLAIN = /^(?:str|int|float|bool|UUID|date|datetime|list|List|Optional|\||Annotated|Literal|unknown)/

/** What Litestar reads from a signature: `data` is the body, names of the path come from it, other plain types from the query. */
function readSignature(
  reader: Reader,
  handler: FunctionRef,
  path: string,
): { readonly parameters: readonly RouteParameter[]; readonly body: BodyFact | null } {
  const names = new Set(braceTemplate(path).parameters.map(({ name }) => name))
  const parameters: RouteParameter[] = []
  let body: BodyFact | null = null
  for (const parameter of handler.function.parameters) {
    if (parameter.slot === handler.function.selfSlot || RESERVED.has(parameter.name)) continue
    const text = typeText(parameter.type)
    const outer = { module: handler.module, function: functionAt(handler.module, Math.max(handler.function.parent, 0)) }
    const denoted = parameter.name === 'data' ? reader.denoter.instanceOfType(outer, parameter.type) : null
    const model = denoted?.kind === 'instance' ? classSchema(reader, denoted.module, denoted.class) : null
    body = model ?? body
    const where = parameter.name === 'data' ? 'body' : names.has(parameter.name) ? 'path' : 'query'
    if (where === 'query' && !PLAIN.test(text)) continue
    const isRequired = parameter.defaultValue === null
    parameters.push({
      name: parameter.name,
      in: where,
      type: text,
      isRequired,
      isValidated: model !== null || !/^(?:str|dict|unknown)/.test(text),
    })
  }
  return { parameters, body }
}
