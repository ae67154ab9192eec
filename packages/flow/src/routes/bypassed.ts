import { lineAt } from '../engine/program.ts'
import type { BypassedGuard, GuardFact } from '../facts.ts'
import type { IrFunction } from '../ir/ir.ts'
import { assessAttachment } from './assess-attachment.ts'
import { bodyVerdict } from './guard-proof.ts'
import { admitsEverybody, guardKindOfName } from './known-guards.ts'
import { callBehind, decoratorsOf, type FunctionRef, isServed, placeOfFunction, type Reader } from './reader.ts'
import type { AttachedAt, Attachment, FoundRoute, PlacedRoute, RouterNode } from './router-graph.ts'

/** The guards that a route does not meet; where something guards it, only roles that stand above its registration. */
export type BypassReader = (placed: PlacedRoute, guards: readonly GuardFact[]) => readonly BypassedGuard[]

const MOST = 3

/** Knows every guard that the source attaches or defines, and tells which of them a route does not meet. */
export function createBypassReader(reader: Reader, nodes: ReadonlyMap<string, RouterNode>): BypassReader {
  let elsewhere: readonly BypassedGuard[] | null = null
  let unused: readonly BypassedGuard[] | null = null
  return (placed, guards) => {
    const real = guards.filter((guard) => guard.kind !== 'ip' && !admitsEverybody(guard))
    if (real.length > 0) return rolesAbove(reader, placed, real)
    const near = nearGuards(reader, placed)
    if (near.length >= MOST) return near.slice(0, MOST)
    elsewhere ??= attachedGuards(reader, nodes)
    unused ??= unusedGuards(reader)
    const isNear = ({ place }: BypassedGuard): boolean => near.some((one) => one.place.file === place.file && one.place.line === place.line)
    const sameFile = (guard: BypassedGuard): number => Number(guard.place.file !== placed.route.place.file)
    const idle = unused.toSorted((a, b) => sameFile(a) - sameFile(b))
    return [...near, ...elsewhere.filter((guard) => !isNear(guard)), ...idle].slice(0, MOST)
  }
}

/** `@roles('clerk')` above the decorator that registers the view, with a login below it: the router knows the view without the role. */
function rolesAbove(reader: Reader, { route }: PlacedRoute, real: readonly GuardFact[]): readonly BypassedGuard[] {
  if (real.some(({ kind }) => kind === 'role')) return []
  return guardsOf(reader, decoratorsAbove(reader, route), 'above-route').filter(({ kind }) => kind === 'role')
}

/** Guards that stand at the route itself, or on the way to it. */
function nearGuards(reader: Reader, { route, attached, later }: PlacedRoute): readonly BypassedGuard[] {
  const freed = attached.filter(({ level }) => level !== 'route' && route.isPublic)
  return [
    ...guardsOf(reader, decoratorsAbove(reader, route), 'above-route'),
    ...(route.switchedOff ?? []).filter(isReal).map((guard) => bypassedGuard(guard, 'freed')),
    ...guardsOf(reader, attachmentsOf(freed), 'freed'),
    ...guardsOf(reader, attachmentsOf(later), 'later'),
  ]
}

function attachmentsOf(attached: readonly AttachedAt[]): readonly Attachment[] {
  return attached.map(({ attachment }) => attachment)
}

function guardsOf(reader: Reader, attachments: readonly Attachment[], how: BypassedGuard['how']): readonly BypassedGuard[] {
  return attachments.flatMap((attachment) =>
    assessAttachment(reader, attachment).flatMap(({ guard }) => (guard !== null && isReal(guard) ? [bypassedGuard(guard, how)] : [])),
  )
}

function isReal(guard: Pick<GuardFact, 'kind' | 'proof'>): boolean {
  return guard.kind !== 'ip' && guard.kind !== 'unknown' && !admitsEverybody(guard)
}

function bypassedGuard({ kind, name, place }: Pick<GuardFact, 'kind' | 'name' | 'place'>, how: BypassedGuard['how']): BypassedGuard {
  return { kind, name, place, how }
}

const DECORATED = new Set(['flask', 'quart', 'fastapi', 'starlette', 'aiohttp', 'sanic', 'bottle', 'django-ninja'])

