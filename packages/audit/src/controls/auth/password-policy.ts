import { defineControl } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'

export const authPasswordPolicy = defineControl({
  id: 'auth.password-policy',
  title: 'Password length/blocklist policy is enforced server-side',
  why: 'Protects accounts from guessable passwords.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: {
    cwe: [521],
    asvs: ['v5.0.0-6.2.1', 'v5.0.0-6.2.4', 'v5.0.0-6.2.5', 'v5.0.0-6.2.9', 'v5.0.0-6.2.12'],
    owaspTop10: ['A07:2021', 'A07:2025'],
    owaspApi: ['API2:2023'],
  },
  documents: ['B-PASS-03', 'B-THR-08'],
  verifiedBy: {
    live: 'register/change with 6, 7, 8, 64, 65+ char and top-3000 passwords; unicode/space allowed',
    static: 'min length constant and common-password list',
  },
  passesWhen:
    '< 8 refused (15 recommended), common refused, >= 64 accepted unmodified; note: composition rules and forced history asked by a reference document contradict ASVS 5.0 6.2.5/6.2.10 and are reported as info only',
  failsWhen: '< 8 accepted (FAIL); no blocklist (PARTIAL)',
  fix: { python: 'len>=12 + bundled top-3000/HIBP k-anonymity offline list', node: 'zod min(12) + blocklist' },
  effortHours: [1, 4],
  checks: [noPattern({ kinds: ['weak-password-policy'], noun: 'password checks' })],
})
