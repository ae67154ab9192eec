import { crc32 } from 'node:zlib'
import type { ValidatorName } from './rule.ts'
import { shannonEntropy } from './shannon.ts'
import { looksRandom, shapeOf } from './values.ts'

export interface Validation {
  /** `proven`: its own checksum or structure holds. */
  readonly verdict: 'proven' | 'plausible' | 'guessable' | 'dismissed'
  readonly because: string
}

const proven = (because: string): Validation => ({ verdict: 'proven', because })
const plausible = (because: string): Validation => ({ verdict: 'plausible', because })
const dismissed = (because: string): Validation => ({ verdict: 'dismissed', because })

/** What the shape of a match says about it beyond its regular expression. `match` is all that matched. */
export function validate(name: ValidatorName, secret: string, match: string): Validation {
  switch (name) {
    case 'github-checksum':
      return hasBase62Checksum(secret)
        ? proven('its checksum is right')
        : plausible('the shape of such a token, with a checksum that is not right')
    case 'jwt':
      return validateJwt(secret)
    case 'basic-auth':
    case 'docker-auth':
      return validateEncodedPair(secret)
    case 'credential-pair':
      return validatePassword(secret.slice(secret.indexOf(':') + 1))
    case 'private-key':
      return validatePrivateKey(secret)
    case 'aws-access-key':
      return /EXAMPLE|([A-Z2-7])\1{5}|ABCDEF|1234567/.test(secret)
        ? dismissed('an example of the documentation')
        : plausible('the shape of such a key')
    case 'connection-string':
      return validateConnection(secret, match)
    case 'sql-password':
      return validatePassword(secret)
    case 'default-account':
      return validateAccount(secret)
    case 'argument':
      return validateWritten(secret, 'argument')
    case 'written':
      return validateWritten(secret, 'prose')
    case 'device':
      return validateWritten(secret, 'device')
    case 'random':
      return looksRandom(secret) ? plausible('characters of a generator') : dismissed('not random')
    case 'encoded-private-key':
      return validateEncodedKey(secret)
    case 'kubernetes-data':
      return validateEncodedValue(secret)
  }
}

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const CHECKSUM_CHARACTERS = 6

/** GitHub and npm end their tokens with the CRC-32 of the rest, in base 62. */
function hasBase62Checksum(token: string): boolean {
  const body = token.slice(token.indexOf('_') + 1)
  let rest = crc32(body.slice(0, -CHECKSUM_CHARACTERS))
  let digits = ''
  for (; rest > 0; rest = Math.floor(rest / 62)) digits = (BASE62[rest % 62] ?? '') + digits
  return digits.padStart(CHECKSUM_CHARACTERS, '0') === body.slice(-CHECKSUM_CHARACTERS)
}

function validateJwt(token: string): Validation {
  const [head, body] = token.split('.')
  const header = decodeJson(head ?? '')
  const claims = decodeJson(body ?? '')
  if (header === null || typeof header.alg !== 'string') return dismissed('its header is not that of a token')
  if (claims === null) return dismissed('its claims cannot be read')
  if (claims.sub === '1234567890' || /John Doe/.test(String(claims.name ?? ''))) return dismissed('the example token of the documentation')
  return proven('header and claims of a signed token')
}

function decodeJson(part: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}

function validateEncodedPair(encoded: string): Validation {
  const decoded = Buffer.from(encoded, 'base64').toString('latin1')
  const colon = decoded.indexOf(':')
  if (!/^[\x20-\x7e]+$/.test(decoded) || colon < 0) return dismissed('does not decode to a user and a password')
  return validatePassword(decoded.slice(colon + 1) || decoded.slice(0, colon))
}

function validatePassword(password: string): Validation {
  const { shape, because } = shapeOf(password)
  if (shape === 'guessable') return { verdict: 'guessable', because }
  if (shape === 'random' || shape === 'mixed') return plausible(because)
  if (shape === 'words' && password.length >= 6) return plausible(because)
  return dismissed(because)
}

/** Words that stand beside `admin` as another role rather than as its password. */
const ROLE =
  /^(?:user|guest|root|manager|operator|editor|viewer|member|owner|staff|moderator|superuser|superadmin|super|system|service|demo|test|public|default|login|local|api|app|web|site|server|database|token|auth|session|development|production|staging)$/i

