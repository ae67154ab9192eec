import { defineControl } from '../../model/control.ts'

export const dbIntegrity = defineControl({
  id: 'db.integrity',
  title: 'Unique/foreign constraints and transactions protect invariants',
  why: 'Protects data correctness.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [362, 840], asvs: ['v5.0.0-2.3.3', 'v5.0.0-2.3.4'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API6:2023'] },
  documents: ['B-INP-12', 'B-INP-18', 'B-DB-06', 'B-DB-13'],
  verifiedBy: {
    live: 'parallel writes (auth.race-conditions) + deadlock test: retries, no lost update',
    static: 'unique on email/phone, multi-write in transaction',
  },
  passesWhen: 'constraints listed; parallel test consistent',
  failsWhen: 'duplicate created or partial write',
  fix: { python: 'unique=True; with session.begin()', node: 'transaction + unique' },
  effortHours: [4, 16],
  checks: [],
})
