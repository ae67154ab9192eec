import { defineControl, fromSource } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { SecretFact } from '../../model/facts/secrets.ts'
import { type Finding, fail, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'

export const secretsGitHistory = defineControl({
  id: 'secrets.git-history',
  title: 'No live secret in repository history',
  why: 'Protects secrets already published.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'read',
  standards: { cwe: [540, 798], asvs: ['v5.0.0-13.3.1'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-SEC-06'],
  verifiedBy: { static: 'bounded scan of git history blobs' },
  passesWhen: 'scan range and 0 hits, or hits marked rotated',
  failsWhen: 'unrotated hit',
  fix: { any: 'rotate + filter-repo' },
  effortHours: [4, 16],
  checks: [
    fromSource(['secrets', 'attestations'], ({ secrets: { history }, attestations }): Outcome => {
      if (history.state === 'not-scanned') return notVerified('no-data', history.because)
      const rotated = attestations.find(({ control }) => control === 'secrets.rotation')
      const found = history.secrets.filter(
        ({ context, confidence, isGuessable }) =>
          confidence !== 'possible' &&
          !isGuessable &&
          context !== 'test' &&
          context !== 'example' &&
          context !== 'documentation' &&
          context !== 'vendored',
      )
      const shown = inventory(
        'file versions of the history without a secret',
        [],
        history.versions,
        `${history.commits} commits, ${Math.round(history.bytes / 1000)} kB`,
      )
      const [first, ...rest] = rotated === undefined ? found.map(findingOf) : []
      if (first !== undefined) return fail(first, ...rest)
      if (!history.isComplete)
        return notVerified(
          'limit-reached',
          `${history.versions} file versions of ${history.commits} commits were read and hold no secret; the rest was not read`,
        )
      return rotated === undefined
        ? pass(shown)
        : pass(
            { ...shown, note: `${found.length} secrets found, rotated by the statement of ${rotated.owner}` },
            { kind: 'statement', text: rotated.statement, owner: rotated.owner, date: rotated.date },
          )
    }),
  ],
})

function findingOf(secret: SecretFact): Finding {
  return configurationFinding({
    file: secret.file,
    place: secret,
    key: `${secret.rule} ${secret.name}`.trim(),
    message: `The history still holds a ${secret.title} (${secret.mask.text}, commit ${secret.commit ?? 'unknown'})`,
    cwe: [540],
    confidence: secret.confidence,
  })
}
