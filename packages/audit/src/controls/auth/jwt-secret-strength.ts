import { config, defineControl, live } from '../../model/control.ts'
import { type Evidence, inventory } from '../../model/evidence.ts'
import type { SecretTraits, Setting } from '../../model/facts/configuration.ts'
import type { Facts } from '../../model/facts.ts'
import { type Finding, failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const authJwtSecretStrength = defineControl({
  id: 'auth.jwt-secret-strength',
  title: 'Signing secret is strong, private and separate from other secrets',
  why: 'Protects the key that mints every identity.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: {
    cwe: [326, 798, 1392],
    asvs: ['v5.0.0-11.2.3', 'v5.0.0-13.3.1'],
    owaspTop10: ['A02:2021', 'A04:2025'],
    owaspApi: ['API2:2023', 'API8:2023'],
  },
  documents: ['B-AUTH-10', 'B-AUTH-11', 'B-AUTH-19', 'B-THR-08'],
  verifiedBy: {
    live: 'offline dictionary attack on an issued HS* token with a list of public default secrets',
    config: 'length >= 32 bytes, entropy estimate, not in known-defaults list',
    static: 'literal or fallback secret in source (os.environ.get(K,"dev")), JWT secret == app secret',
  },
  passesWhen: 'not cracked by the bundled list, >= 32 bytes (documents: floor 32, recommended 64), distinct from SECRET_KEY, no fallback',
  failsWhen: 'cracked, literal in repo, default fallback, or < 32 bytes',
  fix: {
    python: 'SECRET = os.environ["JWT_SECRET_KEY"] (no default) + startup length check',
    node: 'zod/env schema min(32) and process exit on failure; prefer EdDSA key pair',
  },
  effortHours: [1, 4],
  checks: [
    live(['secretStrength'], ({ secretStrength }) =>
      decideTrials(secretStrength, {
        probe: 'signing secret',
        passes: 'lists of common secrets that did not sign the token',
        finding: ({ details }) => ({
          message: `The token is signed with ${SECRETS[String(details.toldIn)] ?? SECRETS.common} of ${details.secretLength} characters (${details.secretMasked}); a token that we signed with it is accepted`,
          cwe: [details.toldIn === 'source' ? 798 : details.toldIn === 'common' ? 1392 : 326],
          confidence: 'confirmed',
        }),
      }),
    ),
    config(['envFiles', 'composeFiles', 'settingsFiles', 'dockerfiles'], (facts, { thresholds }): Outcome => {
      const all = settingsOf(facts)
      const signing = all.filter(({ setting }) => SIGNING.test(setting.name) && setting.secret !== null && setting.secret.state !== 'empty')
      if (signing.length === 0) return notVerified('no-data', 'no configuration file sets a signing secret')
      const findings = signing.flatMap(({ file, setting }) => findingsOf(file, setting, all, thresholds.secretBytes))
      return failIfAny(findings, () => {
        const literal = signing.filter(({ setting }) => setting.secret?.state === 'literal')
        const [first] = literal
        if (first === undefined)
          return notVerified('no-data', `${signing.map(({ setting }) => setting.name).join(', ')} comes from outside the tree`)
        const shown: Evidence = inventory(
          'signing secrets that are long, not guessable and used for nothing else',
          literal.map(({ file, setting }) => `${file}: ${setting.name}, ${setting.secret?.mask.bytes ?? 0} bytes`),
        )
        return pass(shown, configurationEvidence(first.file, first.setting, first.setting.name))
      })
    }),
    noPattern({
      kinds: ['jwt-weak-secret', 'config-fallback-secret'],
      noun: 'signing secrets',
      where: ({ kind, message, place }) => kind === 'jwt-weak-secret' || /jwt|token|sign|secret/i.test(`${message} ${place.snippet}`),
    }),
  ],
})

