import { functionAt } from '../engine/program.ts'
import type { GuardFact, RouteEffect } from '../facts.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { tableOf } from '../table-of.ts'
import { classField, classFieldItems, memberFunction, viewMethods } from './class-views.ts'
import { genericEffects } from './django-effects.ts'
import { isFreedFromLogin } from './django-open-views.ts'
import { type DjangoSettings, objectGuard } from './django-settings.ts'
import { handlerGuards } from './handler-guards.ts'
import { misnamedPermissions, mixinGuards } from './idle-permissions.ts'
import { attachmentsOf, itemsOf } from './python-routers.ts'
import {
  callBehind,
  decoratorsOf,
  type FunctionRef,
  isConstant,
  namedArgument,
  nameOf,
  placeAt,
  placeOfFunction,
  positionalArguments,
  type Reader,
  type SeenCall,
  slotText,
  stringsAt,
} from './reader.ts'
import { permissionsOfAction, readersOf } from './rest-permissions.ts'
import type { Attachment, FoundRoute } from './router-graph.ts'
import { classSchema } from './schemas.ts'
import { createTagReader } from './value-tags.ts'
import { classDecorators, dispatchDecorators, dispatchGuards, methodAttachments, viewWrappers } from './view-dispatch.ts'

export interface ViewPlace {
  readonly path: string
  readonly isViewSet: boolean
  /** Verb to method, when `as_view` maps them. */
  readonly actions: ReadonlyMap<string, string> | null
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

interface Action {
  readonly verb: string
  /** Name of the method. */
  readonly name: string
  /** What is appended to the path of the view set. */
  readonly suffix: string
  readonly kind: RouteEffect['kind'] | null
}

const STANDARD: readonly (Action & { readonly mixin: RegExp })[] = [
  {
    verb: 'GET',
    name: 'list',
    suffix: '/',
    kind: 'read-many',
    mixin: /(?:^|\.)(?:ModelViewSet|ReadOnlyModelViewSet|ListModelMixin|ListAPIView|ListCreateAPIView)$/,
  },
  {
    verb: 'POST',
    name: 'create',
    suffix: '/',
    kind: 'create',
    mixin: /(?:^|\.)(?:ModelViewSet|CreateModelMixin|CreateAPIView|ListCreateAPIView)$/,
  },
  {
    verb: 'GET',
    name: 'retrieve',
    suffix: '/{pk}/',
    kind: 'read-one',
    mixin:
      /(?:^|\.)(?:ModelViewSet|ReadOnlyModelViewSet|RetrieveModelMixin|RetrieveAPIView|RetrieveUpdateAPIView|RetrieveDestroyAPIView|RetrieveUpdateDestroyAPIView)$/,
  },
  {
    verb: 'PUT',
    name: 'update',
    suffix: '/{pk}/',
    kind: 'update',
    mixin: /(?:^|\.)(?:ModelViewSet|UpdateModelMixin|UpdateAPIView|RetrieveUpdateAPIView|RetrieveUpdateDestroyAPIView)$/,
  },
  {
    verb: 'PATCH',
    name: 'partial_update',
    suffix: '/{pk}/',
    kind: 'update',
    mixin: /(?:^|\.)(?:ModelViewSet|UpdateModelMixin|UpdateAPIView|RetrieveUpdateAPIView|RetrieveUpdateDestroyAPIView)$/,
  },
  {
    verb: 'DELETE',
    name: 'destroy',
    suffix: '/{pk}/',
    kind: 'delete',
    mixin: /(?:^|\.)(?:ModelViewSet|DestroyModelMixin|DestroyAPIView|RetrieveDestroyAPIView|RetrieveUpdateDestroyAPIView)$/,
  },
]

const PAGE_VIEWS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/\.(?:TemplateView|ListView|DetailView|RedirectView|ArchiveIndexView|Password\w+(?:Done|Complete)View)$/, ['GET']],
  [/\.(?:CreateView|UpdateView|DeleteView|FormView|LoginView|PasswordChangeView|PasswordReset(?:Confirm)?View)$/, ['GET', 'POST']],
  [/\.LogoutView$/, ['POST']],
]

