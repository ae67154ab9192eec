import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const authzMassAssignment = defineControl({
  id: 'authz.mass-assignment',
  title: 'Clients cannot set protected fields',
  why: 'Protects role, is_admin, price, owner, balance fields.',
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [915], asvs: ['v5.0.0-15.3.3', 'v5.0.0-8.2.3'], owaspTop10: ['A08:2021', 'A08:2025'], owaspApi: ['API3:2023'] },
  documents: ['B-INP-18', 'B-KIT-08'],
  verifiedBy: {
    live: 'add role/is_admin/user_id/verified to create and update bodies; read back',
    static: 'Model(**request.json), setattr loops, Object.assign(req.body)',
  },
  passesWhen: 'protected fields unchanged on read-back',
  failsWhen: 'a protected field changed',
  fix: {
    python: 'schema with unknown=EXCLUDE/RAISE; Pydantic extra="forbid"',
    node: 'zod .strict() / JSON schema additionalProperties:false',
  },
  effortHours: [1, 4],
  checks: [
    live(['massAssignment'], ({ massAssignment }) =>
      decideTrials(massAssignment, {
        probe: 'protected fields',
        passes: 'operations that let no protected field be set',
        finding: (trial) => ({ message: `${placeOf(trial)}: ${trial.effect}`, cwe: [915] }),
      }),
    ),
    noTaintedPath({ kinds: ['mass-assignment'], patterns: ['mass-assignment-pattern'], noun: 'object writes from a body' }),
  ],
})
