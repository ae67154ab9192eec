import { defineControl } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'

export const dataWeakCrypto = defineControl({
  id: 'data.weak-crypto',
  title: 'Only current algorithms and modes',
  why: 'Protects encrypted and signed data.',
  layer: 'application',
  wave: 3,
  severity: 'high',
  strengthNeeded: 'read',
  standards: {
    cwe: [327, 328],
    asvs: ['v5.0.0-11.3.1', 'v5.0.0-11.3.2', 'v5.0.0-11.4.1'],
    owaspTop10: ['A02:2021', 'A04:2025'],
    owaspApi: ['API8:2023'],
  },
  documents: [],
  verifiedBy: { static: 'md5/sha1 for security, DES/RC4/ECB, static IV, homemade crypto, verify=False TLS clients' },
  passesWhen: 'no weak primitive in a security use',
  failsWhen: 'weak primitive in a security use',
  fix: { python: 'cryptography Fernet/AESGCM', node: 'node:crypto aes-256-gcm' },
  effortHours: [4, 16],
  checks: [
    noPattern({
      kinds: ['weak-hash', 'weak-cipher'],
      noun: 'cryptographic calls',
      severityOf: ({ confidence }) => (confidence === 'low' ? 'low' : undefined),
      isHabit: true,
    }),
  ],
})
