import { createHmac, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { ProbeName } from '../../../model/facts/service.ts'
import type { Probing } from '../probing.ts'
import { isRefusal, isSuccess, normalised, obstacleOf, type Reply } from '../reply.ts'
import { claimsOf, type Session, tokenHeaderOf } from '../session.ts'
import { exchangesOf, trialOn } from '../trial-parts.ts'
import { COMMON_SECRETS } from './common-secrets.ts'
import { probeReadableCookies } from './readable-cookies.ts'
import { probeKeyAddress } from './token-key-address.ts'
import { type ToldSecret, toldSecrets } from './told-secrets.ts'

const HMAC: Readonly<Record<string, string>> = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }

/** Changes a valid token in every way that must make it invalid, and asks with each. */
export async function probeTokens(probing: Probing): Promise<void> {
  const session = probing.identities.userA
  const { check } = probing.identities
  const probes: readonly ProbeName[] = ['tokenMutation', 'tokenAlgorithm', 'tokenLifetime', 'tokenUse', 'secretStrength']
  if (session === null || check === null) {
    for (const probe of probes)
      probing.notTried(probe, 'tokens', 'no-identity', 'no identity could be made whose token tells it from a stranger')
    return
  }
  await probeReadableCookies(probing)
  const token = session.token
  const claims = token === null ? null : claimsOf(token)
  if (token === null || claims === null) {
    if (token !== null) await garbled(probing, session, token)
    const isSeen = probing.factOf('tokenMutation').trials.length > 0
    for (const probe of probes.filter((name) => name !== 'tokenUse' && !(name === 'tokenMutation' && (isSeen || token !== null))))
      probing.notTried(probe, 'tokens', 'no-data', `the service uses ${token === null ? 'cookies' : 'opaque tokens'}, not JSON web tokens`)
  } else {
    const secret = crack(token, await toldSecrets(probing))
    await mutations(probing, session, token, claims)
    await probeKeyAddress(probing, session, claims)
    await algorithms(probing, session, token, claims)
    await secretTrial(probing, session, token, secret)
    const key = secret?.value ?? knownKeyOf(probing, token)
    await lifetime(probing, session, token, claims, key)
    await foreign(probing, session, token, claims, key)
  }
  await refreshAsAccess(probing, session)
}

/** A file of each Linux whose text everybody knows: an empty one is refused as a key by some libraries. */
const SYSTEM_FILE = '/proc/sys/kernel/ostype'
/** Out of a folder of keys, however deep it lies. */
const UP = '../'.repeat(12)
const SYSTEM_FILE_TEXT = 'Linux\n'

async function mutations(probing: Probing, session: Session, token: string, claims: Readonly<Record<string, unknown>>): Promise<void> {
  const [head = '', body = '', signature = ''] = token.split('.')
  const other = probing.identities.userB
  const otherClaims = other?.token == null ? null : claimsOf(other.token)
  const raised = { ...claims, role: 'admin', is_admin: true, isAdmin: true, admin: true }
  const header = tokenHeaderOf(token) ?? {}
  const emptyKeyed = encode({ ...header, alg: 'HS256', kid: `${UP}dev/null` })
  const fileKeyed = encode({ ...header, alg: 'HS256', kid: `${UP}${SYSTEM_FILE.slice(1)}` })
  const sqlKeyed = encode({ ...header, alg: 'HS256', kid: "x' UNION SELECT 'assaykey' -- " })
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const embedded = `${encode({ alg: 'RS256', typ: 'JWT', jwk: publicKey.export({ format: 'jwk' }) })}.${body}`
  const hs = (input: string, key: string): string => `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`
  const cases: readonly (readonly [string, string])[] = [
    ['signature-random', `${head}.${body}.${randomBytes(Math.max(16, Buffer.from(signature, 'base64url').length)).toString('base64url')}`],
    ['signature-altered', `${head}.${body}.${flip(signature)}`],
    ['signature-empty', `${head}.${body}.`],
    ['signature-missing', `${head}.${body}`],
    ['payload-role', `${head}.${encode(raised)}.${signature}`],
    ['payload-subject', `${head}.${encode(otherClaims === null ? { ...claims, sub: '1' } : { ...otherClaims })}.${signature}`],
    ['key-empty', hs(`${encode({ ...header, alg: 'HS256' })}.${body}`, '')],
    ['kid-path', hs(`${emptyKeyed}.${body}`, '')],
    ['kid-system-file', hs(`${fileKeyed}.${body}`, SYSTEM_FILE_TEXT)],
    ['kid-system-file-trimmed', hs(`${fileKeyed}.${body}`, SYSTEM_FILE_TEXT.trim())],
    ['kid-sql', hs(`${sqlKeyed}.${body}`, 'assaykey')],
    ['key-embedded', `${embedded}.${sign('sha256', Buffer.from(embedded), privateKey).toString('base64url')}`],
    ['garbage', 'not-a-token'],
  ]
  for (const [name, forged] of cases) await present(probing, 'tokenMutation', name, session, forged)
}

