import type { Denotation } from '../engine/denotation.ts'
import type { Reader } from './reader.ts'

const SCOPE = /\.filter\([^)]*\b\w*(?:tenant|organi[sz]ation|org|account|owner|user|company|workspace|team|site)(?:_id|__\w+)?\s*=/i

/** `objects = TenantManager()`, whose `get_queryset` gives what belongs to the tenant of the request and nothing else. */
export function isScopedManager(reader: Reader, model: Denotation): boolean {
  if (model.kind !== 'class' || model.module.language !== 'python') return false
  const manager = reader.denoter.member(model, 'objects')
  const method = manager.kind === 'instance' ? reader.denoter.member(manager, 'get_queryset') : manager
  if (manager.kind !== 'instance' || method.kind !== 'function') return false
  const { module, function: fn } = method
  return SCOPE.test(reader.textOf(module.file).slice(fn.start, fn.end))
}