/** The last literal of the pair is the password: the name once more, or what everybody tries first. */
function validateAccount(pair: string): Validation {
  const user = /^\w+/.exec(pair)?.[0] ?? ''
  const password = /["'`]([^"'`]*)$/.exec(pair)?.[1] ?? ''
  const isKnown = /\d|pass|secret|change|welcome|letmein|qwerty/i.test(password) && shapeOf(password).shape === 'guessable'
  const isWord = /^pass(?:word|wd)?$/i.test(password)
  if (
    ROLE.test(password) ||
    (isWord && !/^(?:admin|administrator|root|superuser|superadmin)/i.test(user)) ||
    !(password === user || isKnown)
  )
    return dismissed('no password of the lists')
  return { verdict: 'guessable', because: 'among the first values that anybody would try' }
}

const WORD_FOR_PASSWORD =
  /^(?:pass(?:w(?:or)?d)?|pw|pwd|secret|user|username|token|key|credentials?|p|port|\d{1,5}|x+|\*+|.*(?:password|passwd|secret|token)>?|\[.*|\$.*|%.*)$/i

function validateConnection(password: string, match: string): Validation {
  let decoded = password
  try {
    decoded = decodeURIComponent(password)
  } catch {
    // A password with a bare % stays as it is written.
  }
  if (/^(?:https?|ftp|git|ssh|wss?):\/\/(?:user(?:name)?|foo|me|a|u|joe|bob|alice|name|login|x):/i.test(match) && !looksRandom(decoded))
    return dismissed('an example address')
  if (/@$/.test(match) && WORD_FOR_PASSWORD.test(decoded) && !/\d{2}/.test(decoded)) {
    return /^(?:pass(?:word)?|secret)$/i.test(decoded) && /^(?:postgres(?:ql)?|mysql|mongodb|redis|amqp)/i.test(match)
      ? { verdict: 'guessable', because: 'among the first values that anybody would try' }
      : dismissed('a word for a password')
  }
  const validation = validatePassword(decoded)
  if (validation.verdict === 'guessable' && /^[a-z]/i.test(match) && match.includes('://') && !SERVERS.test(match))
    return dismissed('an example address')
  return validation
}

/** Schemes behind which a server asks for a password. */
const SERVERS =
  /^(?:postgres(?:ql)?|mysql2?|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|oracle|clickhouse|cockroachdb|ldaps?|smtps?|kafka|nats|elasticsearch|couchdb|cassandra|db2)(?:\+[\w+]+)?:/i

/** A literal whose place says little: it has to look like a password by itself. */
function validateWritten(value: string, place: 'argument' | 'prose' | 'device'): Validation {
  const { shape, because } = shapeOf(value)
  if (shape === 'random' || (place === 'device' && /^\$[1589]\$/.test(value))) return plausible(because)
  if (shape !== 'mixed' && shape !== 'words') return dismissed(because)
  const isPlain = /^[\w!@#$%^&*+=?~.-]+$/.test(value) && value.length <= 40 && /[A-Za-z]/.test(value)
  const isOfVersion = /^v?\d+(?:[.-]\d+)+|^[a-z]+(?:-[a-z]+)*-?v?\d$/i.test(value)
  const digits = (value.match(/\d/g) ?? []).length
  const isMixed = digits >= 2 || (digits === 1 && /[A-Z]/.test(value) && /[^A-Za-z\d]/.test(value)) || /[!@#$%^&*?]/.test(value)
  if (!isPlain || isOfVersion || !isMixed || digits === 0) return dismissed(because)
  return place === 'prose' && value.length < 8 ? dismissed('too short for a text') : plausible('letters mixed with digits or signs')
}

function validateEncodedKey(encoded: string): Validation {
  const text = Buffer.from(encoded, 'base64').toString('latin1')
  return /^-----BEGIN (?:[A-Z0-9]{2,12} ){0,2}PRIVATE KEY/.test(text)
    ? proven('a key with its header and body')
    : dismissed('no private key when decoded')
}

/** Names of accounts, addresses, certificates and settings stand beside the secrets of a Secret. */
function validateEncodedValue(encoded: string): Validation {
  if (encoded.length % 4 !== 0) return dismissed('not base64')
  const decoded = Buffer.from(encoded, 'base64')
  const text = decoded.toString('utf8').trim()
  if (text.includes('-----BEGIN') && !text.includes('PRIVATE KEY')) return dismissed('a certificate')
  if (text.includes('\ufffd')) return decoded.length >= 16 ? plausible('bytes of a generator') : dismissed('no text')
  const validation = validatePassword(text)
  return validation.verdict === 'plausible' && /^[a-z_.-]+$/i.test(text) ? dismissed('made of words') : validation
}

const MIN_KEY_CHARACTERS = 64

function validatePrivateKey(body: string): Validation {
  const bare = body
    .replaceAll(/(?:Proc-Type|DEK-Info|Version|Comment): ?[^\r\n\\]*/g, '')
    .replaceAll(/\\+[rnt]/g, ' ')
    .replaceAll(/["'`]\s{0,20}[+.]?\s{0,20}["'`]/g, ' ')
    .replaceAll(/[\s"'`,;#*|\\>]+/g, '')
  const base64 = /^[A-Za-z0-9+/=]*/.exec(bare)?.[0] ?? ''
  if (base64.length < MIN_KEY_CHARACTERS || bare.length - base64.length > base64.length / 4) return dismissed('no key follows the header')
  if (shannonEntropy(base64) < 4) return dismissed('its body is not a key')
  return proven('a key with its header and body')
}
