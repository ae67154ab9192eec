import type { Denotation } from '../engine/denotation.ts'
import { nameTest } from '../remembered.ts'
import { comesFrom } from '../routes/comes-from.ts'
import { definitionBehind, nameOf, type SeenCall } from '../routes/reader.ts'
import {
  argumentAt,
  BENIGN_WORD,
  type CallFinder,
  codeText,
  constantOf,
  contextWords,
  optionOf,
  PASSWORD_WORD,
  type PatternContext,
  SECRET_WORD,
  wordsOf,
} from './context.ts'
import { givenValues } from './given-values.ts'
import { fedValues, KEY_OF_ENVIRONMENT, keysBehind } from './keys-behind.ts'

/** OWASP Password Storage Cheat Sheet: bcrypt 10, scrypt N 2^14 (with larger r), PBKDF2-SHA256 310,000 as the floor, SHA512 210,000. */
const MIN_BCRYPT_ROUNDS = 10
const MIN_SCRYPT_COST = 2 ** 14
const MIN_PBKDF2: Readonly<Record<string, number>> = { sha1: 720_000, sha256: 310_000, sha512: 210_000, sha384: 210_000 }
/** argon2id floor of the same sheet, in KiB. */
const MIN_ARGON2_KIB = 7_168

const FAST = /^(?:md4|md5|sha-?1|sha-?224|sha-?256|sha-?384|sha-?512|sha3[-_]\d+|ripemd\w*|blake2[bs]\d*)$/i
const BROKEN = /^(?:md2|md4|md5|sha-?1|ripemd-?128)$/i

/** Libraries of which anything is looked at here. */
const isLookedAt = nameTest(
  /^(?:hashlib|hmac|crypto|Crypto|cryptography|md5$|sha1$|blueimp-md5$|js-md5|js-sha1|bcrypt|@node-rs|argon2|django\.contrib\.auth|flask_bcrypt|passlib|pwdlib|werkzeug)/,
)

/** Hashes: broken ones where security depends on them, fast ones on passwords, slow ones with too little cost. */
export const hashing: CallFinder = (context, call) => {
  if (!isLookedAt(call.name)) return
  const algorithm = hashAlgorithm(context, call)
  if (algorithm !== null) fastHash(context, call, algorithm)
  slowHash(context, call)
  brokenMac(context, call)
}

const MACS = /^(?:crypto\.createHmac|hmac\.(?:new|digest|HMAC))$/

/** A keyed digest proves where something comes from. With SHA-1 it still holds; with the digests before it nobody vouches for it. */
function brokenMac(context: PatternContext, call: SeenCall): void {
  if (!MACS.test(call.name)) return
  const isPython = call.module.language === 'python'
  const given = isPython ? argumentAt(context, call, 2, call.name === 'hmac.digest' ? 'digest' : 'digestmod') : argumentAt(context, call, 0)
  if (given === null) return
  const names = givenValues(context.reader, given).map((one) => constantOf(one) ?? /^hashlib\.(\w+)$/.exec(nameOf(one))?.[1])
  const broken = names.find((name) => typeof name === 'string' && /^md[245]$/i.test(name))
  if (broken === undefined) context.examineCall('weak-hash', call)
  else
    context.emitCall(call, {
      kind: 'weak-hash',
      cwe: 328,
      message: `${String(broken).toLowerCase()} is used to sign`,
      details: { algorithm: String(broken).toLowerCase() },
      confidence: 'medium',
    })
}

