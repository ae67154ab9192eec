import type { GuardFact, RouteFact } from '../facts.ts'
import type { IrFunction } from '../ir/ir.ts'
import { admitsEverybody } from './known-guards.ts'
import type { FunctionRef, Reader } from './reader.ts'

const VERIFIES =
  /^(?:django\.contrib\.auth\.(?:authenticate|hashers\.check_password)|werkzeug\.security\.check_password_hash|bcrypt(?:js)?\.(?:compare(?:Sync)?|checkpw)|argon2\.(?:verify|PasswordHasher\(\)\.verify)|passlib\..*\.verify|@node-rs\/(?:argon2|bcrypt)\.(?:verify|compare)(?:Sync)?|hash-wasm\.\w+Verify|oslo\/password\..*\.verify|@phc\/\w+\.verify|Bun\.password\.verify(?:Sync)?)$/
const HASHES =
  /^(?:django\.contrib\.auth\.hashers\.make_password|werkzeug\.security\.generate_password_hash|bcrypt(?:js)?\.(?:hash(?:Sync)?|hashpw)|argon2\.(?:hash|PasswordHasher\(\)\.hash)|passlib\..*\.hash|@node-rs\/(?:argon2|bcrypt)\.hash(?:Sync)?|oslo\/password\..*\.hash|@phc\/\w+\.hash|Bun\.password\.hash(?:Sync)?)$/
const OWN_VERIFIES = /^(?:(?:verify|check|compare|match(?:es)?)_?password|password_?matches|check_?credentials)$/i
const OWN_HASHES = /^(?:(?:hash|make|set|encrypt)_?password|create_?user)$/i
/** Collections whose new member signs up. */
const PEOPLE = /\/(?:users?|accounts?|members?|customers?|people|profiles?)\/?$/i
const SESSIONS = /\/(?:sessions?|tokens?)\/?$/i
/** Last words of a path by which somebody becomes one of them. */
const JOINS = /\/(?:join|enrol|enroll|onboard(?:ing)?|become-?a-?\w+|new-?account|subscribe)\/?$/i
/** Last words of a path where a password that was forgotten is set anew, or the first one with the code of a letter. */
const RECOVERS = /\/(?:reset|recover|recovery|restore|new-?password|set-?password|activate|activation|redeem|accept(?:-?invit\w*)?)\/?$/i
/** What the link of such a mail ends with. */
const LINK = /(?:\/\{[^}]*(?:token|code|secret|key|hash|uid\w*)[^}]*\})+\/?$/i
const MAX_DEPTH = 2

/**
 * What a route that strangers may post to is for, by what its handler does with passwords: one that compares one logs in, one that keeps
 * one of people registers. Only a path without parameters: acts on something are not for strangers.
 */
export function credentialPurpose(
  reader: Reader,
  { method, path, guards }: { readonly method: string; readonly path: string; readonly guards: readonly GuardFact[] },
  handler: FunctionRef | null,
): RouteFact['purpose'] | null {
  const page = path.replace(LINK, '')
  if (handler === null || page.includes('{') || guards.some((guard) => !admitsEverybody(guard))) return null
  if ((method === 'POST' || method === 'ANY') && RECOVERS.test(page))
    return passwordWork(reader, handler.function, new Set(), 0).hashes ? 'password-reset' : null
  if (path.includes('{')) return null
  if ((method === 'POST' || method === 'ANY') && JOINS.test(path))
    return passwordWork(reader, handler.function, new Set(), 0).hashes ? 'register' : null
  if (method !== 'POST') return null
  const mayRegister = PEOPLE.test(path)
  const does = passwordWork(reader, handler.function, new Set(), 0)
  if (does.verifies) return mayRegister || (does.hashes && !SESSIONS.test(path)) ? null : 'login'
  return does.hashes && mayRegister ? 'register' : null
}

interface PasswordWork {
  readonly verifies: boolean
  readonly hashes: boolean
}

function passwordWork(reader: Reader, fn: IrFunction, seen: Set<IrFunction>, depth: number): PasswordWork {
  if (seen.has(fn)) return { verifies: false, hashes: false }
  seen.add(fn)
  let verifies = false
  let hashes = false
  for (const { name, method, callee } of reader.callsIn(fn)) {
    const own = callee.kind === 'function' ? callee.function.name.slice(callee.function.name.lastIndexOf('.') + 1) : method
    verifies ||= VERIFIES.test(name) || OWN_VERIFIES.test(own)
    hashes ||= HASHES.test(name) || OWN_HASHES.test(own)
    if (callee.kind !== 'function' || depth >= MAX_DEPTH) continue
    const inner = passwordWork(reader, callee.function, seen, depth + 1)
    verifies ||= inner.verifies
    hashes ||= inner.hashes
  }
  return { verifies, hashes }
}