/** The routes of a view class or a view set. */
export function classRoutes(
  reader: Reader,
  settings: DjangoSettings,
  module: Module,
  owner: IrClass,
  where: ViewPlace,
): readonly FoundRoute[] {
  const bases = libraryBases(reader, module, owner)
  const isRest = bases.some((name) => name.startsWith('rest_framework'))
  const shared = sharedOf(reader, settings, module, owner, bases, isRest)
  return actionsOf(reader, module, owner, bases, where).map(({ verb, name, suffix, kind }) => {
    const method =
      memberFunction(reader, module, owner, name) ??
      // The inherited one calls `update`.
      (name === 'partial_update' ? memberFunction(reader, module, owner, 'update') : null) ??
      memberFunction(reader, module, owner, verb.toLowerCase()) ??
      // What a view of the kind asks before it leads elsewhere.
      (bases.some((base) => /\.RedirectView$/.test(base)) ? memberFunction(reader, module, owner, 'get_redirect_url') : null)
    const own = method === null ? [] : methodAttachments(reader, method)
    const decided = shared.permissionMethod === null ? null : permissionsOfAction(reader, shared.permissionMethod, owner, { verb, name })
    const permissions = decided ?? (method === null ? null : actionPermissions(reader, method))
    const guards = permissions === null ? guardsFor(shared.guards, verb) : []
    const asked = asksOfObject(reader, kind, method)
    const readers = readersOf(reader, withoutUnasked(reader, permissions ?? shared.permissions, isRest && !asked), verb)
    return {
      framework: isRest ? 'django-rest-framework' : 'django',
      methods: [verb],
      path: `${where.path}${suffix}`.replace(/\/{2,}/g, '/'),
      place:
        method === null
          ? placeAt(reader, { module, function: functionAt(module, Math.max(owner.parent, 0)) }, owner.start, owner.start + 1)
          : placeOfFunction(reader, method),
      handler: method,
      handlerName: `${owner.name}.${method === null ? name : method.function.name.slice(method.function.name.lastIndexOf('.') + 1)}`,
      owner: { module, class: owner },
      attachments: [...readers.rest, ...shared.decorators, ...own],
      guards: [
        ...guards,
        ...readers.guards,
        ...stepGuards(reader, module, owner, { name, kind }),
        ...(asked ? objectGuards(reader, shared, settings, permissions) : []),
      ],
      switchedOff: shared.switchedOff,
      rateLimits: shared.throttles,
      parameters: [],
      body: SAFE.has(verb) || verb === 'DELETE' ? null : shared.body,
      responseSchema: isRest ? (shared.body?.name ?? null) : null,
      csrf: shared.isExempt ? 'exempt' : null,
      isPublic: isFreedFromLogin(reader, [...shared.decorators, ...own], bases),
      order: [0],
      confidence: 'high',
      effects: genericEffects({ reader, settings, module, owner }, kind, method),
    }
  })
}

const OF_ONE_OBJECT = new Set<RouteEffect['kind'] | null>(['read-one', 'update', 'delete'])

const PERFORMS = tableOf({
  create: 'perform_create',
  update: 'perform_update',
  partial_update: 'perform_update',
  destroy: 'perform_destroy',
})

/** What the steps of the class that do the work of an action refuse: the one that writes, and the one that gives the rows. */
function stepGuards(reader: Reader, module: Module, owner: IrClass, { name, kind }: Pick<Action, 'name' | 'kind'>): readonly GuardFact[] {
  const steps = [PERFORMS[name], ...(kind === null || kind === 'create' ? [] : ['get_queryset'])]
  return steps.flatMap((step) => {
    const method = step === undefined ? null : memberFunction(reader, module, owner, step)
    return method === null ? [] : handlerGuards(reader, method, createTagReader(reader, new Map()))
  })
}

