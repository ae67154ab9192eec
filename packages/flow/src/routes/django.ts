import { definitionsOf } from '../engine/definitions.ts'
import type { Denotation } from '../engine/denotation.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { Module, Slot } from '../ir/ir.ts'
import { type DjangoSettings, readDjangoSettings, slotsNamed } from './django-settings.ts'
import { unlistedViews } from './django-unlisted.ts'
import { classRoutes, functionRoutes } from './django-views.ts'
import { NINJA_MAKERS, ninjaTemplate } from './ninja.ts'
import { converterTemplate, type PathTemplate, regexTemplate } from './path-template.ts'
import { itemsOf, type PythonWalk, pythonNodeAt, wrappedFunction } from './python-routers.ts'
import {
  callBehind,
  definitionBehind,
  isServed,
  namedArgument,
  nameOf,
  placeOfCall,
  positionalArguments,
  type Reader,
  type SeenCall,
  type SlotRef,
  siteKey,
  stringAt,
} from './reader.ts'
import type { Attachment, FoundRoute, RouterNode } from './router-graph.ts'

const PATHS = /^django\.(?:urls|conf\.urls)\.(?:path|re_path|url)$/
const MAX_DEPTH = 8

/** Django and Django REST framework: `urlpatterns`, routers of view sets, settings. */
export function readDjango(reader: Reader, nodes: Map<string, RouterNode>): void {
  const served = reader.program.modules.filter((module) => module.language === 'python' && isServed(reader, module.file))
  if (!served.some(({ imports }) => imports.some(({ from }) => /^(?:django|rest_framework)\b/.test(from)))) return
  const modules = served.filter((module) => slotsNamed(module, /^urlpatterns$/).length > 0)
  const walk: Walk = { reader, nodes, settings: readDjangoSettings(reader) }
  for (const call of reader.calls) if (call.method === 'register' && call.call.receiver >= 0) readRegister(walk, call)
  for (const module of modules) {
    const node = addNode(walk, moduleKey(module))
    for (const slot of slotsNamed(module, /^urlpatterns$/))
      readPatternList(walk, node, { module, function: functionAt(module, 0) }, slot, 0)
  }
  // Views of a part of a project, whose addresses are listed elsewhere.
  if (![...nodes.values()].some(({ framework, routes }) => framework === 'django' && routes.some(({ handler, owner }) => handler ?? owner)))
    for (const [module, routes] of unlistedViews(reader, walk.settings, served))
      addNode(walk, `${module.file}:unlisted`).routes.push(...routes)
  limitLogins(walk)
}

/** What counts attempts to sign in does so wherever somebody signs in. */
function limitLogins({ nodes, settings: { loginLimits } }: Walk): void {
  if (loginLimits.length === 0) return
  for (const node of nodes.values()) {
    if (node.framework !== 'django') continue
    node.routes.forEach((route, index) => {
      if (/log_?in|sign_?in|(?:obtain|get)_?token|TokenObtain/i.test(`${route.path} ${route.handlerName}`))
        node.routes[index] = { ...route, rateLimits: [...route.rateLimits, ...loginLimits] }
    })
  }
}

interface Walk {
  readonly reader: Reader
  readonly nodes: Map<string, RouterNode>
  readonly settings: DjangoSettings
}

function moduleKey(module: Module): string {
  return `${module.file}:urlpatterns`
}

function addNode(walk: Walk, key: string): RouterNode {
  const known = walk.nodes.get(key)
  if (known !== undefined) return known
  const node: RouterNode = {
    key,
    framework: 'django',
    prefix: '',
    isApplication: false,
    isOrdered: false,
    template: djangoTemplate,
    routes: [],
    uses: walk.settings.middlewares.map((attachment) => ({ path: '', attachment, order: [0] })),
    mounts: [],
    guards: [],
    rateLimits: [...walk.settings.middlewareLimits],
    csrf: walk.settings.hasCsrfMiddleware ? 'protected' : null,
  }
  if (walk.settings.requiresLogin !== null)
    node.guards.push({
      kind: 'authentication',
      name: 'LoginRequiredMiddleware',
      place: walk.settings.requiresLogin,
      level: 'application',
      proof: 'refuses',
    })
  walk.nodes.set(key, node)
  return node
}

