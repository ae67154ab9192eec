import type { ServiceClient } from '../client.ts'
import type { SecurityScheme } from '../openapi.ts'
import { crawledOperation, type Operation } from '../operations.ts'
import { normalised, type Reply } from '../reply.ts'
import type { Values } from '../values.ts'
import { fieldNames, isPasswordName } from './credential-fields.ts'

const USER_NOUN = /\/(?:users?|accounts?|members?|customers?|people|profiles?|registrations?|subscribers?|authors?|employees?)\/?$/i
const LOGIN_WORDS = ['login', 'signin', 'sign-in', 'sign_in', 'log-in', 'authenticate', 'token', 'session', 'sessions']
const REGISTER_WORDS = ['register', 'signup', 'sign-up', 'sign_up', 'registration', 'create-account', 'join']
const USER_FOLDERS = ['users', 'user', 'accounts', 'account', 'members', 'customers']
const COMMON_PREFIXES = [
  '',
  '/auth',
  '/api',
  '/api/auth',
  '/api/v1',
  '/api/v1/auth',
  '/v1',
  '/v1/auth',
  '/users',
  '/user',
  '/api/users',
  '/account',
  '/accounts',
]
const MAX_CANDIDATES = 4
const MAX_GUESSES = 170

/** Operations that may log in and register, the likeliest first; what nobody named is guessed. */
export interface Entrances {
  readonly logins: readonly Operation[]
  readonly registers: readonly Operation[]
  /** Those that guessing found. */
  readonly discovered: readonly Operation[]
}

export async function findEntrances(
  client: ServiceClient,
  values: Values,
  operations: readonly Operation[],
  schemes: readonly SecurityScheme[],
  mayGuess: boolean,
): Promise<Entrances> {
  const registers = registrationsIn(operations)
  const logins = loginsIn(operations, registers, schemes)
  if (!mayGuess || (logins.length > 0 && registers.length > 0)) return { logins, registers, discovered: [] }
  const guess = new Guessing(client, values)
  const prefixes = prefixesOf(operations, logins[0] ?? registers[0])
  const foundLogins = logins.length > 0 ? [] : await guess.find(prefixes, LOGIN_WORDS, 'login')
  const foundRegisters = registers.length > 0 ? [] : await guess.find(prefixes, [...REGISTER_WORDS, ...USER_FOLDERS], 'register')
  return {
    logins: [...logins, ...foundLogins],
    registers: [...registers, ...foundRegisters],
    discovered: [...foundLogins, ...foundRegisters],
  }
}

function rank(operation: Operation): number {
  const hasPassword = fieldNames(operation.body?.schema).some(isPasswordName)
  return (
    (operation.method === 'POST' ? 0 : 1) +
    (/admin|staff/.test(operation.path) ? 2 : 0) +
    (/oauth|2fa|mfa|otp|magic|google|github|social|sso|verify/i.test(operation.path) ? 1.5 : 0) -
    (hasPassword ? 0.5 : 0) +
    operation.path.length / 1000
  )
}

function loginsIn(
  operations: readonly Operation[],
  registers: readonly Operation[],
  schemes: readonly SecurityScheme[],
): readonly Operation[] {
  const named = operations.filter(({ purpose, exists }) => purpose === 'login' && exists !== 'no').sort((a, b) => rank(a) - rank(b))
  // Of several that take a name and a password, the one that registers shows itself when somebody was.
  const isRegistration = (operation: Operation): boolean =>
    operation.purpose === 'register' || (registers.length === 1 && registers.includes(operation))
  const short = operations.filter((operation) => isShortPassword(operation) && !isRegistration(operation) && !named.includes(operation))
  const tokenPaths = schemes.flatMap(({ tokenPath }) => (tokenPath === null ? [] : [pathOf(tokenPath)]))
  const byScheme = operations.filter(({ method, path }) => method === 'POST' && tokenPaths.some((token) => path.endsWith(token)))
  return [...new Set([...named, ...byScheme, ...short])].slice(0, MAX_CANDIDATES)
}

/** An operation that takes a name and a password and little else. */
function isShortPassword(operation: Operation): boolean {
  const names = fieldNames(operation.body?.schema)
  return (
    operation.method === 'POST' &&
    names.some(isPasswordName) &&
    (names.length === 2 || names.length === 3) &&
    operation.exists !== 'no' &&
    !isAdministrative(operation) &&
    !/password|\/me\b|profile|reset|change|verify|confirm/i.test(operation.path)
  )
}