/** Whether an action gets its object in the way of DRF, which asks the permissions of it. */
function asksOfObject(reader: Reader, kind: RouteEffect['kind'] | null, method: FunctionRef | null): boolean {
  if (method === null) return OF_ONE_OBJECT.has(kind)
  const asks = (call: SeenCall): boolean =>
    /^(?:get_object|check_object_permissions)$/.test(call.method) ||
    (call.call.receiver >= 0 && /^super\b/.test(slotText(reader, call, call.call.receiver)))
  return reader
    .callsIn(method.function)
    .some((call) => asks(call) || (call.callee.kind === 'function' && reader.callsIn(call.callee.function).some(asks)))
}

/** Permissions without those that only ask of objects, where nothing has them asked: DRF does it in `get_object` alone. */
function withoutUnasked(reader: Reader, permissions: readonly Attachment[], isUnasked: boolean): readonly Attachment[] {
  if (!isUnasked) return permissions
  return permissions.filter(({ scope, slot }) => {
    const denoted = reader.denoter.denote(scope, slot)
    if (denoted.kind !== 'class') return true
    const own = (name: string): boolean => reader.denoter.member(denoted, name).kind === 'function'
    return !own('has_object_permission') || own('has_permission')
  })
}

function objectGuards(
  reader: Reader,
  shared: Shared,
  settings: DjangoSettings,
  permissions: readonly Attachment[] | null,
): readonly GuardFact[] {
  const own = (permissions ?? shared.permissions).flatMap(({ scope, slot }) => objectGuard(reader, reader.denoter.denote(scope, slot)))
  return permissions === null && shared.hasDefaults ? [...own, ...settings.defaultObjectGuards] : own
}

/** Names of the library classes below a class, those of its bases in the tree included. */
function libraryBases(reader: Reader, module: Module, owner: IrClass, depth = 0): readonly string[] {
  if (depth > 6) return []
  return reader.denoter
    .bases(module, owner)
    .flatMap((base) => (base.kind === 'class' ? libraryBases(reader, base.module, base.class, depth + 1) : [nameOf(base)]))
}

function actionsOf(reader: Reader, module: Module, owner: IrClass, bases: readonly string[], where: ViewPlace): readonly Action[] {
  const defined = (name: string) => memberFunction(reader, module, owner, name) !== null
  const standard = STANDARD.filter((action) => bases.some((base) => action.mixin.test(base)) || (where.isViewSet && defined(action.name)))
  const allowed = classField(reader, module, owner, 'http_method_names')
  const verbs = allowed === null ? [] : stringsAt(reader, allowed.scope, allowed.slot).map((verb) => verb.toUpperCase())
  const permitted = (verb: string) => verbs.length === 0 || verbs.includes(verb)
  if (where.isViewSet) return [...standard, ...extraActions(reader, module, owner)].filter(({ verb }) => permitted(verb))
  if (where.actions !== null)
    return [...where.actions].map(([verb, name]) => ({
      verb,
      name,
      suffix: '',
      kind: STANDARD.find((action) => action.name === name)?.kind ?? null,
    }))
  const found: Action[] = standard.map((action) => ({ ...action, suffix: '' }))
  for (const { verb, method } of viewMethods(reader, module, owner))
    if (!found.some((action) => action.verb === verb))
      found.push({ verb, name: method.function.name.slice(method.function.name.lastIndexOf('.') + 1), suffix: '', kind: null })
  if (found.length > 0) return found.filter(({ verb }) => permitted(verb))
  const page = PAGE_VIEWS.find(([pattern]) => bases.some((base) => pattern.test(base)))
  return (page?.[1] ?? ['ANY']).map((verb) => ({ verb, name: verb.toLowerCase(), suffix: '', kind: pageKind(bases, verb) }))
}

/** What the pages of Django do: the form of an update or a deletion is shown by GET, the work is done by POST. */
const PAGE_KINDS: readonly (readonly [RegExp, 'GET' | 'POST', RouteEffect['kind']])[] = [
  [/\.DeleteView$/, 'POST', 'delete'],
  [/\.UpdateView$/, 'POST', 'update'],
  [/\.CreateView$/, 'POST', 'create'],
  [/\.(?:DetailView|UpdateView|DeleteView)$/, 'GET', 'read-one'],
  [/\.(?:ListView|ArchiveIndexView)$/, 'GET', 'read-many'],
]