/** What is wrong with the secret that was found, by where it was. */
const SECRETS: Readonly<Record<string, string>> = {
  common: 'a common secret',
  source: 'a secret that stands in the source,',
  answer: 'a short secret that an answer tells,',
  log: 'a short secret that the log tells,',
}

/** Settings whose value signs tokens, sessions or cookies. */
const SIGNING =
  /(?:^|[._])(?:(?:jwt|token|auth|access(?:_?token)?|refresh(?:_?token)?|session|cookie|app|django|flask|rails|nextauth|better_auth|signing|hmac|express|authjs)[._]?)+(?:secret|signing)(?:[._]?key)?(?:[._]?base)?$|(?:^|[._])secret_?key(?:_base)?$|(?:^|[._])jwt_?(?:private_?)?key$|(?:^|\.)(?:jwt|session|auth|token)s?\.(?:secret|key)$/i
/** An estimate under which a search is within reach, whatever the length says. */
const MIN_BITS = 96

interface PlacedSetting {
  readonly file: string
  readonly setting: Setting
}

function settingsOf({
  envFiles,
  composeFiles,
  settingsFiles,
  dockerfiles,
}: Pick<Facts, 'envFiles' | 'composeFiles' | 'settingsFiles' | 'dockerfiles'>): PlacedSetting[] {
  const live = ({ purpose }: { readonly purpose: string }): boolean => purpose === 'production' || purpose === 'development'
  return [
    ...envFiles.filter(live).flatMap(({ file, settings }) => settings.map((setting) => ({ file, setting }))),
    ...composeFiles
      .filter(live)
      .flatMap(({ file, services }) => services.flatMap(({ environment }) => environment.map((setting) => ({ file, setting })))),
    ...settingsFiles.filter(live).flatMap(({ file, settings }) => settings.map((setting) => ({ file, setting }))),
    ...dockerfiles
      .filter(live)
      .flatMap(({ file, stages }) =>
        stages.flatMap(({ instructions }) => instructions.flatMap(({ settings }) => settings.map((setting) => ({ file, setting })))),
      ),
  ]
}

function findingsOf(file: string, setting: Setting, all: readonly PlacedSetting[], minBytes: number): Finding[] {
  const { name, secret } = setting
  if (secret === null) return []
  const add = (message: string, cwe: number, severity?: Finding['severity']): Finding[] => [
    configurationFinding({ file, place: setting, key: name, message, cwe: [cwe], ...(severity === undefined ? {} : { severity }) }),
  ]
  if (secret.fallback !== null)
    return isWeak(secret.fallback, minBytes)
      ? add(`${name} falls back to a value that anybody can read here`, 1392)
      : add(`${name} falls back to a value written here`, 798, 'high')
  if (secret.state === 'placeholder')
    return /^(?:<|\[|\*|x{3}|\.{3})/i.test(setting.value) ? [] : add(`${name} still has the value of its template`, 1392, 'high')
  if (secret.state === 'guessable')
    return add(`${name} is among the first values that anybody would try (${secret.mask.bytes} bytes)`, 1392)
  if (secret.state !== 'literal') return []
  if (secret.mask.bytes < minBytes)
    return add(`${name} has ${secret.mask.bytes} bytes, under ${minBytes}: it can be found by trial from one token`, 326)
  if (secret.mask.bits < MIN_BITS) return add(`${name} is long but repeats itself: about ${secret.mask.bits} bits`, 326)
  const twin = all.find(
    (other) =>
      other.setting.name !== name && other.setting.secret?.state === 'literal' && other.setting.secret.mask.digest === secret.mask.digest,
  )
  return twin === undefined ? [] : add(`${name} has the same value as ${twin.setting.name}: who learns one has both`, 1392, 'high')
}

function isWeak({ state, mask }: Omit<SecretTraits, 'fallback'>, minBytes: number): boolean {
  return state === 'guessable' || state === 'placeholder' || mask.bytes < minBytes
}
