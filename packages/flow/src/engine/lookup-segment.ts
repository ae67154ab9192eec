import type { IrClass, Module } from '../ir/ir.ts'
import type { Denoter } from './denote.ts'
import { maskOf } from './kinds.ts'
import { kindsSafeBySequence } from './patterns-of-text.ts'
import { functionAt } from './program.ts'

const VIEW_SET = /^rest_framework\.viewsets\.\w*ViewSet$/
const PATHS = maskOf('path-traversal')
const MAX_BASES = 6

/**
 * Weaknesses that what a view set looks up by cannot cause: the routers of Django REST framework match it with `[^/.]+`, or with the
 * `lookup_value_regex` of the class. 0 for other classes.
 */
export function kindsSafeInLookup(denoter: Denoter, module: Module, owner: IrClass): number {
  if (!isViewSet(denoter, module, owner, 0)) return 0
  const pattern = lookupPattern(denoter, module, owner, 0)
  return pattern === null ? PATHS : pattern === '' ? 0 : kindsSafeBySequence(pattern)
}

function isViewSet(denoter: Denoter, module: Module, owner: IrClass, depth: number): boolean {
  return (
    depth < MAX_BASES &&
    denoter
      .bases(module, owner)
      .some((base) =>
        base.kind === 'class'
          ? isViewSet(denoter, base.module, base.class, depth + 1)
          : base.kind === 'library' && VIEW_SET.test(base.name),
      )
  )
}

/** The class's own pattern; '' when it has one that cannot be read, null when it has none. */
function lookupPattern(denoter: Denoter, module: Module, owner: IrClass, depth: number): string | null {
  const field = owner.members.find(({ name, kind }) => name === 'lookup_value_regex' && kind === 'field')
  if (field !== undefined && field.slot >= 0) {
    const value = denoter.denote({ module, function: functionAt(module, owner.body) }, field.slot)
    return value.kind === 'constant' && typeof value.value === 'string' ? value.value : ''
  }
  if (depth >= MAX_BASES) return null
  for (const base of denoter.bases(module, owner)) {
    const inherited = base.kind === 'class' ? lookupPattern(denoter, base.module, base.class, depth + 1) : null
    if (inherited !== null) return inherited
  }
  return null
}
