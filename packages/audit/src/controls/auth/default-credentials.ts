import type { PatternFact, SourceAnalysis } from '@assay/flow'
import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { Setting } from '../../model/facts/configuration.ts'
import type { SecretFact } from '../../model/facts/secrets.ts'
import type { Facts } from '../../model/facts.ts'
import { type Finding, failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'
import { isDataStore, shippedServices } from '../container/images.ts'
import { fileRole, noPattern } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const authDefaultCredentials = defineControl({
  id: 'auth.default-credentials',
  title: 'No default, sample or test account works',
  why: 'Protects whole system from trivial entry.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: {
    cwe: [1392, 798],
    asvs: ['v5.0.0-6.3.2', 'v5.0.0-13.2.3'],
    owaspTop10: ['A07:2021', 'A07:2025'],
    owaspApi: ['API2:2023', 'API8:2023'],
  },
  documents: ['B-AUTH-17'],
  verifiedBy: {
    live: 'small fixed list of default pairs found in the repo itself + admin/admin (throttle-aware)',
    static: 'ADMIN_PASSWORD or sample users in Dockerfile, compose, fixtures, migrations',
  },
  passesWhen: 'repo-derived pairs all refused on the running service',
  failsWhen: 'any default pair logs in',
  fix: { any: 'no seeded admin; bootstrap with one-time token' },
  effortHours: [1, 4],
  checks: [
    live(['defaultCredentials'], ({ defaultCredentials }) =>
      decideTrials(defaultCredentials, {
        probe: 'pairs',
        passes: 'known pairs of name and password that were refused',
        finding: (trial) => ({
          message: `${trial.name} logs in with a password that stands in the repository or is a usual default`,
          cwe: [1392],
        }),
      }),
    ),

    fromSource(['envFiles', 'composeFiles', 'dockerfiles', 'settingsFiles', 'secrets'], (facts): Outcome => {
      const accounts = accountsOf(facts)
      const seeded = facts.secrets.secrets.filter(
        ({ rule, context }) => rule === 'default-account' && (context === 'source' || context === 'configuration'),
      )
      const findings = accounts.flatMap(({ file, owner, setting, isStore }): Finding[] => {
        const isDefault = setting.secret?.state === 'guessable' || setting.secret?.fallback?.state === 'guessable'
        if (!isDefault) return []
        const message =
          setting.secret?.state === 'guessable'
            ? `${setting.name}${owner} is a password that everybody knows`
            : `${setting.name}${owner} falls back to a password that everybody knows`
        return [
          configurationFinding({
            file,
            place: setting,
            key: setting.name,
            message,
            cwe: [1392],
            ...(isStore ? { severity: 'high' as const } : {}),
          }),
        ]
      })
      return failIfAny([...findings, ...seeded.map(seedFinding)], () =>
        accounts.length === 0
          ? notVerified('no-data', 'no configuration of the tree sets the password of an account')
          : pass(
              inventory(
                'passwords of accounts set in configuration, none a known default',
                accounts.map(({ file, setting }) => `${file}: ${setting.name}`),
              ),
            ),
      )
    }),
    noPattern({ kinds: ['default-credentials'], noun: 'seeded accounts', alsoIn: seedsPrivileged }),
  ],
})

/** The seed of an administrator runs where the service is set up; that of a demonstration does not. */
function seedsPrivileged({ details, place, confidence }: PatternFact, source: SourceAnalysis): boolean {
  const role = fileRole(source, place.file)
  const isSeed = role === 'script' || role === 'migration'
  return (
    isSeed &&
    (details.isPrivileged === true || confidence === 'high') &&
    !/dev|demo|test|example|sample|fixture|local|mock|bench|docs?\//i.test(place.file)
  )
}

function seedFinding({ file, line, snippet }: SecretFact): Finding {
  return {
    message: 'An account is made with a password that everybody knows',
    cwe: [1392],
    location: { kind: 'source', file, line, symbol: 'account', snippet },
    evidence: [{ kind: 'source', file, line, snippet }],
  }
}

/** Passwords that open an account: of an administrator, a database, a broker, a console. */
const ACCOUNT =
  /(?:password|passwd|pass|pwd)$|(?:^|_)(?:admin|root|default|superuser|initial)_?(?:user_?)?(?:password|passwd|pass|pwd|token|secret)$/i

interface Account {
  readonly file: string
  /** ` of service db`, or nothing. */
  readonly owner: string
  readonly setting: Setting
  readonly isStore: boolean
}

function accountsOf({
  envFiles,
  composeFiles,
  dockerfiles,
  settingsFiles,
}: Pick<Facts, 'envFiles' | 'composeFiles' | 'dockerfiles' | 'settingsFiles'>): Account[] {
  const isShipped = ({ purpose }: { readonly purpose: string }): boolean => purpose === 'production'
  const isAccount = (setting: Setting): boolean => setting.secret !== null && (ACCOUNT.test(setting.name) || setting.value.includes('://'))
  const isStoreName = (name: string): boolean => /postgres|mysql|mariadb|mongo|redis|db_|database|rabbitmq|pg/i.test(name)
  const plain = (file: string, settings: readonly Setting[]): Account[] =>
    settings.filter(isAccount).map((setting) => ({ file, owner: '', setting, isStore: isStoreName(setting.name) }))
  return [
    ...shippedServices(composeFiles).flatMap(({ compose, service }) =>
      service.environment.filter(isAccount).map((setting) => ({
        file: compose.file,
        owner: ` of service ${service.name}`,
        setting,
        isStore: isDataStore(service) || isStoreName(setting.name),
      })),
    ),
    ...envFiles.filter(isShipped).flatMap(({ file, settings }) => plain(file, settings)),
    ...settingsFiles.filter(isShipped).flatMap(({ file, settings }) => plain(file, settings)),
    ...dockerfiles
      .filter(isShipped)
      .flatMap(({ file, stages }) => stages.flatMap(({ instructions }) => instructions.flatMap(({ settings }) => plain(file, settings)))),
  ]
}
