import type { SecretKind } from '../../model/facts/secrets.ts'
import { wordsOf } from './word-likeness.ts'

export interface SecretName {
  readonly kind: Extract<SecretKind, 'password' | 'token' | 'secret-key'>
  /** A name that stands for nothing but a live secret: `JWT_SECRET`, `DB_PASSWORD`. */
  readonly isStrong: boolean
  /** Some key, perhaps of a lock and perhaps of a map: only a random value makes it a secret. */
  readonly isVague: boolean
}

/** Words after the noun that do not change what it is: `password_prod`, `secret1`, `tokenValue`. */
const NEUTRAL_TAIL = new Set(
  `value string str text plain plaintext prod production dev development stage staging live local default old new current base64 b64 hex raw encoded
  utf8 main primary secondary master admin user root test testing qa uat ci env global internal external app api web db v1 v2 a b x y literal const
  constant override fallback`.split(/\s+/),
)
/** Words after or before the noun that make it something else: a label, a lifetime, a switch. */
const OTHER_TAIL = /^\d+$/
const NOT_BEFORE = new Set(
  `public csrf xsrf next page continuation cursor cancel cancellation syntax lexer parser forgot reset change changed invalid wrong incorrect bad
  missing no show hide toggle has is use uses require requires required need needs validate valid check verify verified hash hashed encrypted
  confirm confirmation repeat retype expired expires primary foreign partition sort cache lookup shortcut hot delete remove clear get fetch find
  generate create make parse read load request requested can should will with without unknown unexpected only min max total num count mask masked
  weak disabled enable enabled allow ask prompt input enter send update revoke list fake mock dummy placeholder design symbol index idempotency
  object map row column field group i18n translation locale msg message lang react vue style theme css license dedupe dedup public known
  special end start begin stop eos bos pad unk mask sep cls sync resume inject injection provider injector di string word whitespace comment`.split(
    /\s+/,
  ),
)

const PASSWORDS = new Set([
  'password',
  'passwd',
  'passwort',
  'pwd',
  'passphrase',
  'passcode',
  'passwrd',
  'pass',
  'pw',
  'contrasena',
  'bindpw',
  'storepass',
  'keypass',
  'psk',
  'userpassword',
  'dbpassword',
  'dbpass',
  'mypassword',
  'rootpassword',
  'adminpassword',
  'userpass',
  'pswd',
])
const SECRETS = new Set([
  'secret',
  'secretkey',
  'clientsecret',
  'appsecret',
  'jwtsecret',
  'sessionsecret',
  'secrets',
  'credential',
  'credentials',
  'creds',
  'requirepass',
  'masterauth',
  'sharedsecret',
  'apisecret',
  'consumersecret',
  'encryptionkey',
  'signingkey',
])
const TOKENS = new Set([
  'token',
  'apitoken',
  'authtoken',
  'accesstoken',
  'refreshtoken',
  'bearer',
  'bearertoken',
  'pat',
  'jwt',
  'authorization',
  'usertoken',
  'bottoken',
  'webhooktoken',
])
const KEYS = new Set([
  'apikey',
  'accesskey',
  'privatekey',
  'authkey',
  'secretaccesskey',
  'accountkey',
  'storagekey',
  'sharedkey',
  'sharedaccesskey',
  'masterkey',
  'encryptkey',
  'signkey',
  'hmackey',
  'aeskey',
  'fernetkey',
  'apikeys',
  'appkey',
])
/** Words before `key` that make it a secret. */
const KEY_OF = new Set(
  `api access secret private auth encryption encrypt decryption decrypt signing sign signature hmac aes des rsa ecdsa ed fernet jwt jws jwe master
  account shared storage session cookie crypto cipher sendgrid stripe mailgun mailchimp twilio openai anthropic datadog newrelic algolia maps aws azure
  gcp google firebase fcm segment amplitude pusher rapidapi cloudinary paypal service webhook admin application app wrapping data ingestion
  instrumentation subscription functions rest integration deploy license consumer`.split(/\s+/),
)
const STRONG =
  /(?:^|[\s_.-])(?:(?:jwt|session|cookie|app|django|flask|client|api|signing|token|auth|webhook|encryption|refresh|access)(?:[\s_.-]?token)?[\s_.-]?secret(?:[\s_.-]?key)?|(?:secret|encryption|signing|private|master|jwt|hmac|aes|session|cookie)[\s_.-]?key(?:[\s_.-]?base)?|secret[\s_.-]?or[\s_.-]?(?:private[\s_.-]?)?key|(?:db|database|mysql|postgres|postgresql|pg|redis|mongo|mongodb|rabbitmq|smtp|mail|email|ldap|admin|root|superuser|ftp|ssh|sudo|mssql|sa|oracle|keystore|truststore|es|elastic|kafka|broker)[\s_.-]?(?:root[\s_.-]?|user[\s_.-]?|admin[\s_.-]?)?(?:password|passwd|pass|pwd)|aws[\s_.-]?secret[\s_.-]?access[\s_.-]?key|requirepass|masterauth)$/i

