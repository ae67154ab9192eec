import { functionAt, type Scope } from '../engine/program.ts'
import type { RouteEffect } from '../facts.ts'
import type { IrClass, Module } from '../ir/ir.ts'
import { asksForPublic } from './chosen-rows.ts'
import { classField, classFieldItems, memberFunction, memberFunctions, viewBases } from './class-views.ts'
import type { DjangoSettings } from './django-settings.ts'
import { effectsOf } from './effects.ts'
import { isLetOut } from './let-out.ts'
import { chainBehind, readsProfile } from './read-columns.ts'
import { callBehind, type FunctionRef, isConstant, nameOf, placeAt, placeOfCall, type Reader, slotText } from './reader.ts'
import { createTagReader, OWN } from './value-tags.ts'

interface View {
  readonly reader: Reader
  readonly settings: DjangoSettings
  readonly module: Module
  readonly owner: IrClass
}

/**
 * What a generic view does with its query set for one action: by the inherited method, by one of its own that calls the inherited one, or
 * by one of its own that asks the view for its object.
 */
export function genericEffects(view: View, kind: RouteEffect['kind'] | null, method: FunctionRef | null): readonly RouteEffect[] {
  if (method === null) return kind === null ? [] : [inheritedEffect(view, kind)]
  const calls = view.reader.callsIn(method.function)
  const own = method.function.name.slice(method.function.name.lastIndexOf('.') + 1)
  if (kind !== null && calls.some((call) => call.method === own && isSuper(view.reader, call, call.call.receiver)))
    return [inheritedEffect(view, kind)]
  const asked = calls.find((call) => call.method === 'get_object' && call.callee.kind !== 'function' && isSelf(call, call.call.receiver))
  if (asked === undefined) return []
  const loaded = inheritedEffect(view, 'read-one')
  return [{ ...loaded, place: placeOfCall(view.reader, asked) }]
}

function isSelf(scope: Scope, slot: number): boolean {
  return slot >= 0 && slot === scope.function.selfSlot
}

function isSuper(reader: Reader, scope: Scope, slot: number): boolean {
  return slot >= 0 && /^super\b/.test(slotText(reader, scope, slot))
}

function inheritedEffect(view: View, kind: RouteEffect['kind']): RouteEffect {
  const { reader, settings, module, owner } = view
  const place = placeAt(reader, { module, function: functionAt(module, Math.max(owner.parent, 0)) }, owner.start, owner.start + 1)
  const own = memberFunctions(reader, module, owner, 'get_queryset').flatMap((scoped) => effectsOf(reader, scoped, new Map()))
  const pagination = classField(reader, module, owner, 'pagination_class')
  const isUnpaged = pagination !== null && isConstant(reader.denoter.denote(pagination.scope, pagination.slot), null)
  return {
    kind,
    place,
    of: own.find((effect) => effect.of !== null)?.of ?? modelOf(reader, module, owner),
    byRequestId: kind !== 'read-many' && kind !== 'create' && !(kind === 'read-one' && showsPublic(view)),
    byOwner:
      isOfOne(kind) && letsOut(view)
        ? isScoped(view, ['filter_queryset', 'get_object'])
        : own.some((effect) => effect.byOwner) || isScoped(view),
    isBounded: kind !== 'read-many' || pagination !== null ? !isUnpaged : isPage(view) ? isPaginated(view) : settings.paginates,
  }
}

const isOfOne = (kind: RouteEffect['kind']): boolean => kind === 'read-one' || kind === 'update' || kind === 'delete'

const letsOut = ({ reader, module, owner }: View): boolean =>
  memberFunctions(reader, module, owner, 'get_queryset').some((method) => isLetOut(reader, method))

const isPage = ({ reader, module, owner }: View): boolean =>
  viewBases(reader, module, owner).some((name) => /^django\.views\.generic\b.*\.(?:ListView|ArchiveIndexView)$/.test(name))

