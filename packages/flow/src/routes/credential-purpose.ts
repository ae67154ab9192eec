import type { Denotation } from '../engine/denotation.ts'
import type { GuardFact, RouteFact } from '../facts.ts'
import type { IrFunction } from '../ir/ir.ts'
import { COMPARES_DIGEST, namesCalled } from './digests.ts'
import { admitsEverybody } from './known-guards.ts'
import { type FunctionRef, type Reader, type SeenCall, slotText } from './reader.ts'

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
/** Of those, the ones that may also ask for the letter itself. */
const ASKS_FOR_LETTER =
  /[/_-](?:reset|recover|recovery|restore|lost|forgot(?:ten)?)(?:[-_/](?:password|account|access|credentials?|requests?|e?mail|link))?\/?$/i
const MAILS =
  /(?:send|queue|deliver|spool|enqueue|dispatch)_?(?:\w+_)?(?:e?mails?|letters?|(?:reset|recovery)_?(?:link|token|code)?)$|^mail(?:er|_?to)?$/i
/** What the link of such a mail ends with. */
const LINK = /(?:\/\{[^}]*(?:token|code|secret|key|hash|uid\w*)[^}]*\})+\/?$/i
const DEFERS =
  /(?:^|\.)(?:setImmediate|setTimeout|queueMicrotask|nextTick|add_task|create_task|run_in_executor|run_in_threadpool|run_sync|to_thread|submit|waitUntil|defer|later)$/
const MAX_DEPTH = 3

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
  if ((method === 'POST' || method === 'ANY') && (RECOVERS.test(page) || ASKS_FOR_LETTER.test(page))) {
    const { hashes, mails } = passwordWork(reader, handler.function, new Set(), 0)
    return hashes || (mails && ASKS_FOR_LETTER.test(page)) ? 'password-reset' : null
  }
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
  readonly mails: boolean
}

const NOTHING: PasswordWork = { verifies: false, hashes: false, mails: false }

function passwordWork(reader: Reader, fn: IrFunction, seen: Set<IrFunction>, depth: number): PasswordWork {
  if (seen.has(fn)) return NOTHING
  seen.add(fn)
  let { verifies, hashes, mails } = NOTHING
  for (const seenCall of reader.callsIn(fn)) {
    const { name, method, callee } = seenCall
    const own = callee.kind === 'function' ? callee.function.name.slice(callee.function.name.lastIndexOf('.') + 1) : method
    const derives = callee.kind === 'function' ? derivation(reader, callee.function) : null
    verifies ||= VERIFIES.test(name) || OWN_VERIFIES.test(own) || derives === 'compared'
    hashes ||= HASHES.test(name) || OWN_HASHES.test(own) || derives === 'kept'
    mails ||= MAILS.test(own) || (method === 'send' && /mail/i.test(name || slotText(reader, seenCall, seenCall.call.receiver)))
    if (depth >= MAX_DEPTH) continue
    for (const inner of [callee, ...givenFunctions(reader, seenCall)]) {
      if (inner.kind !== 'function') continue
      const work = passwordWork(reader, inner.function, seen, depth + 1)
      verifies ||= work.verifies
      hashes ||= work.hashes
      mails ||= work.mails
    }
  }
  return { verifies, hashes, mails }
}

/** Slow functions by which a password becomes what is kept of it. */
const DERIVES = /^(?:crypto\.(?:scrypt|pbkdf2|argon2)(?:Sync)?|hashlib\.(?:scrypt|pbkdf2_hmac))$/
const SALTS = /(?:randomBytes|token_bytes|urandom|gensalt)$/

/** What a function of the tree does with such a derivation, whatever it is called: compares it, or makes a new one of a new salt. */
function derivation(reader: Reader, fn: IrFunction): 'compared' | 'kept' | null {
  const names = namesCalled(reader, fn)
  if (!names.some((name) => DERIVES.test(name))) return null
  if (names.some((name) => COMPARES_DIGEST.test(name))) return 'compared'
  return names.some((name) => SALTS.test(name)) ? 'kept' : null
}

/** `setImmediate(() => startRecovery(email))`, `Thread(target=start)`, `tasks.add_task(send, user)`: work that is done after the answer. */
function givenFunctions(reader: Reader, call: SeenCall): readonly Denotation[] {
  return DEFERS.test(call.method || call.name) || /Thread$/.test(call.name)
    ? call.call.args.map(({ value }) => reader.denoter.denote(call, value))
    : []
}
