import type { FlowKind } from '../facts.ts'

/** A set of weaknesses, one bit each. */
export type KindMask = number

export const FLOW_KINDS = [
  'sql-injection',
  'nosql-injection',
  'command-injection',
  'code-injection',
  'template-injection',
  'ldap-injection',
  'xpath-injection',
  'header-injection',
  'log-injection',
  'path-traversal',
  'ssrf',
  'open-redirect',
  'xss',
  'stored-xss',
  'xxe',
  'deserialisation',
  'trust-boundary',
  'prototype-pollution',
  'redos',
  'mass-assignment',
  'sensitive-log',
  'sensitive-response',
  'unsafe-upload',
  'unsafe-reflection',
] as const satisfies readonly FlowKind[]

const BITS = new Map<FlowKind, KindMask>(FLOW_KINDS.map((kind, index) => [kind, 1 << index]))

export function maskOf(...kinds: readonly FlowKind[]): KindMask {
  let mask = 0
  for (const kind of kinds) mask |= BITS.get(kind) ?? 0
  return mask
}

export const ALL_KINDS: KindMask = 2 ** FLOW_KINDS.length - 1

/** Halves of a protection, kept in the same mask beyond the weaknesses: a value that has both halves is protected. */
export const HALF = {
  /** A path that does not lead upwards. */
  notUpwards: 1 << 24,
  /** A path that does not begin at the root. */
  notAbsolute: 1 << 25,
  /** An address that begins with one slash. */
  beginsWithSlash: 1 << 26,
  /** An address that does not begin with two. */
  notDoubleSlash: 1 << 27,
} as const
/** A part of the value is left, such as the last digits of a number. */
export const PART_ONLY = 1 << 28
/** The host of an address, taken out of it by a parser. */
export const HOST_PART = 1 << 30
/** What a name was resolved to: an address that may be looked at before it is called. */
export const RESOLVED = 1 << 29
/** A key that is not `__proto__`; `constructor.prototype` leads to the same object. */
export const NOT_PROTO = 1 << 31
export const HALVES: KindMask = HALF.notUpwards | HALF.notAbsolute | HALF.beginsWithSlash | HALF.notDoubleSlash
/** A path that is one name: it leads neither upwards nor to the root. */
export const INSIDE = HALF.notUpwards | HALF.notAbsolute
const OWN_SITE = HALF.beginsWithSlash | HALF.notDoubleSlash

/** Weaknesses that both halves together rule out. */
export function isHalved(cleared: KindMask, kind: FlowKind): boolean {
  if (kind === 'path-traversal') return (cleared & INSIDE) === INSIDE
  return kind === 'open-redirect' && (cleared & OWN_SITE) === OWN_SITE
}
/** What is found by following secrets rather than requests. */
export const SECRET_KINDS = maskOf('sensitive-log', 'sensitive-response')
const SHOWN_LATER = maskOf('stored-xss')
/** What is found by following stored data, whoever wrote it: whoever may write a row is no programmer of the service. */
const STORED_AT_LEAST = SHOWN_LATER | maskOf('code-injection')
/** What is found of stored data only where a request is seen to write it. */
const WRITTEN_BY_REQUEST = maskOf(
  'sql-injection',
  'command-injection',
  'template-injection',
  'path-traversal',
  'ssrf',
  'redos',
  'deserialisation',
)
export const STORED_KINDS = STORED_AT_LEAST | WRITTEN_BY_REQUEST

/** Whether a stored value is a finding without a writer in sight. */
export const isFoundUnwritten = (kind: FlowKind): boolean => (STORED_AT_LEAST & maskOf(kind)) !== 0
/** What is found by following values of the request. */
export const REQUEST_KINDS = ALL_KINDS & ~(SECRET_KINDS | SHOWN_LATER)

/** The weaknesses that a key of the caller causes by choosing a member, whatever the member holds. */
export const CHOSEN_MEMBER = maskOf('prototype-pollution', 'unsafe-reflection')
const POLLUTION = maskOf('prototype-pollution')

/** What was itself read by a tainted key carries that key's origin and no other weakness. */
export const isChosen = (cleared: KindMask): boolean => ((cleared | CHOSEN_MEMBER) & ALL_KINDS) === ALL_KINDS && (cleared & POLLUTION) === 0