function pageKind(bases: readonly string[], verb: string): RouteEffect['kind'] | null {
  const found = PAGE_KINDS.find(([pattern, method]) => method === verb && bases.some((base) => pattern.test(base)))
  return found?.[2] ?? null
}

/** Methods with `@action(detail=True, methods=['post'], url_path='x')`. */
function extraActions(reader: Reader, module: Module, owner: IrClass): readonly Action[] {
  return owner.members.flatMap((member) => {
    if (member.function < 0) return []
    for (const { scope, slot } of decoratorsOf(module, functionAt(module, member.function))) {
      const call = callBehind(reader, scope, slot)
      if (call === null || !/^rest_framework\.decorators\.(?:action|detail_route|list_route)$/.test(call.name)) continue
      const detail = reader.denoter.argument(call, call.call, -1, 'detail')
      const methods = stringsAt(reader, call, namedArgument(call.call.args, 'methods'))
      const path = stringsAt(reader, call, namedArgument(call.call.args, 'url_path'))[0] ?? member.name
      const isDetail = isConstant(detail, true) || call.name.endsWith('detail_route')
      return (methods.length > 0 ? methods : ['get']).map((verb) => ({
        verb: verb.toUpperCase(),
        name: member.name,
        suffix: `${isDetail ? '/{pk}' : ''}/${path}/`,
        kind: null,
      }))
    }
    return []
  })
}

interface Shared {
  readonly permissions: readonly Attachment[]
  /** `get_permissions`, which decides by the action. */
  readonly permissionMethod: FunctionRef | null
  readonly decorators: readonly Attachment[]
  readonly guards: readonly GuardFact[]
  /** Guards of the settings that the class empties. */
  readonly switchedOff: readonly GuardFact[]
  readonly throttles: readonly string[]
  readonly body: FoundRoute['body']
  readonly isExempt: boolean
  /** Whether the permissions are those of the settings. */
  readonly hasDefaults: boolean
}

function sharedOf(
  reader: Reader,
  settings: DjangoSettings,
  module: Module,
  owner: IrClass,
  bases: readonly string[],
  isRest: boolean,
): Shared {
  const permissionField = classField(reader, module, owner, 'permission_classes')
  const permissions =
    permissionField === null ? [] : attachmentsOf(itemsOf(permissionField.scope, permissionField.slot), 'returns-truth', reader.program)
  const decorators = classDecorators(reader, module, owner)
  const place = placeAt(reader, { module, function: functionAt(module, Math.max(owner.parent, 0)) }, owner.start, owner.start + 1)
  const mixins = [...mixinGuards(bases, place)]
  const dynamic = memberFunction(reader, module, owner, 'get_permissions')
  if (dynamic !== null)
    mixins.push({
      kind: 'authentication',
      name: 'get_permissions',
      place: placeOfFunction(reader, dynamic),
      level: 'route',
      proof: 'named',
    })
  const hasDefaults = isRest && permissionField === null && dynamic === null
  if (hasDefaults) mixins.push(...misnamedPermissions(reader, module, owner))
  const throttleField = classField(reader, module, owner, 'throttle_classes')
  const throttles = classFieldItems(reader, module, owner, 'throttle_classes')
    .map(({ scope, slot }) => throttleName(reader, scope, slot))
    .filter((name) => name !== '')
  const serializer = classField(reader, module, owner, isRest ? 'serializer_class' : 'form_class')
  const denoted = serializer === null ? null : reader.denoter.denote(serializer.scope, serializer.slot)
  return {
    permissions,
    permissionMethod: dynamic,
    decorators: [...decorators.attachments, ...viewWrappers(reader, module, owner), ...dispatchDecorators(reader, module, owner)],
    guards: [...mixins, ...dispatchGuards(reader, module, owner), ...(hasDefaults ? settings.defaultGuards : [])],
    hasDefaults,
    switchedOff: isRest && permissionField !== null && permissions.length === 0 ? settings.defaultGuards : [],
    throttles: (throttleField !== null || !isRest ? throttles : settings.defaultThrottles).filter(
      (name) => name !== 'ScopedRateThrottle' || classField(reader, module, owner, 'throttle_scope') !== null,
    ),
    body: denoted?.kind === 'class' ? classSchema(reader, denoted.module, denoted.class) : null,
    isExempt: decorators.isExempt,
  }
}