function hashAlgorithm(context: PatternContext, call: SeenCall): string | null {
  const direct = /^(?:hashlib|crypto-js|CryptoJS)\.(md5|sha1|sha224|sha256|sha384|sha512|MD5|SHA1|SHA256|SHA512|ripemd160)$/.exec(call.name)
  if (direct?.[1] !== undefined) return direct[1].toLowerCase()
  const module = /^(?:Crypto|Cryptodome)\.Hash\.(MD2|MD4|MD5|SHA1?|SHA256|SHA512)\.new$/.exec(call.name)
  if (module?.[1] !== undefined) return module[1] === 'SHA' ? 'sha1' : module[1].toLowerCase()
  if (call.name === 'md5' || call.name === 'blueimp-md5' || call.name === 'js-md5.md5') return 'md5'
  if (call.name === 'sha1' || call.name === 'js-sha1') return 'sha1'
  if (call.name === 'crypto.createHash' || call.name === 'hashlib.new' || call.name === 'crypto.hash') {
    const name = constantOf(argumentAt(context, call, 0))
    return typeof name === 'string' && FAST.test(name) ? name.toLowerCase() : null
  }
  const primitive = /^cryptography\.hazmat\.primitives\.hashes\.(MD5|SHA1)$/.exec(call.name)
  return primitive?.[1] === undefined ? null : primitive[1].toLowerCase()
}