async function algorithms(probing: Probing, session: Session, token: string, claims: Readonly<Record<string, unknown>>): Promise<void> {
  const header = tokenHeaderOf(token) ?? {}
  const body = token.split('.')[1] ?? ''
  for (const algorithm of ['none', 'None', 'NONE', 'nOnE']) {
    await present(probing, 'tokenAlgorithm', `alg-${algorithm}`, session, `${encode({ ...header, alg: algorithm })}.${body}.`)
  }
  await present(probing, 'tokenAlgorithm', 'alg-missing', session, `${encode({ typ: 'JWT' })}.${encode(claims)}.`)
  if (!/^(?:RS|PS|ES|Ed)/.test(String(header.alg))) return
  for (const key of await publicKeys(probing)) {
    const input = `${encode({ ...header, alg: 'HS256' })}.${body}`
    await present(
      probing,
      'tokenAlgorithm',
      'alg-confusion',
      session,
      `${input}.${createHmac('sha256', key).update(input).digest('base64url')}`,
    )
  }
}

async function publicKeys(probing: Probing): Promise<readonly string[]> {
  for (const path of ['/.well-known/jwks.json', '/jwks.json', '/jwks', '/auth/jwks', '/oauth2/jwks']) {
    const reply = await probing.client.send({ method: 'GET', path, mayFail: true })
    if (!isSuccess(reply)) continue
    try {
      const keys = (JSON.parse(reply.body) as { keys?: Record<string, string>[] }).keys ?? []
      return keys.slice(0, 2).flatMap((key) => {
        const pem = createPublicKey({ key, format: 'jwk' }).export({ type: 'spki', format: 'pem' }).toString()
        return [pem, pem.trimEnd()]
      })
    } catch {
      // Not a key set.
    }
  }
  return []
}

/** Asks with a forged token; the good one asks before and a random signature stands for the benign twin. */
async function present(
  probing: Probing,
  probe: ProbeName,
  name: string,
  session: Session,
  forged: string,
  details: Readonly<Record<string, string | number | boolean>> = {},
): Promise<boolean> {
  const { check } = probing.identities
  if (check === null) return false
  probing.client.masking.add(forged, `$FORGED_TOKEN`)
  const good = await probing.send(session, check.request)
  const ask = (value: string, identity: string): Promise<Reply> =>
    probing.client.send({ ...check.request, headers: probing.identities.carry(value), identity })
  const first = await ask(forged, 'forged')
  const isAccepted = isSuccess(first) && isSuccess(good)
  const second = isAccepted ? await ask(forged, 'forged') : null
  const control = isAccepted ? await ask('not-a-token', 'garbage') : null
  const isConfirmed = isAccepted && second !== null && isSuccess(second) && control !== null && !isSuccess(control)
  const isSameAnswer = normalised(first.body) === normalised(good.body)
  const obstacle = obstacleOf(first)
  probing.trial(
    probe,
    trialOn(check.operation, {
      name,
      saw: isConfirmed
        ? 'effect'
        : isRefusal(first) || first.status === 400 || first.status === 422
          ? 'no-effect'
          : isAccepted
            ? 'unclear'
            : obstacle !== ''
              ? 'blocked'
              : 'unclear',
      effect: isConfirmed
        ? `answered a token of the kind ${name} with ${first.status}${isSameAnswer ? ', the same as to the real one' : ''}`
        : `answered a token of the kind ${name} with ${first.status}`,
      identity: 'forged',
      baseline: good.exchange,
      control: control?.exchange ?? null,
      attempts: exchangesOf(first, second),
      reproduced: { count: [first, second].filter((reply) => reply !== null && isSuccess(reply)).length, of: second === null ? 1 : 2 },
      details,
    }),
  )
  return isConfirmed
}

