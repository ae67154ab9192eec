import { defineControl, fromSource, live } from '../../model/control.ts'
import { failIfAny, notVerified } from '../../model/outcome.ts'
import { isKept } from '../cache/invalidation.ts'
import { patternFinding, patternsOf, unsupported } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const dataCacheControl = defineControl({
  id: 'data.cache-control',
  title: 'Authenticated responses are not cacheable',
  why: 'Protects data in shared caches/browsers.',
  layer: 'application',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [525, 524], asvs: ['v5.0.0-14.3.2', 'v5.0.0-14.2.2'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-CACHE-13'],
  verifiedBy: {
    live: "Cache-Control on authenticated GETs; second user through the same proxy does not get first user's body",
    static: "Cache-Control: public where a handler answers what is the caller's own, or no Cache-Control anywhere",
  },
  passesWhen: 'no-store/private on all authenticated responses',
  failsWhen: 'public/absent with shared proxy cache, or cross-user cache hit (critical)',
  fix: { python: 'after_request no-store', node: 'onSend no-store for authed' },
  effortHours: [1, 4],
  checks: [
    live(
      ['caching'],
      ({ caching }) =>
        decideTrials(caching, {
          probe: 'caching',
          reads: ({ name }) => name !== 'another user' && !isKept(name),
          same: ({ path, details }) => (details.leaks === true ? `${path} leaks` : details.isPublic === true ? `${path} public` : 'absent'),
          passes: 'private answers that forbid to be kept',
          finding: (trial) =>
            trial.details.leaks === true
              ? { message: `${trial.method} ${trial.path}: ${trial.effect}`, cwe: [524], severity: 'critical' }
              : {
                  message: `${trial.method} ${trial.path} answers a user with Cache-Control: ${trial.details.value === '' ? '(absent)' : trial.details.value}`,
                  cwe: [525],
                  confidence: 'confirmed',
                  highlight: 'cache-control',
                },
        }),
      { settles: true },
    ),
    fromSource(
      ['source'],
      ({ source }) =>
        unsupported(source) ??
        failIfAny(
          patternsOf(source, ['shared-answer', 'answer-unmarked']).map((pattern) => patternFinding(pattern)),
          () =>
            notVerified(
              'no-data',
              'no handler lets shared caches keep what is the own of its caller; what else answers carry shows when they run',
            ),
        ),
    ),
  ],
})
