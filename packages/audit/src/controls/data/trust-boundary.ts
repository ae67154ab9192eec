import { defineControl } from '../../model/control.ts'
import { noPattern, noTaintedPath } from '../source-checks.ts'

export const dataTrustBoundary = defineControl({
  id: 'data.trust-boundary',
  title: 'Unvalidated input is not stored as trusted state',
  why: 'Protects code that trusts session content.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'read',
  standards: { cwe: [501, 290, 348], asvs: ['v5.0.0-2.2.1'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { static: 'request values reach the session only after validation' },
  passesWhen: 'every write to the session examined stores constants or validated values',
  failsWhen: 'a raw request value becomes a session key or value, or a header says who or where the caller is',
  fix: {
    python: 'validate before session[key] = value; never take the key from the request',
    node: 'validate before req.session[key] = value; never take the key from the request',
  },
  effortHours: [1, 4],
  checks: [
    noTaintedPath({ kinds: ['trust-boundary'], noun: 'session writes' }),
    noPattern({ kinds: ['host-in-link'], noun: 'links made from the Host header' }),
    noPattern({
      kinds: ['claimed-tenant'],
      noun: 'headers that name whose rows are meant',
      where: ({ details }) => details.at !== 'handler',
    }),
    noPattern({ kinds: ['caller-claimed'], noun: 'headers that say who calls', severityOf: () => 'high' }),
  ],
})
