import { definitionsOf } from '../engine/definitions.ts'
import { type Denotation, UNKNOWN } from '../engine/denotation.ts'
import { functionAt, type Scope } from '../engine/program.ts'
import type { GuardFact, Place } from '../facts.ts'
import type { Module, Slot } from '../ir/ir.ts'
import { middlewareAttachments } from './django-middlewares.ts'
import { bodyVerdict } from './guard-proof.ts'
import { dictEntries } from './handler-values.ts'
import { KNOWN_GUARDS } from './known-guards.ts'
import { itemsOf } from './python-routers.ts'
import { limitsInside } from './rate-limits.ts'
import { callBehind, isServed, placeAt, placeOfFunction, type Reader, type SlotRef, stringAt, stringsAt } from './reader.ts'
import type { Attachment } from './router-graph.ts'

/** What the settings of a Django project say of every view. */
export interface DjangoSettings {
  readonly hasCsrfMiddleware: boolean
  readonly requiresLogin: Place | null
  /** Guards of DRF views that set none of their own. */
  readonly defaultGuards: readonly GuardFact[]
  /** Those of them that ask of each object, in the tree, whether the caller may have it. */
  readonly defaultObjectGuards: readonly GuardFact[]
  readonly defaultThrottles: readonly string[]
  /** Middleware of the tree that answers 429 by itself. */
  readonly middlewareLimits: readonly string[]
  /** What counts attempts to sign in: backends of the tree and of libraries. */
  readonly loginLimits: readonly string[]
  /** Middlewares of the tree that ask who calls. */
  readonly middlewares: readonly Attachment[]
  /** Guards of the documentation that drf-spectacular serves. */
  readonly documentationGuards: readonly GuardFact[]
  readonly paginates: boolean
}

/** Reads the settings modules: those that name a MIDDLEWARE list or a REST_FRAMEWORK dictionary. */
export function readDjangoSettings(reader: Reader): DjangoSettings {
  const found = {
    hasCsrfMiddleware: false,
    requiresLogin: null as Place | null,
    defaultGuards: [] as GuardFact[],
    defaultObjectGuards: [] as GuardFact[],
    defaultThrottles: [] as string[],
    middlewareLimits: [] as string[],
    middlewares: [] as Attachment[],
    loginLimits: [] as string[],
    documentationGuards: [] as GuardFact[],
    paginates: false,
  }
  for (const module of reader.program.modules) {
    if (module.language !== 'python' || !isServed(reader, module.file)) continue
    for (const slot of slotsNamed(module, /^MIDDLEWARE(?:_CLASSES)?$/)) {
      const names = allStrings(reader, module, slot)
      if (names.includes('django.middleware.csrf.CsrfViewMiddleware')) found.hasCsrfMiddleware = true
      if (names.some((name) => /LoginRequiredMiddleware$/.test(name))) found.requiresLogin = placeOfSlot(reader, module, slot)
      found.middlewares.push(
        ...names
          .filter((name) => !/LoginRequiredMiddleware$/.test(name))
          .flatMap((name) => middlewareAttachments(reader, classNamed(reader, module, name))),
      )
      found.middlewareLimits.push(...names.filter((name) => isLimiter(reader, module, name)))
    }
    for (const slot of slotsNamed(module, /^AUTHENTICATION_BACKENDS$/))
      found.loginLimits.push(...allStrings(reader, module, slot).filter((name) => countsLogins(reader, module, name)))
    for (const slot of slotsNamed(module, /^SPECTACULAR_SETTINGS$/))
      for (const entry of dictEntries({ module, function: functionAt(module, 0) }, slot))
        if (entry.key === 'SERVE_PERMISSIONS')
          found.documentationGuards.push(
            ...stringsAt(reader, entry.scope, entry.value).map((name) => guardNamed(reader, module, slot, name)),
          )
    for (const slot of slotsNamed(module, /^REST_FRAMEWORK$/)) readRestFramework(reader, module, slot, found)
  }
  return found
}

/** `axes.backends.AxesStandaloneBackend`, and a backend of the tree whose `authenticate` counts before it looks at the password. */
function countsLogins(reader: Reader, settings: Module, dotted: string): boolean {
  if (/^axes\./.test(dotted)) return true
  const backend = classNamed(reader, settings, dotted)
  const method = backend.kind === 'class' ? reader.denoter.member(backend, 'authenticate') : UNKNOWN
  return method.kind === 'function' && limitsInside(reader, reader.callsIn(method.function)).length > 0
}

function readRestFramework(
  reader: Reader,
  module: Module,
  slot: Slot,
  found: { defaultGuards: GuardFact[]; defaultObjectGuards: GuardFact[]; defaultThrottles: string[]; paginates: boolean },
): void {
  const scope = { module, function: functionAt(module, 0) }
  for (const entry of settingsAt(reader, scope, slot)) {
    if (entry.key === 'DEFAULT_PERMISSION_CLASSES') {
      for (const name of permissionNames(reader, entry.scope, entry.value)) {
        found.defaultGuards.push(guardNamed(reader, module, slot, name))
        found.defaultObjectGuards.push(...objectGuard(reader, classNamed(reader, module, name)))
      }
    }
    if (entry.key === 'DEFAULT_THROTTLE_CLASSES')
      found.defaultThrottles.push(...stringsAt(reader, entry.scope, entry.value).map((name) => name.slice(name.lastIndexOf('.') + 1)))
    if (entry.key === 'DEFAULT_PAGINATION_CLASS' || entry.key === 'PAGE_SIZE') found.paginates = true
  }
}