function djangoTemplate(path: string): PathTemplate {
  return /\(\?P<|[$^\\]/.test(path) ? regexTemplate(path) : converterTemplate(path)
}

/** Every list that a variable is given or extended with. */
function readPatternList(walk: Walk, node: RouterNode, scope: Scope, slot: Slot, depth: number, variable = slot): void {
  if (depth > MAX_DEPTH) return
  for (const definition of definitionsOf(scope.module, scope.function, slot)) {
    if (definition.kind !== 'instruction') continue
    const { instruction } = definition
    const known = { routes: node.routes.length, mounts: node.mounts.length }
    if (instruction.op === 'list') {
      instruction.items.forEach((item, index) => {
        if (instruction.spreads[index] === true) readPatternList(walk, node, scope, item, depth + 1)
        else readPattern(walk, node, { scope, slot: item }, depth)
      })
    } else if (instruction.op === 'binary') {
      if (instruction.left !== variable) readPatternList(walk, node, scope, instruction.left, depth + 1, variable)
      readPatternList(walk, node, scope, instruction.right, depth + 1, variable)
    } else if (instruction.op === 'move') readPatternList(walk, node, scope, instruction.src, depth + 1, variable)
    else if (instruction.op === 'get' && instruction.key === 'urls') mountRouter(walk, node, scope, instruction.object, '')
    else if (instruction.op === 'call') {
      const call = walk.reader.seenCall(instruction)
      const first = call === undefined ? undefined : positionalArguments(call.call)[0]
      if (call !== undefined && first !== undefined && /(?:format_suffix_patterns|i18n_patterns)$/.test(call.name))
        readPatternList(walk, node, scope, first, depth + 1)
    }
    if (depth === 0) attach(node, known, decoratorsOfList(scope, slot, instruction.start))
  }
}

/** `urlpatterns = decorate(urlpatterns, login_required)` after the patterns were listed. */
function decoratorsOfList(scope: Scope, slot: Slot, after: number): readonly Attachment[] {
  return definitionsOf(scope.module, scope.function, slot).flatMap((definition) => {
    if (definition.kind !== 'instruction' || definition.instruction.start <= after) return []
    const { instruction } = definition
    const behind = instruction.op === 'move' ? definitionsOf(scope.module, scope.function, instruction.src)[0] : definition
    if (behind?.kind !== 'instruction' || behind.instruction.op !== 'call') return []
    const [list, ...decorators] = positionalArguments(behind.instruction)
    return list === slot ? decorators.map((each): Attachment => ({ scope, slot: each, manner: 'wrapper' })) : []
  })
}

function attach(node: RouterNode, from: { readonly routes: number; readonly mounts: number }, attachments: readonly Attachment[]): void {
  if (attachments.length === 0) return
  for (let index = from.routes; index < node.routes.length; index++) {
    const route = node.routes[index]
    if (route !== undefined) node.routes[index] = { ...route, attachments: [...attachments, ...route.attachments] }
  }
  for (let index = from.mounts; index < node.mounts.length; index++) {
    const mount = node.mounts[index]
    if (mount !== undefined) node.mounts[index] = { ...mount, attachments: [...attachments, ...mount.attachments] }
  }
}

function readPattern(walk: Walk, node: RouterNode, item: SlotRef, depth: number): void {
  const { reader } = walk
  const call = callBehind(reader, item.scope, item.slot)
  if (call === null || !PATHS.test(call.name)) return
  const [pathSlot, viewSlot] = positionalArguments(call.call)
  const path = stringAt(reader, call, pathSlot ?? namedArgument(call.call.args, 'route'))
  const view = viewSlot ?? namedArgument(call.call.args, 'view')
  if (path === null || view < 0) return
  const written = /(?:re_path|\.url)$/.test(call.name) && !path.startsWith('^') ? `^${path}` : path
  const included = callBehind(reader, call, view)
  if (included !== null && /\.include$/.test(included.name)) readInclude(walk, node, included, path.replace(/^\^/, ''), depth)
  else readView(walk, node, call, written, view)
}

function readInclude(walk: Walk, node: RouterNode, include: SeenCall, prefix: string, depth: number): void {
  const { reader } = walk
  const first = positionalArguments(include.call)[0]
  if (first === undefined) return
  const name = stringAt(reader, include, first)
  const denoted = reader.denoter.denote(include, first)
  const module = name === null ? (denoted.kind === 'module' ? denoted.module : null) : moduleNamed(reader, include.module, name)
  if (module !== null) {
    node.mounts.push({ child: moduleKey(module), prefix, attachments: [], order: [0] })
    return
  }
  const behind = definitionBehind(include, first)
  if (behind === null) return
  if (behind.instruction.op === 'get' && behind.instruction.key === 'urls')
    mountRouter(walk, node, behind.scope, behind.instruction.object, prefix)
  else {
    // `include([path(...)])`, `include((patterns, 'name'))`
    const list = behind.instruction.op === 'list' && behind.instruction.shape === 'tuple' ? behind.instruction.items[0] : first
    const scope = behind.instruction.op === 'list' && behind.instruction.shape === 'tuple' ? behind.scope : include
    const child = addNode(walk, `${siteKey(include)}:include`)
    node.mounts.push({ child: child.key, prefix, attachments: [], order: [0] })
    if (list !== undefined) for (const item of itemsOf(scope, list)) readPattern(walk, child, item, depth + 1)
  }
}

function moduleNamed(reader: Reader, importer: Module, name: string): Module | null {
  const file = reader.program.resolve(importer, name)
  return file === null ? null : (reader.program.moduleByFile.get(file) ?? null)
}

function mountRouter(walk: Walk, node: RouterNode, scope: Scope, slot: Slot, prefix: string): void {
  const key = routerKey(walk.reader.denoter.denote(scope, slot))
  if (key !== null) node.mounts.push({ child: addNode(walk, key).key, prefix, attachments: [], order: [0] })
}

function routerKey(denoted: Denotation): string | null {
  if (denoted.kind === 'library' && denoted.origin !== null && /Router\(\)$/.test(nameOf(denoted))) return siteKey(denoted.origin)
  return denoted.kind === 'instance' && denoted.origin !== null ? siteKey(denoted.origin) : null
}

/** `router.register('orders', OrderViewSet)`. */
function readRegister(walk: Walk, call: SeenCall): void {
  const { reader } = walk
  const key = routerKey(reader.denoter.denote(call, call.call.receiver))
  const [prefixSlot, viewSlot] = positionalArguments(call.call)
  const prefix = stringAt(reader, call, prefixSlot ?? namedArgument(call.call.args, 'prefix'))
  const view = viewSlot ?? namedArgument(call.call.args, 'viewset')
  const owner = view < 0 ? null : reader.denoter.denote(call, view)
  if (key === null || prefix === null || owner?.kind !== 'class' || call.module.language !== 'python') return
  const node = addNode(walk, key)
  const clean = prefix.replace(/^\^|\$$/g, '')
  node.routes.push(...classRoutes(reader, walk.settings, owner.module, owner.class, { path: clean, isViewSet: true, actions: null }))
}

function readView(walk: Walk, node: RouterNode, call: SeenCall, path: string, view: Slot): void {
  const { reader } = walk
  const registered = placeOfCall(reader, call)
  const behind = callBehind(reader, call, view)
  const asView = behind === null ? null : asViewCall(reader, behind)
  const owner = asView === null ? null : reader.denoter.denote(asView, asView.call.receiver)
  if (asView !== null && owner?.kind === 'class') {
    const wrappers = wrappedFunction(reader, call, view).wrappers
    const routes = classRoutes(reader, walk.settings, owner.module, owner.class, {
      path,
      isViewSet: false,
      actions: actionMap(reader, asView),
    })
    node.routes.push(...routes.map((route): FoundRoute => ({ ...route, registered, attachments: [...wrappers, ...route.attachments] })))
    return
  }
  if (asView !== null && owner !== null) {
    node.routes.push(...libraryView(walk, call, path, nameOf(owner)))
    return
  }
  if (mountApi(walk, node, call, path, view)) return
  const { target, wrappers } = wrappedFunction(reader, call, view)
  if (target !== null)
    node.routes.push(
      ...functionRoutes(reader, walk.settings, target, { path, wrappers }).map((route): FoundRoute => ({ ...route, registered })),
    )
}

/** `path('api/', api.urls)` of Django Ninja. */
function mountApi({ reader, nodes }: Walk, node: RouterNode, call: SeenCall, prefix: string, view: Slot): boolean {
  const behind = definitionBehind(call, view)
  if (behind?.instruction.op !== 'get' || behind.instruction.key !== 'urls') return false
  const ninja: PythonWalk = { reader, nodes, makers: NINJA_MAKERS, template: ninjaTemplate }
  const api = pythonNodeAt(ninja, behind.scope, behind.instruction.object)
  if (api !== null) node.mounts.push({ child: api.key, prefix: prefix.replace(/^\^/, ''), attachments: [], order: [0] })
  return api !== null
}

/** `View.as_view()`, also inside `login_required(View.as_view())`. */
function asViewCall(reader: Reader, call: SeenCall): SeenCall | null {
  let at: SeenCall | null = call
  for (let step = 0; step < 5 && at !== null; step += 1) {
    if (at.method === 'as_view' && at.call.receiver >= 0) return at
    const first: Slot | undefined = positionalArguments(at.call)[0]
    at = first === undefined ? null : callBehind(reader, at, first)
  }
  return null
}

/** `{'get': 'list', 'post': 'create'}` given to `as_view`. */
function actionMap(reader: Reader, call: SeenCall): ReadonlyMap<string, string> | null {
  const first = positionalArguments(call.call)[0]
  const denoted = first === undefined ? null : reader.denoter.denote(call, first)
  if (denoted?.kind !== 'dict') return null
  const map = new Map<string, string>()
  for (const [verb, action] of denoted.entries)
    if (action.kind === 'constant' && typeof action.value === 'string') map.set(verb.toUpperCase(), action.value)
  return map
}

/** Views of Django itself and of its packages, by their class. */
function libraryView({ reader, settings }: Walk, call: SeenCall, path: string, name: string): readonly FoundRoute[] {
  const short = name.slice(name.lastIndexOf('.') + 1)
  const methods = /^(?:Template|List|Detail|Redirect)View$|^Password\w+(?:Done|Complete)View$|Spectacular|Swagger|Redoc/.test(short)
    ? ['GET']
    : /Token\w*View$|ObtainAuthToken/.test(short)
      ? ['POST']
      : ['GET', 'POST']
  return methods.map((method) => ({
    framework: 'django',
    methods: [method],
    path,
    place: placeOfCall(reader, call),
    handler: null,
    handlerName: short,
    owner: null,
    attachments: [],
    guards: /^Spectacular/.test(short)
      ? settings.documentationGuards.map((guard) => ({ ...guard, level: 'route' }))
      : /^PasswordChange(?:Done)?View$/.test(short)
        ? // Its `dispatch` is `login_required` in Django itself.
          [{ kind: 'authentication', name: short, place: placeOfCall(reader, call), level: 'route', proof: 'refuses' }]
        : [],
    // The view of REST framework itself switches its throttles off, those of simplejwt keep the defaults.
    rateLimits: /^(?:rest_framework_simplejwt|dj_rest_auth)\b/.test(name) ? settings.defaultThrottles : [],
    parameters: [],
    body: null,
    responseSchema: null,
    csrf: null,
    isPublic: /Login|Token|PasswordReset|Spectacular/.test(short),
    order: [0],
    confidence: 'medium',
  }))
}
