import { defineControl, live } from '../../model/control.ts'
import { exchangeEvidence, inventory } from '../../model/evidence.ts'
import { fail, notVerified, pass } from '../../model/outcome.ts'
import { headerOf } from '../answers.ts'

const BANNERS = ['server', 'x-powered-by', 'x-aspnet-version', 'x-generator', 'x-runtime', 'via']

export const apiVersionDisclosure = defineControl({
  id: 'api.version-disclosure',
  title: 'Server and framework versions are hidden',
  why: 'Protects targeting by version.',
  layer: 'application',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [497, 200], asvs: ['v5.0.0-13.4.6'], owaspTop10: ['A01:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { live: 'Server, X-Powered-By, Via, error pages, favicon hash' },
  passesWhen: 'no version strings',
  failsWhen: 'version string present',
  fix: { python: 'gunicorn/nginx server_tokens off', node: 'app.disable("x-powered-by")' },
  effortHours: [1, 4],
  checks: [
    live(
      ['pageHeaders'],
      ({ pageHeaders }) => {
        const answers = pageHeaders.trials.flatMap((trial) => trial.attempts.slice(0, 1))
        const [first] = answers
        if (first === undefined) return notVerified('no-data', 'no answer was recorded')
        for (const exchange of answers) {
          for (const name of BANNERS) {
            const value = headerOf(exchange, name)
            const isNamed = name.startsWith('x-') && value !== ''
            if (!/\d+\.\d+/.test(value) && !isNamed) continue
            return fail({
              message: `${name}: ${value} names ${/\d/.test(value) ? 'a version' : 'the software'}`,
              cwe: [200],
              ...(/\d/.test(value) ? {} : { severity: 'info' as const }),
              confidence: 'confirmed',
              location: { kind: 'service', subject: name },
              evidence: [exchangeEvidence(exchange, name)],
            })
          }
        }
        return pass(
          inventory(
            'kinds of answers without a version',
            answers.map((exchange) => `${exchange.method} ${exchange.url} (${exchange.status})`),
          ),
          exchangeEvidence(first),
        )
      },
      { settles: true },
    ),
  ],
})