/** What a name promises: a kind of secret, or null when it names something else (`public_key`, `keyword`, `token_type`, `passwordField`). */
export function secretNameOf(name: string): SecretName | null {
  const words = wordsOf(name.replace(/^.*(?:process\.env|environ|import\.meta\.env)\./, ''))
  while (words.length > 1 && (OTHER_TAIL.test(words.at(-1) ?? '') || NEUTRAL_TAIL.has(words.at(-1) ?? '')) && hasNoun(words.slice(0, -1)))
    words.pop()
  if (/^(?:-+)?(?:is|has)[A-Z_]/.test(name)) return null
  const isVague = kindOf(words) === null && words.length > 1 && words.at(-1) === 'key'
  const kind = isVague ? 'secret-key' : kindOf(words)
  if (kind === null) return null
  const before = words.slice(0, -1)
  if (isVague && (before.at(-1) === 'gpg' || before.at(-1) === 'pgp')) return null
  if (before.at(-1) === 'ssh' && kind !== 'password') return null
  if (before.some((word, index) => NOT_BEFORE.has(word) && !(index < before.length - 1 && STRONG_PREFIX.has(word)))) return null
  return { kind, isStrong: !isVague && (STRONG.test(words.join(' ')) || STRONG.test(name)), isVague }
}

/** Words before `salt` that make it part of a credential. */
const SALTED = new Set('password passwd pass secret token auth hash security session cookie jwt user nonce app api key signing'.split(' '))

/** Words that spoil a name only beside the noun: `min_password` but not `cache_db_password`. */
const STRONG_PREFIX = new Set(
  'cache public primary object map group style admin start end main data page string user message request index lookup test sync shortcut theme license'.split(
    ' ',
  ),
)

function hasNoun(words: readonly string[]): boolean {
  return kindOf(words) !== null
}

function kindOf(words: readonly string[]): SecretName['kind'] | null {
  const last = words.at(-1) ?? ''
  const before = words.at(-2) ?? ''
  if (PASSWORDS.has(last)) return 'password'
  if (SECRETS.has(last)) return 'secret-key'
  if (TOKENS.has(last)) return 'token'
  if (KEYS.has(last)) return 'secret-key'
  if (last === 'key' && KEY_OF.has(before)) return 'secret-key'
  if (
    last === 'key' &&
    /^secretor(?:private|public)?key$/.test(
      words
        .slice(-4)
        .join('')
        .replace(/^.*(?=secretor)/, ''),
    )
  )
    return 'secret-key'
  if ((last === 'salt' || last === 'iv') && words.length > 1 && SALTED.has(before)) return 'secret-key'
  if (last === 'phrase' && before === 'pass') return 'password'
  if (last === 'word' && before === 'pass') return 'password'
  if (last === 'base' && words.slice(-3).join('') === 'secretkeybase') return 'secret-key'
  return /(?:password|passwd|secretkey|apikey|secret)$/.test(last) && last.length <= 24
    ? /passw/.test(last)
      ? 'password'
      : 'secret-key'
    : null
}
