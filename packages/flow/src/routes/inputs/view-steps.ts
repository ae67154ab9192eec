import type { FunctionRef } from '../reader.ts'
import type { PlacedRoute } from '../router-graph.ts'

/** Methods of class views in which they read the address for those that are asked for. */
const STEPS = new Set([
  'get_queryset',
  'filter_queryset',
  'get_context_data',
  'get_object',
  'get_ordering',
  'get_paginate_by',
  'paginate_queryset',
  'dispatch',
  'setup',
])

/** Those steps of the class that a route's view belongs to. */
export function stepsOf(owner: PlacedRoute['route']['owner']): readonly FunctionRef[] {
  if (owner === null) return []
  return owner.class.members.flatMap(({ name, kind, function: index }) => {
    const step = kind === 'method' && STEPS.has(name) ? owner.module.functions[index] : undefined
    return step === undefined ? [] : [{ module: owner.module, function: step }]
  })
}
