import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

/** A source of numbers in [0, 1): the same for the same seed. */
export type Random = () => number

/** Deterministic numbers from a text (mulberry32 over the first bytes of its SHA-256). */
export function seededRandom(seed: string): Random {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const LOWER = 'abcdefghijklmnopqrstuvwxyz'
const UPPER = LOWER.toUpperCase()
const DIGITS = '0123456789'
const ALNUM = LOWER + UPPER + DIGITS
const HEX = `${DIGITS}abcdef`
const WORDS =
  'amber basalt cobalt delta ember falcon garnet harbor indigo jasper kestrel lagoon maple nimbus orchid pepper quartz raven saffron tundra umber violet willow zephyr copper meadow thunder summer winter'.split(
    ' ',
  )
const SYLLABLES = 'ka lo mi ru ten vor zel qui bra dun fex gor hul jin pra sto tro wex yul nob'.split(' ')
const SERVICES = ['orders', 'billing', 'inventory', 'crm', 'shopdb', 'analytics', 'ledger', 'helpdesk', 'metrics', 'payroll']
const USERS = ['app_rw', 'svc_orders', 'jmiller', 'deploy', 'reporting', 'dbadmin', 'webapp', 'm.kovacs', 'backup_user', 'sa_app']
const HOSTS = [
  'db01.corp-internal.net',
  'api.northfield.io',
  'mail.brightwater.org',
  'pg-prod.eu.lan',
  'nexus.kelvin-systems.com',
  '10.20.4.17',
]

/** Fills the `<<name>>` places of a line. */
export function fill(line: string, random: Random): string {
  return line.replace(/<<(b64[a-z]+|b64|[a-z]+)(\d*)(?:_(\d+))?>>/g, (whole, kind: string, size: string, length: string) => {
    const make = MAKERS[kind + (length === undefined ? '' : size)] ?? MAKERS[kind]
    if (make === undefined) throw new Error(`No maker of values is called ${whole}`)
    return make(random, Number(length ?? size))
  })
}

type Maker = (random: Random, size: number) => string

const MAKERS: Readonly<Record<string, Maker>> = {
  pw: (random) => password(random, '!@#$%^&*-_.+?'),
  pww: (random) => (random() < 0.3 ? pick(random, WORDS) + pick(random, ['2017', '99', '123', '1984', '_7']) : password(random, '!@#-_.')),
  pwa: (random) => password(random, '_-.'),
  pwx: (random) => password(random, '!@#$*-_.'),
  pwc: (random) => password(random, '!@#$*-_.'),
  pwl: (random) => `${pick(random, SYLLABLES)}${pick(random, SYLLABLES)}${pick(random, SYLLABLES)}${pick(random, SYLLABLES)}`,
  svc: (random) => pick(random, SERVICES),
  user: (random) => pick(random, USERS),
  host: (random) => pick(random, HOSTS),
  digits: (random, size) => text(random, DIGITS, size),
  alnum: (random, size) => text(random, ALNUM, size),
  upper: (random, size) => text(random, UPPER + DIGITS, size),
  hex: (random, size) => text(random, HEX, size),
  hexu: (random, size) => text(random, HEX, size).toUpperCase(),
  b64: base64,
  b64url: (random, size) => text(random, `${ALNUM}-_`, size),
  dj: (random) => text(random, `${LOWER + DIGITS}!@#$%^&*(-_=+)`, 50),
  wp: (random) => text(random, `${ALNUM}!@#$%^&*()-_[]{}<>~+=,.;:/?|`, 64),
  uuid: (random) => [8, 4, 4, 4, 12].map((size) => text(random, HEX, size)).join('-'),
  colonhex: (random) => Array.from({ length: 16 }, () => text(random, HEX, 2)).join(':'),
  bcrypt: (random) => text(random, `${ALNUM}./`, 53),
  apr: (random) => `$apr1$${text(random, ALNUM, 8)}$${text(random, `${ALNUM}./`, 22)}`,
  mdcrypt: (random) => `$1$${text(random, ALNUM, 4)}$${text(random, `${ALNUM}./`, 22)}`,
  basic: (random) => encoded(`${pick(random, USERS)}:${password(random, '!-_')}`),
  b64pw: (random) => encoded(password(random, '!-_')),
  b64key: (random) => encoded(base64(random, 44)),
  b64pem: (random) => encoded(pem(random, 'RSA PRIVATE KEY').join('\n')),
  b64cert: (random) => encoded(pem(random, 'CERTIFICATE').join('\n')),
  pem: (random) => pem(random, pick(random, ['RSA PRIVATE KEY', 'PRIVATE KEY'])).join('\n'),
  ecpem: (random) => pem(random, pick(random, ['EC PRIVATE KEY', 'OPENSSH PRIVATE KEY', 'DSA PRIVATE KEY'])).join('\n'),
  pemline: (random) => `${pem(random, 'PRIVATE KEY').join('\\n')}\\n`,
  jwt: (random) =>
    `${encodedUrl('{"alg":"HS256","typ":"JWT"}')}.${encodedUrl(`{"sub":"${text(random, DIGITS, 6)}","name":"${pick(random, WORDS)}"}`)}.${text(random, `${ALNUM}-_`, 43)}`,
  azure: (random) => `${text(random, `${ALNUM}+/`, 86)}==`,
  awsid: (random) => `AK${'IA'}${text(random, `${UPPER}234567`, 16)}`,
  awssecret: (random) => text(random, `${ALNUM}/+`, 40),
  google: (random) => `AI${'za'}Sy${text(random, `${ALNUM}-_`, 33)}`,
  github: (random) => withChecksum(`gh${'p_'}`, text(random, ALNUM, 30)),
  npm: (random) => withChecksum(`np${'m_'}`, text(random, ALNUM, 30)),
  slack: (random) => `xo${'xb'}-${text(random, DIGITS, 12)}-${text(random, DIGITS, 12)}-${text(random, ALNUM, 24)}`,
  slackhook: (random) =>
    `https://hooks.${'slack'}.com/services/T${text(random, UPPER + DIGITS, 8)}/B${text(random, UPPER + DIGITS, 8)}/${text(random, ALNUM, 24)}`,
  stripe: (random) => `sk${'_li'}ve_${text(random, ALNUM, 24)}`,
  sendgrid: (random) => `S${'G.'}${text(random, `${ALNUM}-_`, 22)}.${text(random, `${ALNUM}-_`, 43)}`,
  discord: (random) =>
    `M${encoded(text(random, DIGITS, 18)).slice(1, 24)}.${text(random, `${ALNUM}-_`, 6)}.${text(random, `${ALNUM}-_`, 27)}`,
  telegram: (random) => `${text(random, DIGITS.slice(1), 9)}:A${'A'}${text(random, `${ALNUM}-_`, 33)}`,
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined) throw new Error('Nothing to pick from')
  return item
}

