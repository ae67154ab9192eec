import { defineControl } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'

export const authPasswordHash = defineControl({
  id: 'auth.password-hash',
  title: 'Passwords stored with a slow, salted, current KDF',
  why: 'Protects password database after a leak.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: { cwe: [916, 759, 256], asvs: ['v5.0.0-11.4.2'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API2:2023'] },
  documents: ['B-PASS-01', 'B-PASS-02', 'B-PASS-04', 'B-THR-08'],
  verifiedBy: {
    live: 'latency of login (indicator only)',
    config: 'rounds/cost setting',
    static:
      'hashing call sites: argon2id >=15-19 MiB, bcrypt cost >=10 (documents: 12), scrypt N>=2^14.., PBKDF2-SHA256 >=310k-600k; FAIL md5/sha*/plain',
  },
  passesWhen: 'call site + parameters meet policy; optional sample of hash prefix from a test DB',
  failsWhen: 'fast hash, unsalted, plaintext, or reversible encryption',
  fix: { python: 'argon2-cffi PasswordHasher() or bcrypt.gensalt(12)', node: '@node-rs/argon2 or bcrypt cost 12' },
  effortHours: [1, 4],
  checks: [noPattern({ kinds: ['weak-password-hash'], noun: 'password hashes', examined: ['password-hash'] })],
})