/** Registrations by purpose; else operations that take a password and a name, or whose noun is that of users. */
function registrationsIn(operations: readonly Operation[]): readonly Operation[] {
  const named = operations.filter(({ purpose, exists }) => purpose === 'register' && exists !== 'no').sort((a, b) => rank(a) - rank(b))
  const taken = ['login', 'refresh', 'logout', 'password-reset', 'register']
  const candidates = operations.filter(
    (operation) =>
      operation.method === 'POST' &&
      operation.exists !== 'no' &&
      !operation.path.includes('{') &&
      !taken.includes(operation.purpose) &&
      !isAdministrative(operation),
  )
  const byNoun = candidates.filter(({ path }) => USER_NOUN.test(path))
  const withPassword = candidates.filter((operation) => {
    const names = fieldNames(operation.body?.schema)
    return names.some(isPasswordName) && names.length >= 2
  })
  return [
    ...new Set([
      ...named,
      ...withPassword.filter((operation) => byNoun.includes(operation)),
      ...(named.length > 0 ? [] : [...withPassword, ...byNoun]),
    ]),
  ].slice(0, MAX_CANDIDATES)
}

function isAdministrative(operation: Operation): boolean {
  return operation.purpose === 'admin' || operation.declaredAccess === 'privileged' || /\/admin\b/.test(operation.path)
}

/** Folders where a login may be: beside its known twin, where the other operations are, then the common ones. */
function prefixesOf(operations: readonly Operation[], twin: Operation | undefined): readonly string[] {
  const beside = twin === undefined ? [] : [twin.path.replace(/\/[^/]+\/?$/, '')]
  const folders = operations
    .map(({ path }) => /^((?:\/(?:api|rest|v\d+))+)\//i.exec(path)?.[1])
    .filter((prefix): prefix is string => prefix !== undefined)
  const counted = [...Map.groupBy(folders, (prefix) => prefix)].sort((a, b) => b[1].length - a[1].length).map(([prefix]) => prefix)
  const near = counted.slice(0, 2).flatMap((prefix) => [prefix, `${prefix}/auth`, `${prefix}/users`, `${prefix}/user`, `${prefix}/account`])
  return [...new Set([...beside, ...near, ...COMMON_PREFIXES])]
}

function pathOf(address: string): string {
  try {
    return new URL(address, 'http://service.invalid').pathname
  } catch {
    return address
  }
}

/** Asks paths that nobody named with an empty body: what answers otherwise than a path that cannot be is there. */
class Guessing {
  private readonly client: ServiceClient
  private readonly values: Values
  private readonly missing = new Map<string, string>()
  private asked = 0

  constructor(client: ServiceClient, values: Values) {
    this.client = client
    this.values = values
  }

  async find(prefixes: readonly string[], words: readonly string[], purpose: 'login' | 'register'): Promise<readonly Operation[]> {
    const found: Operation[] = []
    this.asked = 0
    for (const prefix of prefixes) {
      for (const word of words) {
        if (this.asked >= MAX_GUESSES || found.length >= 2) return found
        const path = `${prefix}/${word}`
        const reply = await this.ask(path)
        if (!(await this.isThere(path, prefix, reply, purpose, word))) continue
        found.push({ ...crawledOperation('POST', path), purpose })
      }
      if (found.length > 0) return found
    }
    return found
  }

  private async isThere(path: string, prefix: string, reply: Reply, purpose: 'login' | 'register', word: string): Promise<boolean> {
    const isNoun = USER_FOLDERS.includes(word)
    const expected = purpose === 'login' ? [400, 401, 403, 415, 422, 500] : isNoun ? [400, 415, 422] : [200, 201, 400, 403, 415, 422, 500]
    if (!expected.includes(reply.status)) return false
    return shapeOf(reply, path) !== (await this.missingUnder(prefix))
  }

  private async missingUnder(prefix: string): Promise<string> {
    const known = this.missing.get(prefix)
    if (known !== undefined) return known
    const path = `${prefix}/${this.values.nonce('unknown')}`
    const shape = shapeOf(await this.ask(path), path)
    this.missing.set(prefix, shape)
    return shape
  }

  private ask(path: string): Promise<Reply> {
    this.asked += 1
    return this.client.send({ method: 'POST', path, headers: { 'content-type': 'application/json' }, body: '{}', mayFail: true })
  }
}

function shapeOf(reply: Reply, path: string): string {
  return `${reply.status} ${normalised(reply.body.replaceAll(path, '~'))}`
}
