import { defineControl, live } from '../../model/control.ts'
import type { Trial } from '../../model/facts/service.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials, type TrialFinding } from '../trials.ts'

export const apiCors = defineControl({
  id: 'api.cors',
  title: 'CORS allows only intended origins',
  why: "Protects users' authenticated data in browsers.",
  layer: 'application',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [942, 346], asvs: ['v5.0.0-3.4.2', 'v5.0.0-3.5.2'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-API-01', 'B-KIT-07', 'SECURITY-015'],
  verifiedBy: {
    live: 'Origin: evil, null, suffix/prefix tricks, http downgrade; with and without credentials; preflight methods/headers',
    config: 'CORS_ORIGINS per environment',
    static: 'origins="*" with supports_credentials',
  },
  passesWhen: 'unlisted origins get no ACAO; no reflection',
  failsWhen: 'reflected origin or * with credentials (high); * on a private API without credentials (medium)',
  fix: { python: 'CORS(app, origins=[...])', node: '@fastify/cors origin:[...]' },
  effortHours: [1, 4],
  checks: [
    live(
      ['cors'],
      ({ cors }) =>
        decideTrials(cors, {
          probe: 'origins',
          same: (trial) => (trial.details.reflected === true ? 'reflected' : trial.name),
          passes: 'foreign origins that were granted nothing',
          finding: originFinding,
        }),
      { settles: true },
    ),

    noPattern({
      kinds: ['cors-any-origin', 'cors-reflected-origin'],
      noun: 'CORS settings',
      // Any origin without credentials reads only what anybody may read (Fetch standard, 3.2.5).
      severityOf: ({ kind, details }) =>
        kind === 'cors-reflected-origin' && details.credentials !== false ? 'high' : details.credentials === true ? 'medium' : 'low',
    }),
  ],
})

/** A reflected origin with credentials reads what the user may read; without them, only what is sent to everybody. */
function originFinding(trial: Trial): TrialFinding | null {
  const { credentials, wildcard, reflected, isAuthenticated, usesCookies } = trial.details
  const highlight = 'access-control-allow-origin'
  if (trial.name === 'preflight') return null
  if (reflected === true && credentials === true)
    return { message: `The origin of a stranger (${trial.name}) is reflected, with credentials`, cwe: [942], severity: 'high', highlight }
  if (wildcard === true && credentials === true && trial.name === 'foreign')
    return { message: 'Any origin is allowed together with credentials', cwe: [942], severity: 'medium', highlight }
  if (reflected === true && isAuthenticated === true && usesCookies === true)
    return { message: `The origin of a stranger (${trial.name}) is reflected`, cwe: [942], severity: 'medium', highlight }
  if (trial.name === 'foreign' && (wildcard === true || reflected === true) && isAuthenticated === true)
    return { message: 'Any origin may read answers that need authentication', cwe: [942], severity: 'low', highlight }
  return null
}
