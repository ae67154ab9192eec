import type { PatternKind } from '@assay/flow'
import { config, defineControl, fromSource } from '../../model/control.ts'
import { type Evidence, inventory } from '../../model/evidence.ts'
import type { SecretFact, SecretsFact } from '../../model/facts/secrets.ts'
import type { TreeFact } from '../../model/facts/target.ts'
import { type Finding, fail, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'

export const dataHardcodedSecrets = defineControl({
  id: 'data.hardcoded-secrets',
  title: 'No credentials in source, images, config or CI files',
  why: 'Protects every secret of the system.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'tested',
  standards: { cwe: [798, 259, 321], asvs: ['v5.0.0-13.3.1'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-KEY-04', 'B-SEC-01', 'B-SEC-02', 'B-DATA-04', 'B-PLAN-05', 'B-REP-10', 'SECURITY-009'],
  verifiedBy: {
    config: '.env tracked by git',
    static:
      'entropy + provider patterns + key=value names in source, Dockerfile ENV/ARG, compose, CI, tests (lower severity), docs; validity never tested against third parties',
  },
  passesWhen: 'scan list with 0 confirmed literals; placeholders classified',
  failsWhen: 'confirmed literal secret (masked in the report, location + hash only)',
  fix: { python: 'os.environ["X"] without default + secret store', node: 'env schema without default + secret store' },
  effortHours: [1, 4],
  checks: [
    config(['secrets', 'tree'], ({ secrets, tree }): Outcome => {
      if (secrets.scanned.files === 0) return notVerified('no-data', 'no text file was scanned')
      const kept = filesKept(tree)
      return outcomeOf(
        secrets,
        secrets.secrets.filter((secret) => secret.context !== 'source' && !isImageFile(secret) && kept(secret)),
      )
    }),
    fromSource(['secrets'], ({ secrets }): Outcome => {
      if (secrets.scanned.files === 0) return notVerified('no-data', 'no text file was scanned')
      return outcomeOf(
        secrets,
        secrets.secrets.filter(({ context }) => context === 'source'),
      )
    }),
    fromSource(['secrets', 'source'], ({ secrets, source }): Outcome => {
      const known = new Set(secrets.secrets.map(({ file, line }) => `${file}:${line}`))
      const others = source.patterns.filter(
        ({ kind, place }) => LITERALS.has(kind) && !known.has(`${place.file}:${place.line}`) && isOwn(source, place.file),
      )
      const [first, ...rest] = others.map(
        ({ place, message, confidence }): Finding => ({
          message,
          cwe: [798],
          ...(confidence === 'low' || isOfDeveloper(place) ? { confidence: 'possible' as const, severity: 'medium' as const } : {}),
          location: { kind: 'source', ...place },
          evidence: [{ kind: 'source', ...place }],
        }),
      )
      if (first === undefined)
        return pass(
          inventory(
            'analysed files where no literal reaches a place for secrets',
            source.files.filter(({ outcome }) => outcome === 'analysed').map(({ file }) => file),
          ),
        )
      return fail(first, ...rest)
    }),
  ],
})

/** What a secret falls back to stands in the source as much as one that is written there alone. */
const LITERALS: ReadonlySet<PatternKind> = new Set(['hardcoded-secret', 'config-fallback-secret'])

/** Container files are judged by the control of images. */
function isImageFile({ file }: SecretFact): boolean {
  return /(?:^|\/)(?:Dockerfile|Containerfile)[^/]*$|\.dockerfile$/i.test(file)
}

/** A file that git ignores is on this machine alone: its place is judged by the control of .env files. */
function filesKept({ files }: TreeFact): (secret: SecretFact) => boolean {
  const local = new Set(files.filter(({ isIgnoredByGit }) => isIgnoredByGit).map(({ file }) => file))
  return ({ file }) => !local.has(file)
}

function isOwn(source: { readonly files: readonly { readonly file: string; readonly role: string }[] }, file: string): boolean {
  const role = source.files.find((each) => each.file === file)?.role
  return role !== 'test' && role !== 'vendored'
}

const MADE_UP = new Set<SecretFact['context']>(['test', 'example', 'documentation', 'vendored'])

function outcomeOf({ scanned, dismissed }: SecretsFact, secrets: readonly SecretFact[]): Outcome {
  // Values of tests and examples are made up unless their shape is that of a provider's key.
  // Seeded accounts are judged by the control of default accounts.
  const reported = secrets.filter(
    (secret) =>
      secret.rule !== 'default-account' &&
      (!MADE_UP.has(secret.context) || secret.confidence !== 'possible') &&
      !(isOfDeveloper(secret) && (secret.isGuessable || isOfOwnMachine(secret))),
  )
  const shown: Evidence = inventory(
    'files scanned for credentials without finding one',
    [],
    scanned.files,
    `${scanned.rules} rules over ${Math.round(scanned.bytes / 1000)} kB; ${dismissed.count} values were placeholders, references or examples; ${secrets.length - reported.length} in tests and documentation look made up`,
  )
  const findings = reported.map(findingOf)
  const sure = findings.filter(({ severity }) => severity === undefined || severity === 'high' || severity === 'critical')
  const [first, ...rest] = sure
  if (first !== undefined) return fail(first, ...rest, ...findings.filter((finding) => !sure.includes(finding)))
  return findings.length === 0 ? pass(shown) : partial(`${findings.length} values may be credentials`, [shown], findings)
}

function findingOf(secret: SecretFact): Finding {
  const { file, line, endLine, snippet, title, name, mask, because, confidence, isGuessable } = secret
  const what = name === '' ? `A ${title}` : `The ${title} ${name}`
  return {
    message: isGuessable ? `${what} is written in ${file} and is ${because}` : `${what} is written in ${file} (${mask.text}): ${because}`,
    cwe: secret.kind === 'private-key' ? [321, 798] : secret.kind === 'password' ? [798, 259] : [798],
    ...severityOf(secret),
    confidence,
    location: { kind: 'source', file, line, ...(endLine > line ? { endLine } : {}), symbol: name === '' ? secret.rule : name, snippet },
    evidence: [{ kind: 'source', file, line, ...(endLine > line ? { endLine } : {}), snippet, note: `${title}, digest ${mask.digest}` }],
  }
}

function severityOf(secret: SecretFact): Pick<Finding, 'severity'> {
  const { context, confidence, isGuessable } = secret
  if (MADE_UP.has(context)) return { severity: confidence === 'confirmed' ? 'high' : 'medium' }
  if (confidence === 'possible' || isOfOwnMachine(secret) || (isOfDeveloper(secret) && confidence !== 'confirmed'))
    return { severity: 'medium' }
  return isGuessable ? { severity: 'high' } : {}
}

/** Settings that are named after the machine of a developer: `settings_dev.py`, `config/local.py`. */
const isOfDeveloper = ({ file }: { readonly file: string }): boolean =>
  /(?:^|[./_-])(?:dev|development|local)(?:[._-][^/]*|\/[^/]+)?$/i.test(file)

/** A password for what listens on the same machine: `postgres://shop:…@localhost/shop`. */
const isOfOwnMachine = ({ snippet }: SecretFact): boolean =>
  /:\/\/[^\s/@]*@(?:localhost|127\.0\.0\.1|\[::1\]|host\.docker\.internal)\b/.test(snippet)
