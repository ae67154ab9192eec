import { defineControl, live } from '../../model/control.ts'
import { decideTrials } from '../trials.ts'

export const authJwtSecretStrength = defineControl({
  id: 'auth.jwt-secret-strength',
  title: 'Signing secret is strong, private and separate from other secrets',
  why: 'Protects the key that mints every identity.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: {
    cwe: [326, 798, 1392],
    asvs: ['v5.0.0-11.2.3', 'v5.0.0-13.3.1'],
    owaspTop10: ['A02:2021', 'A04:2025'],
    owaspApi: ['API2:2023', 'API8:2023'],
  },
  documents: ['B-AUTH-10', 'B-AUTH-11', 'B-AUTH-19', 'B-THR-08'],
  verifiedBy: {
    live: 'offline dictionary attack on an issued HS* token with a list of public default secrets',
    config: 'length >= 32 bytes, entropy estimate, not in known-defaults list',
    static: 'literal or fallback secret in source (os.environ.get(K,"dev")), JWT secret == app secret',
  },
  passesWhen: 'not cracked by the bundled list, >= 32 bytes (documents: floor 32, recommended 64), distinct from SECRET_KEY, no fallback',
  failsWhen: 'cracked, literal in repo, default fallback, or < 32 bytes',
  fix: {
    python: 'SECRET = os.environ["JWT_SECRET_KEY"] (no default) + startup length check',
    node: 'zod/env schema min(32) and process exit on failure; prefer EdDSA key pair',
  },
  effortHours: [1, 4],
  checks: [
    live(['secretStrength'], ({ secretStrength }) =>
      decideTrials(secretStrength, {
        probe: 'signing secret',
        passes: 'lists of common secrets that did not sign the token',
        finding: ({ details }) => ({
          message: `The token is signed with a common secret of ${details.secretLength} characters (${details.secretMasked}); a token that we signed with it is accepted`,
          cwe: [1392],
          confidence: 'confirmed',
        }),
      }),
    ),
  ],
})