const HASH_WORD = / (?:hash|hashed|digest) /
const FRESH_RANDOM = /\b(?:urandom|token_bytes|token_hex|randomBytes|getrandbits|uuid4)\s*\(/

function fastHash(context: PatternContext, call: SeenCall, algorithm: string): void {
  if (constantOf(optionOf(context, call, 'usedforsecurity')) === false) return
  // Nothing is learned from a hash of fresh random bytes.
  if (FRESH_RANDOM.test(codeText(context, call))) {
    context.examineCall('weak-hash', call)
    return
  }
  const fed = fedValues(context, call)
    .map((slot) => keysBehind(call, slot))
    .join('')
  // Where it is plain which parameter is hashed, the others do not tell what it is.
  const all = call.function.parameters.map(({ name }) => wordsOf(name).trim())
  const hashed = all.filter((name) => name !== '' && ` ${fed} `.includes(` ${name} `))
  const words = `${contextWords(context, call)}${(hashed.length > 0 ? hashed : all).join(' ')} `
  const line = ` ${wordsOf(codeText(context, call))}${fed} `
  // What is hashed once more is a hash already: the mark of a password in a link that dies with it.
  const isOfHash = HASH_WORD.test(` ${fed} `)
  const isPassword =
    (PASSWORD_WORD.test(line) && !isOfHash) ||
    isPin(fed) ||
    (PASSWORD_WORD.test(words) && !isOfHash && !BENIGN_WORD.test(words) && !WHO_OR_WHERE.test(` ${fed} `))
  // A password is looked up by range in breach lists with its SHA-1: that is the protocol, not storage.
  const isBreachLookup = / (?:pwned|hibp|breach|prefix) /.test(words)
  if (
    isPassword &&
    !isBreachLookup &&
    !evensOut(context, call) &&
    !isHashedSlowly(context, call) &&
    !HTTP_DIGEST.test(line) &&
    !/ (?:hmac|pbkdf2|scrypt|bcrypt|argon2) /.test(line)
  ) {
    context.emitCall(call, {
      kind: 'weak-password-hash',
      cwe: 916,
      message: `${algorithm} hashes a password: it is made to be fast`,
      details: { algorithm },
      confidence: 'high',
    })
  }
  if (!isPassword && !isBreachLookup) helperOnPasswords(context, call, algorithm)
  if (!BROKEN.test(algorithm) || isBreachLookup) return
  const isBenign = BENIGN_WORD.test(words)
  const isSecret = (SECRET_WORD.test(words) || SETTING_KEY.test(fed) || hashesDrawnKey(context, call)) && !isBenign
  if (isPassword || isSecret || decides(context, call)) {
    context.emitCall(call, {
      kind: 'weak-hash',
      cwe: 328,
      message: `${algorithm} is used where security depends on the hash`,
      details: { algorithm },
      confidence: isPassword ? 'high' : 'medium',
    })
  } else if (isBenign || NAMES_CONTENT.test(words)) context.examineCall('weak-hash', call)
  else
    context.emitCall(call, {
      kind: 'weak-hash',
      cwe: 328,
      message: `${algorithm} is used, and nothing here says that no security depends on it`,
      details: { algorithm },
      confidence: 'low',
    })
}

/** `md5(user:realm:password)` is what both sides of HTTP's Digest compute (RFC 7616): how it is hashed is not theirs to choose. */
const HTTP_DIGEST = / realm .* (?:password|passwd|pwd|pass) /

/** `bcrypt.hashpw(b64encode(sha256(password).digest()), salt)`: made short enough for what is made to be slow, here or by all who ask for it. */
function isHashedSlowly({ reader }: PatternContext, call: SeenCall): boolean {
  const isFedOn = (at: SeenCall): boolean =>
    reader
      .callsIn(at.function)
      .some(({ name, method, call: other }) => isSlow(name, method) && other.args.some(({ value }) => comesFrom(at, value, at.call.dst)))
  if (isFedOn(call)) return true
  const isGiven = call.function.blocks.some(
    ({ terminator }) => terminator.op === 'return' && comesFrom(call, terminator.src, call.call.dst),
  )
  const callers = isGiven && call.function.index > 0 ? reader.callersOf(call.function) : []
  return callers.length > 0 && callers.every(isFedOn)
}

const isSlow = (name: string, method: string): boolean =>
  /^(?:hashpw|checkpw|pbkdf2(?:_hmac|Sync)?|scrypt(?:Sync)?|(?:generate|check)_password_hash)$/.test(method) ||
  /(?:^|[./])(?:bcrypt(?:js)?|argon2|passlib\.hash\.\w+)\.(?:\w+\(\)\.)?(?:hash|hashSync|verify|verifySync|compare|compareSync)$/.test(name)

/** Both sides of a comparison are hashed here, so that they are of one length: nothing of it is kept. */
function evensOut({ reader }: PatternContext, at: SeenCall): boolean {
  const calls = at.function.blocks.flatMap(({ instructions }) => instructions.flatMap((each) => (each.op === 'call' ? [each] : [])))
  const hashes = calls.filter((each) => HASHES.test(reader.seenCall(each)?.name ?? ''))
  return calls.some((each) => {
    if (!COMPARES.test(reader.seenCall(each)?.name ?? '')) return false
    const sides = each.args.map(({ value }) => hashes.filter(({ dst }) => comesFrom(at, value, dst)))
    return sides.length >= 2 && sides.every((side) => side.length > 0) && sides.some((side) => side.includes(at.call))
  })
}

const HASHES = /^(?:crypto\.createHash|hashlib\.\w+)$/

/** What is hashed to be found again, not to be believed. */
const NAMES_CONTENT =
  / (?:tag|picture|image|photo|media|blob|git|file|filename|content|asset|chunk|document|page|body|response|row|index|ring|slot|key|name|path|url|stable|unique) /

const COMPARES = /^(?:hmac\.compare_digest|secrets\.compare_digest|crypto\.timingSafeEqual)$/

/** Compared as secrets are, here or by who asks for it: what equals it is let through. */
function decides({ reader }: PatternContext, call: SeenCall): boolean {
  const isCompared = (at: SeenCall): boolean =>
    at.function.blocks.some(({ instructions }) =>
      instructions.some((instruction) => {
        if (instruction.op !== 'call' || !COMPARES.test(reader.seenCall(instruction)?.name ?? '')) return false
        return instruction.args.some(({ value }) => comesFrom(at, value, at.call.dst))
      }),
    )
  return isCompared(call) || (call.function.index > 0 && reader.callersOf(call.function).some(isCompared))
}

/** What is hashed says who somebody is or where something lies: `sha256(email)` in `check_password` is the key of a counter. */
const WHO_OR_WHERE = / (?:email|e mail|mail|username|user name|login name|ip|address|phone|url|path|file name|filename|agent|user agent) /

/** The number that somebody types in as a password; certificates are pinned too. */
const isPin = (words: string): boolean =>
  / (?:pin|pin code|pincode|passcode|pass code) /.test(` ${words} `) &&
  !/ (?:spki|cert|certificate|public key|tls|postal) /.test(` ${words} `)

const DRAWN = /^(?:secrets\.token_\w+|secrets\.choice|os\.urandom|crypto\.randomBytes|uuid\.uuid4)$/

/** `digest(key)` with a key that was just drawn: what is stored of it decides whom it lets in. */
function hashesDrawnKey({ reader }: PatternContext, { function: fn }: SeenCall): boolean {
  return (
    fn.index > 0 &&
    reader.callersOf(fn).some((caller) =>
      caller.call.args.some(({ value }) => {
        const behind = definitionBehind(caller, value)?.instruction
        const name = caller.function.names.get(value) ?? ''
        return behind?.op === 'call' && /key|token|secret|code/i.test(name) && DRAWN.test(reader.seenCall(behind)?.name ?? '')
      }),
    )
  )
}

/** What makes a fast hash of a password good again, or was never meant to store it. */
const MADE_SLOW = / (?:hmac|pbkdf2|scrypt|bcrypt|argon2|argon|pwned|hibp|breach|prefix|cache|redact|mask|fingerprint|etag) /

/** `sha256(salt + password)` where a helper of the tree makes the hash: shown where the password is given to it. */
function helperOnPasswords(context: PatternContext, call: SeenCall, algorithm: string): void {
  const { function: fn } = call
  const isGiven = fn.blocks.some(({ terminator }) => terminator.op === 'return' && comesFrom(call, terminator.src, call.call.dst))
  if (fn.index === 0 || !isGiven || fn.blocks.length > 4) return
  const parameters = fn.parameters.filter(({ slot }) => slot !== fn.selfSlot)
  const fed = fedValues(context, call)
  const hashed = parameters.map(({ slot }) => fed.some((value) => comesFrom(call, value, slot)))
  for (const caller of context.reader.callersOf(fn)) {
    const words = caller.call.args.map(({ value }, index) => (hashed[index] === true ? keysBehind(caller, value) : '')).join(' ')
    const line = contextWords(context, caller)
    if (HASH_WORD.test(` ${words} `) || !(PASSWORD_WORD.test(` ${words} `) || isPin(words)) || MADE_SLOW.test(line) || SENT_AWAY.test(line))
      continue
    const route = context.routes.find(({ handler }) => handler?.function === caller.function)?.fact
    context.emitCall(caller, {
      kind: 'weak-password-hash',
      cwe: 916,
      message: `${algorithm} hashes a password: it is made to be fast`,
      details: { algorithm, ...(route === undefined ? {} : { route: `${route.method} ${route.path}` }) },
      confidence: 'medium',
    })
  }
}

/** The hash of what another service asks for, and of what is only compared in constant time. */
const SENT_AWAY = / (?:timing safe equal|compare digest|basic auth|digest auth|authorization) /

/** A key of the environment that is hashed with the value: a signature, made by hand. */
const SETTING_KEY = new RegExp(` ${KEY_OF_ENVIRONMENT} `)

const BCRYPT = /^(?:bcrypt|bcryptjs|@node-rs\/bcrypt|bcrypt-nodejs)\.(?:hash|hashSync|genSalt|genSaltSync|gensalt)$/
const GOOD_HASHERS =
  /^(?:argon2\.(?:hash|PasswordHasher|PasswordHasher\(\)\.hash)|@node-rs\/argon2\.(?:hash|hashSync)|django\.contrib\.auth\.hashers\.make_password|flask_bcrypt\.\w+\(\)\.generate_password_hash|passlib\.hash\.(?:argon2|bcrypt|bcrypt_sha256|scrypt|pbkdf2_sha256|pbkdf2_sha512)\.(?:hash|encrypt)|pwdlib\.PasswordHash\.recommended)$/

function slowHash(context: PatternContext, call: SeenCall): void {
  if (BCRYPT.test(call.name)) bcrypt(context, call)
  else if (/^(?:hashlib\.pbkdf2_hmac|crypto\.pbkdf2(?:Sync)?)$/.test(call.name)) pbkdf2(context, call)
  else if (/^(?:hashlib\.scrypt|crypto\.scrypt(?:Sync)?)$/.test(call.name)) scrypt(context, call)
  else if (/^werkzeug\.security\.generate_password_hash$/.test(call.name)) werkzeug(context, call)
  else if (
    /^passlib\.(?:hash|apps)\./.test(call.name) &&
    /\.(?:md5_crypt|des_crypt|plaintext|sha1_crypt|ldap_\w+|hex_\w+|nthash|lmhash|mysql323|oracle10|unix_disabled|apr_md5_crypt)\.(?:hash|encrypt)$/.test(
      call.name,
    )
  )
    weak(context, call, call.name.split('.').at(-2) ?? 'passlib', {})
  else if (call.name === 'passlib.context.CryptContext') cryptContext(context, call)
  else if (GOOD_HASHERS.test(call.name)) argon2(context, call)
}

function weak(context: PatternContext, call: SeenCall, algorithm: string, details: Record<string, number | string>): void {
  const cost = Object.entries(details)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
  context.emitCall(call, {
    kind: 'weak-password-hash',
    cwe: 916,
    message: `${algorithm} with ${cost || 'a fast scheme'} hashes passwords`,
    details: { algorithm, ...details },
    confidence: 'high',
  })
}

function bcrypt(context: PatternContext, call: SeenCall): void {
  const isSalt = /salt/i.test(call.method)
  const rounds = constantOf(isSalt ? argumentAt(context, call, 0, 'rounds') : argumentAt(context, call, 1))
  if (typeof rounds === 'number' && rounds < MIN_BCRYPT_ROUNDS) weak(context, call, 'bcrypt', { rounds })
  else context.examineCall('password-hash', call)
}

function pbkdf2(context: PatternContext, call: SeenCall): void {
  const isPython = call.name.startsWith('hashlib')
  const iterations = constantOf(isPython ? argumentAt(context, call, 3, 'iterations') : argumentAt(context, call, 2))
  const digest = constantOf(isPython ? argumentAt(context, call, 0, 'hash_name') : argumentAt(context, call, 4))
  const least =
    MIN_PBKDF2[
      String(digest ?? 'sha256')
        .replace('-', '')
        .toLowerCase()
    ] ?? 310_000
  if (typeof iterations !== 'number') context.examineCall('password-hash', call)
  else if (iterations < least && (PASSWORD_WORD.test(contextWords(context, call)) || / (?:hash|salt) /.test(contextWords(context, call))))
    weak(context, call, 'pbkdf2', { iterations })
  else context.examineCall('password-hash', call)
}

function scrypt(context: PatternContext, call: SeenCall): void {
  const cost = constantOf(optionOf(context, call, 'n', 'N', 'cost'))
  // A key that a generator made is not guessed, however fast the guesses are.
  const text = context.reader.textOf(call.module.file).slice(call.call.start, call.call.end)
  if (/api_?key|access_?key|token/i.test(text) && !/passw/i.test(text)) return
  if (typeof cost === 'number' && cost < MIN_SCRYPT_COST) weak(context, call, 'scrypt', { cost })
  else context.examineCall('password-hash', call)
}

function argon2(context: PatternContext, call: SeenCall): void {
  const memory = constantOf(optionOf(context, call, 'memory_cost', 'memoryCost'))
  if (typeof memory === 'number' && memory < MIN_ARGON2_KIB) weak(context, call, 'argon2', { memoryKiB: memory })
  else context.examineCall('password-hash', call)
}

function werkzeug(context: PatternContext, call: SeenCall): void {
  const method = constantOf(argumentAt(context, call, 1, 'method'))
  if (typeof method !== 'string') {
    context.examineCall('password-hash', call)
    return
  }
  const [name = '', digest = 'sha256', rounds] = method.split(':')
  if (name === 'scrypt') context.examineCall('password-hash', call)
  else if (name !== 'pbkdf2') weak(context, call, name, {})
  else if (rounds !== undefined && Number(rounds) < (MIN_PBKDF2[digest] ?? 310_000))
    weak(context, call, 'pbkdf2', { iterations: Number(rounds) })
  else context.examineCall('password-hash', call)
}

function cryptContext(context: PatternContext, call: SeenCall): void {
  const schemes: Denotation | null = argumentAt(context, call, 0, 'schemes')
  const first = schemes?.kind === 'list' ? constantOf(schemes.items[0]) : undefined
  if (typeof first === 'string' && /^(?:md5|des|sha1|plaintext|ldap|hex|nthash)/.test(first)) weak(context, call, first, {})
  else context.examineCall('password-hash', call)
}
