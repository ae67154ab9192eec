import type { Activation } from './activation.ts'
import { ALL_KINDS, HALF, HALVES, type KindMask, maskOf } from './kinds.ts'
import type { Relation } from './numbers.ts'
import type { Fact } from './value.ts'

/** What a condition on a part says of the whole. */
const RELATION_MASK: Record<Relation, KindMask> = {
  path: maskOf('path-traversal', 'unsafe-upload'),
  host: maskOf('ssrf', 'open-redirect'),
  scheme: 0,
  text: ALL_KINDS | HALVES,
  suffix: maskOf('unsafe-upload'),
  segments: maskOf('unsafe-upload') | HALF.notUpwards,
  prefix: 0,
  type: ALL_KINDS,
  parsed: maskOf('ssrf', 'open-redirect'),
}

/** The fact, and what it says of the values that this one was made from. */
export function factsFor(act: Activation, number: number, cleared: KindMask, weak: Fact['weak'] = null): Fact[] {
  const facts: Fact[] = []
  let at = number
  let mask = cleared
  for (let depth = 0; depth < 6 && at !== 0; depth++) {
    if (mask === 0 && weak === null) break
    facts.push({ number: at, cleared: mask, weak })
    const relation = act.engine.numbers.relation(at) ?? hostRelation(act, at) ?? folderRelation(act, at)
    if (relation === undefined) break
    mask &= RELATION_MASK[relation.relation]
    at = relation.base
  }
  return facts
}

const HOST_PARTS = new Set(['hostname', 'netloc', 'host', 'origin'])

/** `urlparse(url).hostname`, `new URL(url).host`: a condition on it is one on the address. */
function hostRelation(act: Activation, number: number): { readonly base: number; readonly relation: Relation } | undefined {
  const parent = act.engine.numbers.parent(number)
  if (parent === undefined || !HOST_PARTS.has(parent.key)) return undefined
  // What was passed as an address object is one, as far as its parts are asked.
  const isAddress = act.engine.numbers.relation(parent.base)?.relation === 'parsed' || act.engine.numbers.path(parent.base) !== null
  return isAddress ? { base: parent.base, relation: 'host' } : undefined
}

export const isHostPart = (act: Activation, number: number): boolean => hostRelation(act, number) !== undefined

/** `path.parent == ROOT` of a path that was resolved: what lies in that folder leads nowhere else. */
function folderRelation(act: Activation, number: number): { readonly base: number; readonly relation: Relation } | undefined {
  const parent = act.engine.numbers.parent(number)
  return parent?.key === 'parent' && act.isResolvedPath(parent.base) ? { base: parent.base, relation: 'path' } : undefined
}