function text(random: Random, alphabet: string, size: number): string {
  return Array.from({ length: size }, () => pick(random, [...alphabet])).join('')
}

function capital(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1)
}

/** As people make them: random, two words, a word with figures and a sign, letters exchanged, a made-up word. */
function password(random: Random, signs: string): string {
  const style = random()
  if (style < 0.3) return `${text(random, ALNUM, 9)}${pick(random, [...signs])}${text(random, ALNUM, 3)}`
  if (style < 0.45) return text(random, ALNUM, 8 + Math.floor(random() * 9))
  if (style < 0.65) return `${capital(pick(random, WORDS))}${text(random, DIGITS, 2 + Math.floor(random() * 3))}${pick(random, [...signs])}`
  if (style < 0.75)
    return `${capital(pick(random, WORDS))}${pick(random, [...signs])}${capital(pick(random, WORDS))}${text(random, DIGITS, 1)}`
  if (style < 0.85) return `${pick(random, WORDS).replace('a', '4').replace('e', '3').replace('o', '0')}${text(random, DIGITS, 2)}`
  return `${pick(random, SYLLABLES)}${pick(random, SYLLABLES)}${pick(random, SYLLABLES)}${text(random, DIGITS, 3)}`
}

function base64(random: Random, size: number): string {
  const bytes = Buffer.from(
    Array.from({ length: Math.floor((size * 3) / 4) - (size % 12 === 4 || size === 88 ? 1 : 0) }, () => Math.floor(random() * 256)),
  )
  return bytes.toString('base64')
}

function encoded(plain: string): string {
  return Buffer.from(plain).toString('base64')
}

function encodedUrl(plain: string): string {
  return Buffer.from(plain).toString('base64url')
}

function pem(random: Random, title: string): string[] {
  const lines = Array.from({ length: 8 + Math.floor(random() * 8) }, () => text(random, `${ALNUM}+/`, 64))
  return [`-----BEGIN ${title}-----`, ...lines, `${text(random, ALNUM, 30)}==`, `-----END ${title}-----`]
}

/** Tokens that carry a base-62 CRC-32 of their first part in their last six characters. */
function withChecksum(prefix: string, body: string): string {
  let rest = crc32(body)
  let sum = ''
  for (let place = 0; place < 6; place++) {
    sum = (DIGITS + UPPER + LOWER)[rest % 62] + sum
    rest = Math.floor(rest / 62)
  }
  return prefix + body + sum
}
