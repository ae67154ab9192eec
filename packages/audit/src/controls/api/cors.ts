import { defineControl } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'

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
    noPattern({
      kinds: ['cors-any-origin', 'cors-reflected-origin'],
      noun: 'CORS settings',
      // Any origin without credentials reads only what anybody may read (Fetch standard, 3.2.5).
      severityOf: ({ kind, details }) =>
        kind === 'cors-reflected-origin' && details.credentials !== false ? 'high' : details.credentials === true ? 'medium' : 'low',
    }),
  ],
})