async function garbled(probing: Probing, session: Session, token: string): Promise<void> {
  await present(probing, 'tokenMutation', 'garbage', session, 'not-a-token')
  await present(probing, 'tokenMutation', 'token-altered', session, flip(token))
  await present(probing, 'tokenMutation', 'token-cut', session, token.slice(0, -2))
}

/** The secret of an HMAC-signed token, when it is a common one or was told somewhere; no traffic. */
function crack(token: string, told: readonly ToldSecret[]): FoundSecret | null {
  const [head = '', body = '', signature = ''] = token.split('.')
  const hash = HMAC[String(tokenHeaderOf(token)?.alg)]
  if (hash === undefined) return null
  const signs = (secret: string): boolean => createHmac(hash, secret).update(`${head}.${body}`).digest('base64url') === signature
  const common = COMMON_SECRETS.find(signs)
  if (common !== undefined) return { value: common, in: 'common' }
  return told.find(({ value }) => signs(value)) ?? null
}

type FoundSecret = ToldSecret | { readonly value: string; readonly in: 'common' }

/** NIST SP 800-107, 5.3.4: a key shorter than the hash gives less than its strength. */
const LEAST_BYTES = 32

/** Whether the secret itself is at fault: a long one that an answer or the log tells was told by those. */
function isAtFault(secret: FoundSecret): boolean {
  return secret.in === 'common' || secret.in === 'source' || Buffer.byteLength(secret.value) < LEAST_BYTES
}

async function secretTrial(probing: Probing, session: Session, token: string, secret: FoundSecret | null): Promise<void> {
  const { check } = probing.identities
  const algorithm = String(tokenHeaderOf(token)?.alg)
  if (HMAC[algorithm] === undefined) {
    probing.notTried('secretStrength', 'signing secret', 'no-data', `tokens are signed with ${algorithm}, which has no shared secret`)
    return
  }
  if (secret === null || !isAtFault(secret)) {
    const reply = check === null ? null : await probing.send(session, check.request)
    probing.trial(
      'secretStrength',
      trialOn(null, {
        name: 'dictionary',
        saw: 'no-effect',
        effect: `none of ${COMMON_SECRETS.length} common secrets signs the token`,
        identity: session.name,
        attempts: exchangesOf(reply),
        details: { words: COMMON_SECRETS.length, algorithm },
      }),
    )
    return
  }
  const claims = claimsOf(token) ?? {}
  const resigned = signed(token, { ...claims, assay: 'resigned' }, secret.value)
  probing.client.masking.add(secret.value, '$SIGNING_SECRET')
  await present(probing, 'secretStrength', 'dictionary', session, resigned, {
    words: COMMON_SECRETS.length,
    algorithm,
    secretLength: secret.value.length,
    secretMasked: '***',
    toldIn: secret.in,
  })
}