/** Decorators above the one that registers a function: what they make, nobody calls. */
function decoratorsAbove(reader: Reader, { framework, handler, place }: FoundRoute): readonly Attachment[] {
  if (handler === null || !DECORATED.has(framework)) return []
  const decorators = decoratorsOf(handler.module, handler.function)
  const own = decorators.findIndex(({ scope, slot }) => {
    const call = callBehind(reader, scope, slot)
    return call !== null && lineAt(call.module, call.call.start) === place.line
  })
  return decorators.slice(0, Math.max(own, 0)).map(({ scope, slot }) => ({ scope, slot, manner: 'wrapper' }))
}

/** Guards that are attached to anything at all. */
function attachedGuards(reader: Reader, nodes: ReadonlyMap<string, RouterNode>): readonly BypassedGuard[] {
  const found = [...nodes.values()].flatMap((node) => [
    ...node.guards.filter(isReal).map((guard) => bypassedGuard(guard, 'elsewhere')),
    ...guardsOf(
      reader,
      [
        ...node.uses.map(({ attachment }) => attachment),
        ...node.mounts.flatMap(({ attachments }) => attachments),
        ...node.routes.flatMap(({ attachments }) => attachments),
      ],
      'elsewhere',
    ),
  ])
  return unique(found)
}

function unique(guards: readonly BypassedGuard[]): readonly BypassedGuard[] {
  const seen = new Set<string>()
  return guards.filter(({ name, place }) => {
    const key = `${name}\0${place.file}\0${place.line}`
    return !seen.has(key) && seen.add(key) !== undefined
  })
}

const TOUCHES_CREDENTIAL = /cookie|session|authorization|signature|compare_digest|timingSafeEqual|jwt|token|hmac|current_?user/i
const LONGEST_TEXT = 4000

/** Functions that promise to guard and look at credentials, and that nothing in the source calls or names. */
function unusedGuards(reader: Reader): readonly BypassedGuard[] {
  const found: BypassedGuard[] = []
  for (const module of reader.program.modules) {
    if (!isServed(reader, module.file)) continue
    for (const fn of module.functions) {
      const isNamed = fn.parent === 0 && fn.kind !== 'lambda'
      const kind = isNamed ? (guardKindOfName(fn.name) ?? kindOfDependency(reader, { module, function: fn })) : null
      if (kind === null || kind === 'ip' || fn.decorators.length > 0 || reader.callersOf(fn).length > 0) continue
      const text = reader.textOf(module.file).slice(fn.start, Math.min(fn.end, fn.start + LONGEST_TEXT))
      if (!TOUCHES_CREDENTIAL.test(text) || isNamedElsewhere(reader, module.file, fn)) continue
      found.push({ kind, name: fn.name, place: placeOfFunction(reader, { module, function: fn }), how: 'unused' })
      if (found.length >= MOST) return found
    }
  }
  return found
}

/** `def operator(user_id=Depends(current_user_id)): ... raise HTTPException(403)`: a dependency of FastAPI that refuses, whatever its name. */
function kindOfDependency(reader: Reader, target: FunctionRef): GuardFact['kind'] | null {
  const { module, function: fn } = target
  if (fn.decorators.length > 0 || !module.imports.some(({ from, name }) => /^fastapi\b/.test(from) && name === 'Depends')) return null
  const { refuses, statuses } = bodyVerdict(reader, target, 'returns')
  if (!refuses) return null
  return statuses.has(401) ? 'authentication' : statuses.has(403) ? 'role' : null
}

function isNamedElsewhere(reader: Reader, file: string, fn: IrFunction): boolean {
  const word = new RegExp(`\\b${fn.name.replace(/[^\w$]/g, '\\$&')}\\b`)
  return reader.program.modules.some((module) => {
    const text = reader.textOf(module.file)
    if (!text.includes(fn.name)) return false
    if (module.file !== file) return text.search(word) !== -1
    const rest = `${text.slice(0, fn.start)}${text.slice(fn.end)}`.replace(/^\s*(?:export\s*\{[^}]*\}|(?:module\.)?exports\b.*)$/gm, '')
    return rest.search(word) !== -1
  })
}
