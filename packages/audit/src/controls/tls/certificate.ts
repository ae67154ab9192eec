import { defineControl, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { ServiceFact, Trial } from '../../model/facts/service.ts'
import { fail, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import type { Severity } from '../../model/words.ts'
import { trialEvidence } from '../trials.ts'

/** Renewal that has not run by then mostly will not (ACME clients renew with 30 days left). */
const FEW_DAYS = 21
const NAME = 'ERR_TLS_CERT_ALTNAME_INVALID'
const EXPIRED = 'CERT_HAS_EXPIRED'
/** Shorter RSA keys have left NIST SP 800-131A. */
const RSA_BITS = 2048

export const tlsCertificate = defineControl({
  id: 'tls.certificate',
  title: 'Certificate chain, name and expiry are good and renewal is automated',
  why: 'Protects identity of the service.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [295, 298], asvs: ['v5.0.0-12.2.2', 'v5.0.0-12.3.4'], owaspTop10: ['A07:2021', 'A07:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-TLS-02'],
  verifiedBy: {
    live: 'chain, SAN, key size, days left (> 21)',
    config: 'certbot/cert-manager renewal',
    static: 'verify=False / rejectUnauthorized:false in clients',
  },
  passesWhen: 'valid chain, > 21 days left, renewal config found',
  failsWhen: 'expired, wrong name, self-signed external',
  fix: { python: 'certbot renew', node: 'certbot renew' },
  effortHours: [1, 4],
  checks: [
    live(['tls', 'service'], ({ tls, service }) => {
      const trial = tls.trials.find(({ name }) => name === 'certificate')
      if (trial !== undefined) return decide(trial, service)
      const [missing] = tls.notTried
      return notVerified(missing?.reason ?? 'no-data', missing?.because ?? 'no certificate was seen')
    }),
  ],
})

function decide(trial: Trial, service: ServiceFact): Outcome {
  const { daysLeft, bits, keyType, authorizationError: error, hasAuthority } = trial.details
  if (trial.saw === 'unclear') return notVerified('inconclusive', trial.effect)
  const refuse = (message: string, cwe: number, severity: Severity): Outcome =>
    fail({
      message,
      cwe: [cwe],
      severity,
      confidence: 'confirmed',
      location: { kind: 'route', method: 'GET', path: '/' },
      evidence: [trialEvidence(trial, 'handshake')],
    })
  if (Number(daysLeft) < 0 || error === EXPIRED) return refuse(`the certificate is over: ${trial.effect}`, 298, 'high')
  if (error === NAME) return refuse(`the certificate is not for ${service.host}`, 297, 'high')
  if (keyType === 'rsa' && Number(bits) > 0 && Number(bits) < RSA_BITS)
    return refuse(`the certificate's RSA key has ${bits} bits, under ${RSA_BITS}`, 326, 'medium')
  if (error !== '' && !service.isLoopback) return refuse(`the certificate is trusted by nobody (${error})`, 295, 'high')
  if (Number(daysLeft) < FEW_DAYS) return refuse(`the certificate ends in ${daysLeft} days, under ${FEW_DAYS}`, 298, 'medium')
  if (error !== '' && hasAuthority === true) return refuse(`the given authority did not sign the certificate (${error})`, 295, 'high')
  if (error !== '')
    return notVerified('no-data', `on this machine the certificate is trusted by nobody (${error}); name its authority with --ca FILE`)
  return pass(inventory('the certificate: name, chain, end and key', [trial.effect, `${keyType} ${bits}`]))
}