function throttleName(reader: Reader, scope: FunctionRef, slot: number): string {
  const denoted = reader.denoter.denote(scope, slot)
  return denoted.kind === 'class' ? denoted.class.name : (scope.function.names.get(slot) ?? nameOf(denoted))
}

/** Permissions that `@action(permission_classes=[...])` or `@permission_classes([...])` set instead of those of the class. */
function actionPermissions(reader: Reader, method: FunctionRef): readonly Attachment[] | null {
  for (const { scope, slot } of decoratorsOf(method.module, method.function)) {
    const call = callBehind(reader, scope, slot)
    if (call === null) continue
    const list = /\.action$/.test(call.name)
      ? namedArgument(call.call.args, 'permission_classes')
      : /\.permission_classes$/.test(call.name)
        ? (positionalArguments(call.call)[0] ?? -1)
        : -1
    if (list >= 0) return attachmentsOf(itemsOf(call, list), 'returns-truth', reader.program)
  }
  return null
}

/** Read-only access without an identity is what `IsAuthenticatedOrReadOnly` allows. */
function guardsFor(guards: readonly GuardFact[], verb: string): readonly GuardFact[] {
  return SAFE.has(verb) ? guards.map((guard) => (/ReadOnly$/.test(guard.name) ? { ...guard, proof: 'declared-open' } : guard)) : guards
}

/** The routes of a function view: one for each method that a decorator names, else one for any. */
export function functionRoutes(
  reader: Reader,
  settings: DjangoSettings,
  target: FunctionRef,
  where: { readonly path: string; readonly wrappers: readonly Attachment[] },
): readonly FoundRoute[] {
  let methods: readonly string[] = ['ANY']
  let isRest = false
  let permissions: readonly Attachment[] | null = null
  let throttles: readonly string[] | null = null
  const attachments: Attachment[] = [...where.wrappers]
  for (const { scope, slot } of decoratorsOf(target.module, target.function)) {
    const call = callBehind(reader, scope, slot)
    const name = call === null ? nameOf(reader.denoter.denote(scope, slot)) : call.name
    const first = call === null ? -1 : (positionalArguments(call.call)[0] ?? -1)
    if (/\.api_view$/.test(name)) {
      isRest = true
      const given = call === null ? [] : stringsAt(reader, call, first)
      methods = given.length > 0 ? given.map((verb) => verb.toUpperCase()) : ['GET']
    } else if (/\.require_http_methods$/.test(name) && call !== null)
      methods = stringsAt(reader, call, first).map((verb) => verb.toUpperCase())
    else if (/\.require_(POST|GET|safe)$/.test(name)) methods = [name.endsWith('POST') ? 'POST' : 'GET']
    else if (/\.permission_classes$/.test(name) && call !== null)
      permissions = attachmentsOf(itemsOf(call, first), 'returns-truth', reader.program)
    else if (/\.throttle_classes$/.test(name) && call !== null)
      throttles = itemsOf(call, first).map((item) => throttleName(reader, item.scope, item.slot))
    else attachments.push({ scope, slot, manner: 'wrapper' })
  }
  return (methods.length > 0 ? methods : ['ANY']).map((verb) => ({
    framework: isRest ? 'django-rest-framework' : 'django',
    methods: [verb],
    path: where.path,
    place: placeOfFunction(reader, target),
    handler: target,
    handlerName: target.function.name,
    owner: null,
    attachments: [...withoutUnasked(reader, permissions ?? [], isRest), ...attachments],
    guards: isRest && permissions === null ? guardsFor(settings.defaultGuards, verb) : [],
    rateLimits: throttles ?? (isRest ? settings.defaultThrottles : []),
    switchedOff: isRest && permissions !== null && permissions.length === 0 ? settings.defaultGuards : [],
    parameters: [],
    body: null,
    responseSchema: null,
    csrf: null,
    isPublic: isFreedFromLogin(reader, attachments),
    order: [0],
    confidence: 'high',
  }))
}
