import { defineControl, live } from '../../model/control.ts'
import { noTaintedPath } from '../source-checks.ts'
import { decideTrials, placeOf } from '../trials.ts'

export const inputSqlInjection = defineControl({
  id: 'input.sql-injection',
  title: 'Queries are parameterised; SQL injection attempts have no effect',
  why: 'Protects the database.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: { cwe: [89], asvs: ['v5.0.0-1.2.4'], owaspTop10: ['A03:2021', 'A05:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INP-02', 'B-DB-14', 'SECURITY-005'],
  verifiedBy: {
    live: 'error-, boolean-, time- and union-based probes per parameter with control requests; time test repeated 3x against baseline',
    static: 'taint/pattern: f-string, %, +, .format into execute/raw/text()/query()',
  },
  passesWhen: 'no oracle difference on any parameter and no tainted sink in source',
  failsWhen: 'confirmed oracle (live) or tainted sink reachable from a route (static)',
  fix: { python: 'session.execute(text("..:id"),{"id":id})', node: 'parameterised query / query builder bind' },
  effortHours: [1, 4],
  checks: [
    live(['sqlInjection'], ({ sqlInjection }) =>
      decideTrials(sqlInjection, {
        probe: 'SQL injection',
        passes: 'parameters that took quotes and conditions as text',
        finding: (trial) => ({
          message: `${placeOf(trial)}: SQL in the value is executed (${trial.name}): ${trial.effect}`,
          cwe: [89],
          ...(trial.name.endsWith('quotes') ? { confidence: 'likely' as const } : {}),
        }),
      }),
    ),
    noTaintedPath({ kinds: ['sql-injection'], patterns: ['quoted-hole'], noun: 'database queries' }),
  ],
})
