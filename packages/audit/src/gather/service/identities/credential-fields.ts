import { randomBytes } from 'node:crypto'
import type { Schema } from '../../../model/facts/service.ts'
import type { Credentials } from '../session.ts'
import type { Values } from '../values.ts'

type Fields = Readonly<Record<string, unknown>>

const USER_NAME =
  /^(?:user[-_]?(?:name|login|handle)?|login(?:[-_]?(?:name|id))?|handle|nick(?:[-_]?name)?|screen[-_]?name|account(?:[-_]?name)?|identifier|uname|(?:account|customer|member|card)[-_]?(?:number|no))$/i
const PHONE = /^(?:phone|mobile|msisdn|cell|tel)(?:[-_]?(?:number|no))?$/i
/** What a refusal names when it wants the fields inside an object. */
const WRAPPERS = /^(?:user|account|data|attributes|registration|customer|member|payload|profile|credentials|session)$/i

/** Names and a password that nobody else has; the same word in each. */
export function newCredentials(values: Values, purpose: string): Credentials {
  const word = values.nonce(purpose, 9)
  return {
    username: word,
    email: `assay${word}@example.com`,
    phone: `+1555${String(Number.parseInt(word.slice(1), 16) % 10_000_000).padStart(7, '0')}`,
    password: `Aa1!${randomBytes(12).toString('base64url')}`,
  }
}

export function isPasswordName(name: string): boolean {
  if (/hint|hash|reset|policy|forgot|_at$|length/i.test(name)) return false
  return (
    /pass(?:word|wd|phrase|code)|pwd|passwort|kennwort|contrase|mot_?de_?passe|wachtwoord/i.test(name) ||
    /^(?:\w*_)?(?:pass|secret|phrase|pin(?:_?code)?)$|^(?:pw|senha)$|^confirm(?:ation)?$/i.test(name) ||
    /^(?:access|login|entry|secret|sign_?in|key)_?(?:code|word|phrase|pin)$/i.test(name)
  )
}

export function isEmailName(name: string): boolean {
  return /e[-_]?mail|^mail(?:[-_]?addr(?:ess)?)?$/i.test(name) && !/verified|confirmed|notif|opt_?in|template/i.test(name)
}

export function isUserName(name: string): boolean {
  return USER_NAME.test(name)
}

/** Whether a field names who logs in. */
export function namesUser(name: string): boolean {
  return isEmailName(name) || isUserName(name) || PHONE.test(name)
}

export function wrapsFields(name: string): boolean {
  return WRAPPERS.test(name)
}

/** The body with the credentials wherever a field is named after one, at any depth. */
export function withCredentials(body: Fields, credentials: Credentials, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      if (isFields(value)) return [name, depth > 3 ? value : withCredentials(value, credentials, depth + 1)]
      if (typeof value === 'boolean' || Array.isArray(value)) return [name, value]
      return [name, credentialFor(name, credentials) ?? value]
    }),
  )
}

/** The credential that a field is named after; undefined for any other field. */
export function credentialFor(name: string, credentials: Credentials): string | undefined {
  if (isEmailName(name)) return credentials.email
  if (isPasswordName(name)) return credentials.password
  if (isUserName(name)) return credentials.username
  return PHONE.test(name) ? credentials.phone : undefined
}

/** Names of the fields of a body, those of nested objects too. */
export function fieldNames(schema: Schema | undefined, depth = 0): readonly string[] {
  return Object.entries(schema?.properties ?? {}).flatMap(([name, child]) =>
    child.properties === undefined || depth > 2 ? [name] : fieldNames(child, depth + 1),
  )
}

/** Path of names to the object that holds the password, else the names; empty when that is the body itself. */
export function credentialLevel(body: Fields, depth = 0): readonly string[] {
  if (Object.entries(body).some(([name, value]) => !isFields(value) && (isPasswordName(name) || namesUser(name)))) return []
  for (const [name, value] of Object.entries(body)) {
    if (!isFields(value) || depth > 2) continue
    const inner = credentialLevel(value, depth + 1)
    if (inner.length > 0 || Object.keys(value).some((key) => isPasswordName(key) || namesUser(key))) return [name, ...inner]
  }
  return []
}

/** The body with its object at the path changed. */
export function changedAt(
  body: Fields,
  path: readonly string[],
  change: (level: Record<string, unknown>) => Record<string, unknown>,
): Record<string, unknown> {
  const [name, ...rest] = path
  if (name === undefined) return change({ ...body })
  const child = body[name]
  return { ...body, [name]: changedAt(isFields(child) ? child : {}, rest, change) }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Names of the fields of a body, those of nested objects in their place. */
export function leafNames(body: Fields, depth = 0): readonly string[] {
  return Object.entries(body).flatMap(([name, value]) => (isFields(value) && depth < 3 ? leafNames(value, depth + 1) : [name]))
}

/** The body with the name in the field beside the password, where no field is named after a user. */
export function withUnusualName(body: Fields, name: string): Fields {
  const names = leafNames(body)
  const field = names.some(namesUser) || !names.some(isPasswordName) ? undefined : names.find((each) => !isPasswordName(each))
  return field === undefined ? body : changedAt(body, credentialLevel(body), (level) => ({ ...level, [field]: name }))
}
