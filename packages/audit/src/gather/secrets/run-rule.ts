import type { SecretContext } from '../../model/facts/secrets.ts'
import type { CompiledRule } from './compile-rule.ts'
import { COMMENT, type Dismissed, MAX_SECRETS, type RawSecret } from './raw-secret.ts'
import type { Rule } from './rule.ts'
import { shannonEntropy } from './shannon.ts'
import { validate } from './validators.ts'

export interface RulePlace {
  readonly file: string
  readonly context: SecretContext
}

/** Runs a rule over a window of a text and adds what it finds and what it dismisses. */
export function runRule(
  text: string,
  offset: number,
  compiled: CompiledRule,
  { file, context }: RulePlace,
  secrets: RawSecret[],
  dismissed: Dismissed[],
): void {
  const { rule, expression } = compiled
  for (const match of text.matchAll(expression)) {
    if (secrets.length >= MAX_SECRETS || dismissed.length >= MAX_SECRETS) return
    const secret = match[rule.secretGroup ?? 1] ?? match[0]
    const from = offset + match.index + Math.max(0, match[0].lastIndexOf(secret))
    if (rule.entropy !== undefined && shannonEntropy(secret) < rule.entropy) continue
    if (rule.id === 'jwt' && MADE_UP_NAME.test(text.slice(Math.max(0, match.index - 60), match.index))) continue
    if (compiled.isAllowed(secret, match[0], lineOf(text, match.index), file)) continue
    const validation = rule.validate === undefined ? PLAUSIBLE : validate(rule.validate, secret, match[0])
    if (validation.verdict === 'dismissed' || isDocumented(secret, rule)) {
      dismissed.push({
        from,
        to: from + secret.length,
        because: validation.verdict === 'dismissed' ? validation.because : 'an example of the documentation',
      })
      continue
    }
    const isGuessable = validation.verdict === 'guessable'
    if (isGuessable && (context === 'test' || context === 'example' || context === 'documentation' || context === 'vendored')) continue
    secrets.push({
      rule: rule.id,
      title: rule.description,
      kind: rule.kind ?? 'provider-key',
      name: '',
      value: secret,
      from,
      to: from + secret.length,
      confidence:
        (isGuessable && SAMPLE_USER.test(match[0])) ||
        ((rule.kind === 'connection-string' || rule.kind === 'authorization-header') && COMMENT.test(lineOf(text, match.index))) ||
        (rule.id === 'google-api-key' && BUNDLED.test(file))
          ? 'possible'
          : confidenceOf(validation.verdict === 'proven', rule, context),
      because: validation.because,
      isGuessable,
    })
  }
}

/** Names of tokens that are meant to be refused. */
const MADE_UP_NAME =
  /(?:fake|dummy|garbage|invalid|expired|sample|mock|bogus|malformed|tampered|forged)[\w.-]{0,30}["'`]?\s{0,3}[:=][^;\n]{0,20}$/i

/** `user:password@` stands for a user and a password more often than it is one. */
const SAMPLE_USER = /^[a-z][\w+.-]*:\/\/(?:user(?:name)?|foo|scott|name|dbuser|usr)?:/i

/** What a bundler has made for browsers, where such a key tells which project asks: it is sent to everybody, and limited by the sites that may use it. */
const BUNDLED = /(?:^|\/)(?:static\/chunks|_next\/static|static\/js|dist\/assets|build\/assets|public\/assets)\/.*[.-][\w-]{8,20}\.m?js$/

const PLAUSIBLE = { verdict: 'plausible', because: 'the shape of such a key' } as const

function lineOf(text: string, at: number): string {
  const end = text.indexOf('\n', at)
  return text.slice(text.lastIndexOf('\n', at) + 1, end < 0 ? undefined : end)
}

/** Keys in documentation are filled with words, sequences or one character. */
function isDocumented(secret: string, rule: Rule): boolean {
  if (rule.kind === undefined || !['provider-key', 'authorization-header', 'token'].includes(rule.kind)) return false
  return /EXAMPLE|example|xxxx|XXXX|your[-_]|YOUR|1234567890|abcdefgh|ABCDEFGH|0123456789|([A-Za-z0-9])\1{6}|deadbeef|redacted|placeholder/i.test(
    secret,
  )
}

function confidenceOf(isProven: boolean, rule: Rule, context: SecretContext): RawSecret['confidence'] {
  const isSetting = context === 'source' || context === 'configuration' || context === 'pipeline'
  if (isProven) return isSetting ? 'confirmed' : rule.kind === 'provider-key' ? 'likely' : 'possible'
  // A key of a known shape is seldom invented, wherever it is written; what others ship is theirs to change.
  if (rule.kind === 'provider-key' && rule.id !== 'jwt') return context === 'vendored' || context === 'example' ? 'possible' : 'likely'
  if (rule.id.startsWith('prose-')) return context === 'documentation' ? 'likely' : 'possible'
  return isSetting ? 'likely' : 'possible'
}
