import { defineControl } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'

export const dataWeakRandom = defineControl({
  id: 'data.weak-random',
  title: 'Security values come from a CSPRNG',
  why: 'Protects tokens, reset codes, ids.',
  layer: 'application',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'read',
  standards: { cwe: [338, 330], asvs: ['v5.0.0-11.5.1', 'v5.0.0-6.5.3'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API2:2023'] },
  documents: ['B-INP-15'],
  verifiedBy: { static: 'random.*, Math.random, uuid1, time-based in token/secret/reset/otp code paths' },
  passesWhen: 'no insecure generator in a security path',
  failsWhen: 'insecure generator used for token/code',
  fix: { python: 'secrets module', node: 'crypto.randomBytes / randomUUID' },
  effortHours: [1, 4],
  checks: [noPattern({ kinds: ['weak-random'], noun: 'random values in a security context' })],
})
