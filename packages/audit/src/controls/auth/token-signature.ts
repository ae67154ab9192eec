import { defineControl, live } from '../../model/control.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'

export const authTokenSignature = defineControl({
  id: 'auth.token-signature',
  title: 'Tampered, foreign-key and unsigned tokens are rejected',
  why: 'Protects identity claims carried in tokens.',
  layer: 'application',
  wave: 1,
  severity: 'critical',
  strengthNeeded: 'observed',
  standards: { cwe: [347, 345], asvs: ['v5.0.0-9.1.1', 'v5.0.0-9.1.3'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API2:2023'] },
  documents: ['B-AUTH-01', 'B-AUTH-02', 'SECURITY-001'],
  verifiedBy: {
    live: 'mutate payload (role, sub), signature bytes, empty signature, wrong key, kid path/SQL injection, jku/jwk header injection; each must give 401',
    static: 'no verify=False / options.verify_signature False / jwt.decode (node) used in place of jwt.verify',
  },
  passesWhen: 'request/response pairs for >=8 mutations, all 401; a control request with the valid token is 200',
  failsWhen: 'any mutated token is accepted',
  fix: {
    python: 'jwt.decode(token, key, algorithms=[...]) and never options={"verify_signature": False}',
    node: 'jwt.verify / jose.jwtVerify, never jwt.decode for authorisation',
  },
  effortHours: [1, 4],
  checks: [
    live(
      ['tokenMutation'],
      ({ tokenMutation }) =>
        decideTrials(tokenMutation, {
          probe: 'altered tokens',
          same: (trial) => (trial.name.startsWith('reset-code') ? 'reset code' : 'signature'),
          passes: 'kinds of altered tokens that were refused while the real one was accepted',
          finding: (trial) => ({
            message: /^(?:key-address|readable-cookie|reset-code)/.test(trial.name)
              ? trial.effect
              : `A token of the kind ${trial.name} is accepted`,
            cwe: [
              trial.name.startsWith('kid-')
                ? 22
                : trial.name.startsWith('reset-code')
                  ? 640
                  : trial.details.isAccepted === false
                    ? 918
                    : 347,
            ],
          }),
        }),
      { settles: true },
    ),
    noPattern({ kinds: ['jwt-not-verified', 'jwt-key-by-path', 'unset-secret'], noun: 'token verifications', examined: ['jwt-verify'] }),
  ],
})