/** The entries of a dictionary, written here or returned by a function of the tree that is called for it. */
function settingsAt(reader: Reader, scope: Scope, slot: Slot): ReturnType<typeof dictEntries> {
  const here = dictEntries(scope, slot)
  const made = here.length > 0 ? null : callBehind(reader, scope, slot)
  if (made?.callee.kind !== 'function') return here
  const { module, function: maker } = made.callee
  return maker.blocks.flatMap(({ terminator }) =>
    terminator.op === 'return' ? dictEntries({ module, function: maker }, terminator.src) : [],
  )
}

/** The names in a list; of `'IsAuthenticated' if closed else 'IsAuthenticatedOrReadOnly'` the one that asks less. */
function permissionNames(reader: Reader, scope: Scope, slot: Slot): readonly string[] {
  const items = itemsOf(scope, slot)
  if (items.length === 0) return stringsAt(reader, scope, slot)
  return items.flatMap((item) => {
    const names = choicesAt(reader, item)
    return names.find((name) => /(?:ReadOnly|AllowAny)$/.test(name)) ?? names[0] ?? []
  })
}

function choicesAt(reader: Reader, { scope, slot }: SlotRef, depth = 0): readonly string[] {
  const only = stringAt(reader, scope, slot)
  if (only !== null || depth > 4) return only === null ? [] : [only]
  return definitionsOf(scope.module, scope.function, slot).flatMap((definition) =>
    definition.kind === 'instruction' && definition.instruction.op === 'move'
      ? choicesAt(reader, { scope, slot: definition.instruction.src }, depth + 1)
      : definition.kind === 'instruction' && definition.instruction.op === 'const' && typeof definition.instruction.value === 'string'
        ? [definition.instruction.value]
        : [],
  )
}

function guardNamed(reader: Reader, module: Module, slot: Slot, name: string): GuardFact {
  const known = KNOWN_GUARDS.get(name)
  return {
    kind: known?.kind ?? 'authentication',
    name: name.slice(name.lastIndexOf('.') + 1),
    place: placeOfSlot(reader, module, slot),
    level: 'application',
    proof: known?.proof ?? 'named',
  }
}

/** The class of the tree that a dotted path names. */
function classNamed(reader: Reader, settings: Module, dotted: string): Denotation {
  const dot = dotted.lastIndexOf('.')
  const file = dot < 0 ? null : reader.program.resolve(settings, dotted.slice(0, dot))
  const module = file === null ? moduleWithPath(reader, dotted.slice(0, dot)) : reader.program.moduleByFile.get(file)
  return module === undefined ? UNKNOWN : reader.denoter.exported(module, dotted.slice(dot + 1))
}

/** The one module of the tree whose path ends so: the folder that Django is started in need not be the root of the tree. */
function moduleWithPath(reader: Reader, dotted: string): Module | undefined {
  const path = `/${dotted.replaceAll('.', '/')}`
  const [only, ...others] = reader.program.modules.filter(({ file }) => file.endsWith(`${path}.py`) || file.endsWith(`${path}/__init__.py`))
  return others.length === 0 ? only : undefined
}

/** The guard of objects that a permission class of the tree is, where its `has_object_permission` can refuse. */
export function objectGuard(reader: Reader, permission: Denotation): readonly GuardFact[] {
  if (permission.kind !== 'class' && permission.kind !== 'instance') return []
  const asks = reader.denoter.member(permission, 'has_object_permission')
  if (asks.kind !== 'function') return []
  const method = { module: asks.module, function: asks.function }
  if (!bodyVerdict(reader, method, 'returns-truth').refuses) return []
  return [{ kind: 'owner', name: permission.class.name, place: placeOfFunction(reader, method), level: 'route', proof: 'refuses' }]
}

/** Whether a middleware named by its dotted path is a class or a function of the tree that answers 429. */
function isLimiter(reader: Reader, settings: Module, dotted: string): boolean {
  const dot = dotted.lastIndexOf('.')
  const file = dot < 0 ? null : reader.program.resolve(settings, dotted.slice(0, dot))
  const module = file === null ? undefined : reader.program.moduleByFile.get(file)
  const name = dotted.slice(dot + 1)
  if (module === undefined) return false
  const code = module.classes.find((each) => each.name === name) ?? module.functions.find((each) => each.parent === 0 && each.name === name)
  return code !== undefined && /\b429\b|TOO_MANY_REQUESTS|TooManyRequests/.test(reader.textOf(module.file).slice(code.start, code.end))
}

/** Module-level variables of that name. */
export function slotsNamed(module: Module, pattern: RegExp): readonly Slot[] {
  const body = functionAt(module, 0)
  return [...body.names].filter(([, name]) => pattern.test(name)).map(([slot]) => slot)
}

function allStrings(reader: Reader, module: Module, slot: Slot): readonly string[] {
  const scope = { module, function: functionAt(module, 0) }
  return definitionsOf(module, scope.function, slot).flatMap((definition) => {
    if (definition.kind !== 'instruction') return []
    const { instruction } = definition
    if (instruction.op === 'move') return stringsAt(reader, scope, instruction.src)
    if (instruction.op === 'binary') return [...stringsAt(reader, scope, instruction.left), ...stringsAt(reader, scope, instruction.right)]
    return 'dst' in instruction ? stringsAt(reader, scope, instruction.dst) : []
  })
}

function placeOfSlot(reader: Reader, module: Module, slot: Slot): Place {
  const scope = { module, function: functionAt(module, 0) }
  const only = definitionsOf(module, scope.function, slot)[0]
  return only?.kind === 'instruction'
    ? placeAt(reader, scope, only.instruction.start, only.instruction.start + 1)
    : placeAt(reader, scope, 0, 1)
}
