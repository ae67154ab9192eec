import type { Module } from '../ir/ir.ts'
import type { Activation } from './activation.ts'
import type { CallUse } from './call.ts'
import { deepTaints } from './containers.ts'
import type { Engine } from './engine.ts'
import { surroundings } from './interpret.ts'
import { joinObjects, type ObjectState, shadowOf } from './state.ts'
import { type Hint, joinTaints, NO_TAINTS, NOTHING, type Taint, type Value } from './value.ts'

/** Objects that one handler fills and another one reads: what a middleware leaves for those behind it, and sessions. */
const SHARED =
  /^(?:express\.(?:Request|Session|Response\.locals|Application\.locals)|koa\.Context(?:\.state)?|fastify\.(?:Request|Instance|Reply\.locals)|(?:flask|django)\.Session|flask\.g|starlette\.Request\.state)$/

/** Only what surely came from a caller; what was looked up by it is the program's own. */
const certain = (taints: readonly Taint[]): readonly Taint[] =>
  taints.filter(({ label, doubt }) => doubt === 0 && label.kind === 'source' && label.model.gives === 'request')

/** `request.session.returnTo = value`, `res.locals.name = value`. */
export function leave(act: Activation, object: Value, key: string, stored: Value): void {
  if (object.hint?.kind !== 'library') return
  const name = `${object.hint.name}.${key}`
  if (SHARED.test(name)) leaveAll(act, name, stored)
  if (SHARED.test(object.hint.name)) keep(act, name, deepTaints(act, stored))
}

/** `res.locals = { name: value }`, `Object.assign(res.locals, { name: value })`. */
export function leaveAll(act: Activation, name: string, stored: Value): void {
  if (!SHARED.test(name)) return
  for (const id of stored.objects)
    for (const [key, entry] of act.object(id)?.entries ?? []) keep(act, `${name}.${key}`, deepTaints(act, entry))
}

/** What was left there by another handler. */
export function found(act: Activation, hint: Hint | null, key: string): readonly Taint[] {
  if (act.engine.shared.size === 0 || hint?.kind !== 'library') return NO_TAINTS
  return act.engine.shared.get(`${hint.name}.${key}`) ?? NO_TAINTS
}

/** `session.pop('next', '/')`, `session.get('next')`: null for other calls, and where nothing was left. */
export function takeShared(act: Activation, use: CallUse): Value | null {
  if (use.method !== 'get' && use.method !== 'pop') return null
  const key = use.args.positional[0]?.constant
  const taints = typeof key === 'string' ? found(act, use.receiver?.hint ?? null, key) : NO_TAINTS
  if (typeof key !== 'string' || taints.length === 0) return null
  // What this very run has put there is what it finds.
  const own = use.receiver === null || use.receiver.number === 0 ? undefined : act.object(shadowOf(use.receiver.number))?.entries.get(key)
  return own ?? { ...NOTHING, taints }
}

function keep(act: Activation, name: string, taints: readonly Taint[]): void {
  const more = certain(taints)
  if (more.length > 0) act.engine.shared.set(name, joinTaints(act.engine.shared.get(name) ?? NO_TAINTS, more))
}

/** A queue is known by the place where it was made. */
function queueName(use: CallUse): string | null {
  const origin = use.receiver?.hint?.kind === 'library' ? use.receiver.hint.origin : null
  return origin === null ? null : `queue:${origin.module.file}:${origin.call.start}`
}

/** `jobs.put(value)`. */
export function putIntoQueue(act: Activation, use: CallUse): undefined {
  const name = queueName(use)
  if (name !== null) for (const value of use.args.positional) keep(act, name, deepTaints(act, value))
}

/** `current.set(value)` of a variable of the context: a value by itself; of several under their names only the names tell which is which. */
export function setInContext(act: Activation, use: CallUse): undefined {
  const name = queueName(use)
  for (const { objects, taints } of name === null ? [] : use.args.positional) if (objects.length === 0) keep(act, name as string, taints)
}

/** `jobs.get()`. */
export function takeFromQueue(act: Activation, use: CallUse): Value {
  const name = queueName(use)
  return name === null ? NOTHING : { ...NOTHING, taints: act.engine.shared.get(name) ?? NO_TAINTS }
}

/** Containers of modules that a handler has changed are changed for those that run after it; true where a request got into one. */
export function settleChanges(act: Activation): boolean {
  const { engine } = act
  const changed = new Set<Module>()
  for (const [id, object] of act.state.heap) {
    const before = engine.settled.get(id)
    if (before === undefined || before === object) continue
    const after = joinObjects(before, withoutParameters(engine, id, object), surroundings(act))
    engine.settled.set(id, after)
    const owner = engine.ownerOf.get(id)
    if (owner !== undefined && after !== before && taintsIn(after).length > taintsIn(before).length) changed.add(owner)
  }
  for (const module of changed) engine.changedOften.set(module, (engine.changedOften.get(module) ?? 0) + 1)
  return changed.size > 0
}

const taintsIn = ({ entries, rest }: ObjectState): readonly Taint[] => [
  ...[...entries.values()].flatMap(({ taints }) => taints),
  ...(rest?.taints ?? NO_TAINTS),
]

function withoutParameters(engine: Engine, id: number, object: ObjectState): ObjectState {
  return mapped(withoutCallers(engine, id, object), (value) => ({ ...value, number: 0, taints: certain(value.taints), test: null }))
}

/** What one request sets on an object that the program made for itself is a setting of the program for those that come after it. */
export function withoutCallers(engine: Engine, id: number, object: ObjectState): ObjectState {
  const isSet = object.shape === 'instance' && !engine.ofClasses.has(id) && taintsIn(object).some(isOfCaller)
  return isSet ? mapped(object, (value) => ({ ...value, taints: value.taints.filter((taint) => !isOfCaller(taint)) })) : object
}

const isOfCaller = ({ label }: Taint): boolean => label.kind === 'source' && label.model.gives === 'request'

function mapped(object: ObjectState, change: (value: Value) => Value): ObjectState {
  return {
    ...object,
    entries: new Map([...object.entries].map(([key, value]) => [key, change(value)])),
    rest: object.rest === null ? null : change(object.rest),
    ...(object.names === undefined ? {} : { names: certain(object.names) }),
  }
}
