import { defineControl, live } from '../../model/control.ts'
import { notVerified, partial } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { absentFrom, decideTrials } from '../trials.ts'

export const authRefreshRotation = defineControl({
  id: 'auth.refresh-rotation',
  title: 'Refresh flow exists, rotates on use and detects reuse',
  why: 'Protects long sessions without long-lived access tokens; theft detection.',
  layer: 'application',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: {
    cwe: [294, 613],
    asvs: ['v5.0.0-10.4.5', 'v5.0.0-10.4.8', 'v5.0.0-7.2.4'],
    owaspTop10: ['A07:2021', 'A07:2025'],
    owaspApi: ['API2:2023'],
  },
  documents: ['B-AUTH-04', 'B-KIT-01'],
  verifiedBy: {
    live: 'login, refresh, replay the old refresh token; expect 401 and the family revoked; two parallel refreshes give one winner',
    static: 'refresh route that answers with another refresh token and spends the one that came',
  },
  passesWhen: 'replayed refresh token 401 and the descendant access/refresh also 401; absolute expiry set',
  failsWhen: 'no refresh flow (PARTIAL) or replay accepted (FAIL)',
  fix: {
    python: 'store jti+family in Redis/DB, rotate in one transaction, revoke family on reuse',
    node: 'store the family and the current token id; reuse of an old one revokes the family',
  },
  effortHours: [4, 16],
  checks: [
    live(['refreshRotation', 'operations'], ({ refreshRotation, operations }) => {
      const absent = absentFrom(operations, refreshRotation, 'no refresh token is issued')
      if (absent !== null) return absent
      const decided = decideTrials(refreshRotation, {
        probe: 'refresh',
        passes: 'refresh tokens that were refused after their use',
        finding: (trial) => ({ message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [294] }),
      })
      const reuse = refreshRotation.trials.find((trial) => trial.name === 'reuse')
      if (decided.outcome !== 'pass' || reuse?.details.familyRevoked !== false || reuse.details.rotates !== true) return decided
      return partial('the reuse is refused, but the family of the token lives on', decided.evidence)
    }),
    noPattern({
      kinds: ['refresh-kept', 'refresh-unspent'],
      severityOf: ({ kind }) => (kind === 'refresh-unspent' ? 'medium' : undefined),
      noun: 'answers with refresh tokens',
      // Another token in the answer proves nothing of the one before.
      whenAbsent: () => notVerified('no-data', 'whether a refresh token is refused after its use shows on the running service alone'),
    }),
  ],
})
