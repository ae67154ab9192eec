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
/** What is found by following secrets rather than requests. */
export const SECRET_KINDS = maskOf('sensitive-log', 'sensitive-response')
/** What is found by following stored data rather than requests. */
export const STORED_KINDS = maskOf('stored-xss')
/** What is found by following values of the request. */
export const REQUEST_KINDS = ALL_KINDS & ~(SECRET_KINDS | STORED_KINDS)
