import { defineControl } from '../../model/control.ts'
import { statedFor } from '../attested-check.ts'

export const authMfa = defineControl({
  id: 'auth.mfa',
  title: 'MFA available for privileged accounts',
  why: 'Protects admin accounts when the password is stolen.',
  layer: 'application',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [308], asvs: ['v5.0.0-6.3.3', 'v5.0.0-6.5.1'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API2:2023'] },
  documents: ['B-AUTH-16'],
  verifiedBy: {
    live: 'admin login without second factor refused; TOTP code single use',
    static: 'TOTP/WebAuthn library + enforcement path',
    attested: 'IdP enforces MFA',
  },
  passesWhen: 'live refusal without factor, or signed IdP statement',
  failsWhen: 'privileged login with password only (PARTIAL when the product has no admin role: N/A)',
  fix: { python: 'pyotp/webauthn + enforced for role=admin', node: 'otplib/@simplewebauthn + enforced for admin' },
  effortHours: [16, 40],
  checks: [statedFor('auth.mfa')],
})
