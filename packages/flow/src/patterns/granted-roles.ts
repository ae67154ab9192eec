import { definitionsOf } from '../engine/definitions.ts'
import type { Scope } from '../engine/program.ts'
import type { GuardFact } from '../facts.ts'
import type { Slot } from '../ir/ir.ts'
import { slotsRead } from '../ir/slots-read.ts'
import type { ReadRoute } from '../routes/read-routes.ts'
import { calledName, isServed, type Reader, stringAt, stringsAt } from '../routes/reader.ts'
import { comparesNothing } from './claimed-tenants.ts'
import type { PatternContext } from './context.ts'
import { isRawObject } from './spread-bodies.ts'

const ROLE = /^(?:new_?)?role$/i
const WRITES_ROLE = /\bSET\b[^;]*\brole\b|\bINTO\b[^;]*\brole\b|\brole\s*[:=]|["']role["']/i

/**
 * A route that approvers may use as well as owners, by which a member is given any role: whoever is an approver makes an owner. Not where the
 * role that is given is compared with anything but the list of roles there are.
 */
export function grantedRoles(context: PatternContext): void {
  const sets = context.routes.flatMap(({ fact }) => fact.guards.flatMap(admitted))
  for (const route of context.routes) {
    const { fact, handler } = route
    const guards = fact.guards.flatMap(admitted)
    if (handler === null || fact.method === 'GET' || guards.length === 0 || !isServed(context.reader, handler.module.file)) continue
    const asked = guards.reduce((one, other) => one.filter((name) => other.includes(name)))
    const above = sets.filter((names) => names.length < asked.length && names.every((name) => asked.includes(name)))
    if (above.length === 0 || !changesPeople(route)) continue
    const given = rolesGiven(context, handler)
    const highest = given === null ? undefined : above.flat().find((name) => given.length === 0 || given.includes(name))
    const lesser = asked.find((name) => above.some((names) => highest !== undefined && names.includes(highest) && !names.includes(name)))
    if (highest === undefined || lesser === undefined) continue
    context.emit(handler, handler.function.start, handler.function.start + 1, {
      kind: 'role-granted-above',
      cwe: 269,
      message: `${fact.method} ${fact.path} lets whoever is ${lesser} make anybody ${highest}, who alone may do what other routes keep for that role`,
      details: { route: `${fact.method} ${fact.path}`, role: highest },
      confidence: 'high',
    })
  }
}

/** The roles that a guard admits by name. */
function admitted({ kind, proof, roles, name }: GuardFact): readonly (readonly string[])[] {
  if (kind !== 'role' || proof !== 'refuses') return []
  if (roles !== undefined) return roles.are === 'admitted' && roles.names.length > 0 ? [roles.names] : []
  // `roles_required('admin', 'manager')`, `requireRole(['admin'])`.
  const written = WRITTEN.exec(name)?.[1]
  return written === undefined ? [] : [[...written.matchAll(/["'](\w+)["']/g)].map(([, role = '']) => role)]
}

const WRITTEN = /^\w*roles?\w*\(\s*[[(]?\s*((?:["']\w+["']\s*,?\s*)+)[\])]?\s*\)$/i

const changesPeople = ({ fact: { effects } }: ReadRoute): boolean => effects.some(({ kind }) => kind === 'update' || kind === 'create')

/** The roles that the body may name, none for any of them; null where it names none, or where the role is compared with something else. */
function rolesGiven(context: PatternContext, scope: Scope): readonly string[] | null {
  const { reader } = context
  const held = rolesOfBody(context, scope)
  const text = reader.textOf(scope.module.file).slice(scope.function.start, scope.function.end)
  if (held.size === 0 || !WRITES_ROLE.test(text)) return null
  let listed: readonly string[] = []
  for (const { instructions } of scope.function.blocks)
    for (const one of instructions) {
      const isList =
        (one.op === 'call' && /^(?:includes|has|index|indexOf)$/.test(one.method) && one.args.some(({ value }) => held.has(value))) ||
        (one.op === 'binary' && (one.operator === 'in' || one.operator === 'not-in') && held.has(one.left))
      if (isList) {
        const list = one.op === 'call' ? one.receiver : one.op === 'binary' ? one.right : -1
        listed = stringsAt(reader, scope, list)
        if (listed.length === 0) return null
      } else if (
        one.op === 'binary' &&
        slotsRead(one).some((slot) => held.has(slot)) &&
        !comparesNothing(reader, scope, one) &&
        !comparesType(scope, one)
      )
        return null
      else if (one.op === 'call' && one.args[0] !== undefined && held.has(one.args[0].value) && asksRank(reader, one)) return null
    }
  return listed
}

/** What the body has as the role, under its names. */
function rolesOfBody(context: PatternContext, scope: Scope): ReadonlySet<Slot> {
  const held = new Set<Slot>()
  for (const { instructions } of scope.function.blocks)
    for (const one of instructions) {
      const key = one.op === 'get' ? one.key : one.op === 'index' ? (stringAt(context.reader, scope, one.index) ?? '') : ''
      if ((one.op === 'get' || one.op === 'index') && ROLE.test(key) && isRawObject(context, scope, one.object, 0)) held.add(one.dst)
      if (one.op === 'call' && one.method === 'get' && ROLE.test(stringAt(context.reader, scope, one.args[0]?.value ?? -1) ?? ''))
        if (isRawObject(context, scope, one.receiver, 0)) held.add(one.dst)
      if (one.op === 'move' && held.has(one.src)) held.add(one.dst)
    }
  return held
}

/** `typeof role !== 'string'`. */
function comparesType({ module, function: fn }: Scope, one: { readonly left: Slot; readonly right: Slot }): boolean {
  return [one.left, one.right].some((slot) =>
    definitionsOf(module, fn, slot).some(
      (definition) =>
        definition.kind === 'instruction' && definition.instruction.op === 'unary' && definition.instruction.operator === 'typeof',
    ),
  )
}

/** `mayGrant(role, member)`: a function that decides; one that writes does not. */
function asksRank(reader: Reader, call: Parameters<Reader['seenCall']>[0]): boolean {
  return /^(?:can|may|must|is|has|ensure|assert|check|require|validate|verify|allowed|rank|level|compare)/i.test(calledName(reader, call))
}