/** Whether a list view of Django shows a page of its rows, or the first of them. */
function isPaginated({ reader, module, owner }: View): boolean {
  const field = classField(reader, module, owner, 'paginate_by')
  if (field !== null) return !isConstant(reader.denoter.denote(field.scope, field.slot), null)
  if (memberFunction(reader, module, owner, 'get_paginate_by') !== null) return true
  const sliced = /\[\s*:\s*[\w.]+\s*\]/
  const queryset = classField(reader, module, owner, 'queryset')
  if (queryset !== null && sliced.test(slotText(reader, queryset.scope, queryset.slot))) return true
  return memberFunctions(reader, module, owner, 'get_queryset').some(({ module: { file }, function: { start, end } }) =>
    sliced.test(reader.textOf(file).slice(start, end)),
  )
}

/** Whether the view's query set holds nothing but what is out for everybody. */
function showsPublic({ reader, module, owner }: View): boolean {
  const field = classField(reader, module, owner, 'queryset')
  const queries = [
    ...(field === null ? [] : [chainBehind(reader, field.scope, field.slot)]),
    ...memberFunctions(reader, module, owner, 'get_queryset').map((method) => reader.callsIn(method.function)),
  ]
  return queries.some((calls) => asksForPublic(reader, calls) || readsProfile(reader, calls))
}

/** Bases of a package of one's own, out of sight, that are called after whose rows they give. */
const SCOPING_BASE = /(?:Own(?:er|ed|ership)?|Scoped?|Tenant|Member|Permission|Access|User|Account)\w*(?:Mixin|View|ViewSet|Base)?$/

/** Whether the view narrows its rows to the caller's, or asks of each whether the caller may have it. */
function isScoped({ reader, module, owner }: View, steps: readonly string[] = ['get_queryset', 'filter_queryset', 'get_object']): boolean {
  const asks = ['dispatch', 'test_func'].some((name) => memberFunction(reader, module, owner, name) !== null)
  const narrows = steps.some((name) =>
    memberFunctions(reader, module, owner, name).some(
      (method) => namesCaller(reader, method) || (name === 'get_object' && !readsById(reader, method)),
    ),
  )
  if (asks || narrows) return true
  const isFiltered = classFieldItems(reader, module, owner, 'filter_backends').some(({ scope, slot }) => {
    const backend = reader.denoter.denote(scope, slot)
    if (backend.kind !== 'class') return /Owner|Tenant|Member|Permission|IsUser/.test(nameOf(backend))
    const filter = reader.denoter.member(backend, 'filter_queryset')
    return filter.kind === 'function' && namesCaller(reader, { module: filter.module, function: filter.function })
  })
  return (
    isFiltered || viewBases(reader, module, owner).some((name) => !/^(?:rest_framework|django)\b/.test(name) && SCOPING_BASE.test(name))
  )
}

/** Whether anything that a method calls is given, or asked of, the caller. */
function namesCaller(reader: Reader, method: FunctionRef, depth = 0): boolean {
  const { tags } = createTagReader(reader, new Map())
  return reader.callsIn(method.function).some((call) => {
    if ((tags(call, call.call.receiver) & OWN) !== 0 || call.call.args.some(({ value }) => (tags(call, value) & OWN) !== 0)) return true
    return call.callee.kind === 'function' && depth < 2 && namesCaller(reader, call.callee, depth + 1)
  })
}

/** A `get_object` of the view's own that brings a row and asks nothing of it. */
function readsById(reader: Reader, method: FunctionRef): boolean {
  const asks = reader
    .callsIn(method.function)
    .some((call) => call.method === 'check_object_permissions' || isSuper(reader, call, call.call.receiver))
  return !asks && effectsOf(reader, method, new Map()).some(({ kind, byOwner }) => kind === 'read-one' && !byOwner)
}

/** `queryset = Order.objects.all()`. */
export function modelOf(reader: Reader, module: Module, owner: IrClass): string | null {
  const field = classField(reader, module, owner, 'queryset') ?? classField(reader, module, owner, 'model')
  if (field === null) return null
  const denoted = reader.denoter.denote(field.scope, field.slot)
  if (denoted.kind === 'class') return denoted.class.name
  const call = callBehind(reader, field.scope, field.slot)
  return call === null
    ? null
    : (/^(\w+)\.objects\b/.exec(reader.textOf(call.module.file).slice(call.call.start, call.call.end))?.[1] ?? null)
}
