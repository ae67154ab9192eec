import type { Operation } from '../operations.ts'
import { jsonOf, type Reply } from '../reply.ts'

const ISSUER =
  /\/(?:api[-_]?keys?|access[-_]?keys?|keys?|api[-_]?tokens?|personal[-_]?access[-_]?tokens?|clients?|apps?|applications?|consumers?|service[-_]?accounts?|integrations?|credentials?)(?:\/(?:new|create|generate|issue))?\/?$/i
/** Tokens that somebody who is logged in makes for programs. */
const OWN_TOKENS = /\/tokens?\/?$/i
const KEY = /^(?:api_?key|access_?key|key|api_?secret|client_?secret|secret|api_?token|token|plain\w*|raw_?\w*key|value)$/i
const SHORTEST = 8

/** Operations that may answer a key for a program to use; also those below something that the caller has to name. */
export function issuersIn(operations: readonly Operation[]): readonly Operation[] {
  return operations.filter(
    ({ method, path, purpose, exists }) =>
      method === 'POST' &&
      exists !== 'no' &&
      (ISSUER.test(path) || (purpose === 'other' && OWN_TOKENS.test(path))) &&
      !['logout', 'refresh', 'password-reset'].includes(purpose),
  )
}

/** The key in the answer of an issuer: the field that is named most like one; null when there is none. */
export function keyIn(reply: Pick<Reply, 'body'>): string | null {
  const found: [name: string, value: string][] = []
  collect(jsonOf(reply), found, 0)
  const rank = (name: string): number => (/key/i.test(name) && !/^key$/i.test(name) ? 0 : /secret/i.test(name) ? 1 : 2)
  return found.sort(([a], [b]) => rank(a) - rank(b))[0]?.[1] ?? null
}

function collect(node: unknown, found: [string, string][], depth: number): void {
  if (typeof node !== 'object' || node === null || depth > 3) return
  for (const [name, value] of Object.entries(node)) {
    if (typeof value === 'string' && KEY.test(name) && value.length >= SHORTEST && !/\s|\*{3}|\.{3}/.test(value)) found.push([name, value])
    else if (!Array.isArray(value)) collect(value, found, depth + 1)
  }
}