async function lifetime(
  probing: Probing,
  session: Session,
  token: string,
  claims: Readonly<Record<string, unknown>>,
  secret: string | null,
): Promise<void> {
  const now = Math.floor(Date.now() / 1000)
  if (secret !== null) {
    const { exp: _exp, ...endless } = claims
    await present(probing, 'tokenLifetime', 'expired', session, signed(token, { ...claims, iat: now - 7200, exp: now - 3600 }, secret))
    await present(probing, 'tokenLifetime', 'without-exp', session, signed(token, endless, secret))
    await present(
      probing,
      'tokenLifetime',
      'not-yet-valid',
      session,
      signed(token, { ...claims, nbf: now + 3600, exp: now + 7200 }, secret),
    )
    return
  }
  const expires = Number(claims.exp)
  const waitMs = expires * 1000 - Date.now() + 1500
  const { check } = probing.identities
  if (check !== null && Number.isFinite(waitMs) && waitMs > 0 && waitMs < 8000) {
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    const late = await probing.client.send({ ...check.request, headers: probing.identities.carry(token), identity: 'expired' })
    await session.renew()
    probing.trial(
      'tokenLifetime',
      trialOn(check.operation, {
        name: 'expired',
        saw: isSuccess(late) ? 'effect' : isRefusal(late) ? 'no-effect' : 'unclear',
        effect: `after its end the token got ${late.status}`,
        identity: 'expired',
        attempts: exchangesOf(late),
        reproduced: { count: 1, of: 1 },
      }),
    )
    return
  }
  probing.notTried(
    'tokenLifetime',
    'expired token',
    'no-data',
    'no expired token could be made: the signing secret is unknown and the lifetime is too long to wait out',
  )
}

/** A key that the run was given with the environment of the service, where it signs the token. */
function knownKeyOf(probing: Probing, token: string): string | null {
  const [head = '', body = '', signature = ''] = token.split('.')
  const hash = HMAC[String(tokenHeaderOf(token)?.alg)]
  if (hash === undefined) return null
  return probing.knownKeys.find((key) => createHmac(hash, key).update(`${head}.${body}`).digest('base64url') === signature) ?? null
}

/** A token signed with the right key that was made by another service, and for another. */
async function foreign(
  probing: Probing,
  session: Session,
  token: string,
  claims: Readonly<Record<string, unknown>>,
  key: string | null,
): Promise<void> {
  if (key === null)
    return void probing.notTried('tokenUse', 'token of another service', 'no-data', 'none could be made: the signing key is not known')
  const elsewhere = 'https://another-service.invalid'
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['foreign-audience', { ...claims, aud: elsewhere }],
    ['foreign-issuer', { ...claims, iss: elsewhere }],
  ]
  for (const [name, changed] of cases) {
    const forged = signed(token, changed, key)
    probing.client.masking.add(forged, '$FORGED_TOKEN')
    await present(probing, 'tokenUse', name, session, forged, { hadClaim: name === 'foreign-audience' ? 'aud' in claims : 'iss' in claims })
  }
}

/** The refresh token at an operation for access tokens, and the other way round. */
async function refreshAsAccess(probing: Probing, session: Session): Promise<void> {
  if (session.refreshToken === null) {
    probing.notTried('tokenUse', 'refresh token as access token', 'no-data', 'the login gives no refresh token')
    return
  }
  await present(probing, 'tokenUse', 'refresh-as-access', session, session.refreshToken)
}

function signed(token: string, claims: Readonly<Record<string, unknown>>, secret: string): string {
  const header = tokenHeaderOf(token) ?? {}
  const input = `${encode(header)}.${encode(claims)}`
  return `${input}.${createHmac(HMAC[String(header.alg)] ?? 'sha256', secret)
    .update(input)
    .digest('base64url')}`
}

function encode(value: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** Changes bits in the middle, where base64 padding cannot hide them. */
function flip(text: string): string {
  const middle = Math.floor(text.length / 2)
  return `${text.slice(0, middle)}${text[middle] === 'A' ? 'B' : 'A'}${text.slice(middle + 1)}`
}
