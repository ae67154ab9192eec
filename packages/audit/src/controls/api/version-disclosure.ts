import { defineControl, live } from '../../model/control.ts'
import { type Exchange, exchangeEvidence, type InventoryEvidence, inventory } from '../../model/evidence.ts'
import type { Trial } from '../../model/facts/service.ts'
import { type Finding, failIfAny, notVerified, pass } from '../../model/outcome.ts'
import { headerOf } from '../answers.ts'
import { noPattern } from '../source-checks.ts'

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
  verifiedBy: {
    live: 'Server, X-Powered-By, Via, error pages, favicon hash',
    static: 'headers that tell versions, defaults of servers that nothing takes away, versions in open answers',
  },
  passesWhen: 'no version strings',
  failsWhen: 'version string present',
  fix: { python: 'gunicorn/nginx server_tokens off', node: 'app.disable("x-powered-by")' },
  effortHours: [1, 4],
  checks: [
    live(
      ['pageHeaders'],
      ({ pageHeaders }) => {
        const answers = pageHeaders.trials.flatMap((trial) => trial.attempts.slice(0, 1).map((exchange) => ({ trial, exchange })))
        const [first] = answers
        if (first === undefined) return notVerified('no-data', 'no answer was recorded')
        const findings = [...bannerFindings(answers), ...answers.flatMap(bodyFindings)]
        return failIfAny(findings, () =>
          pass(
            inventory(
              'kinds of answers without a version',
              answers.map(({ exchange }) => `${exchange.method} ${exchange.url} (${exchange.status})`),
            ),
            exchangeEvidence(first.exchange),
          ),
        )
      },
      { settles: true },
    ),
    noPattern({
      kinds: ['banner-told', 'runtime-told'],
      noun: 'banners',
      where: ({ kind, details }) => kind === 'banner-told' || details.hasVersion === true,
      severityOf: ({ kind, details }) => (kind === 'banner-told' && details.isVersion === false ? 'info' : undefined),
      whenAbsent: () => notVerified('no-data', 'what servers and proxies say of themselves shows in the answers of the running service'),
    }),
  ],
})

/** What is sent in place of a name that is kept back. */
const HIDDEN = /^(?:hidden|none|redacted|unknown|private|undisclosed|[-*]+)$/i

interface Answer {
  readonly trial: Trial
  readonly exchange: Exchange
}

/** The first header that names software, as one finding for the whole service. */
function bannerFindings(answers: readonly Answer[]): readonly Finding[] {
  for (const { exchange } of answers) {
    for (const name of BANNERS) {
      const value = headerOf(exchange, name)
      const isNamed = name.startsWith('x-') && value !== '' && !HIDDEN.test(value)
      if (!/\d+\.\d+/.test(value) && !isNamed) continue
      return [
        {
          message: `${name}: ${value} names ${/\d/.test(value) ? 'a version' : 'the software'}`,
          cwe: [200],
          ...(/\d/.test(value) ? {} : { severity: 'info' as const }),
          confidence: 'confirmed',
          location: { kind: 'service', subject: name },
          evidence: [exchangeEvidence(exchange, name), carriersOf(answers, name, value)],
        },
      ]
    }
  }
  return []
}

function carriersOf(answers: readonly Answer[], name: string, value: string): InventoryEvidence {
  const same = answers.filter(({ exchange }) => headerOf(exchange, name) === value)
  return inventory('answers that carry it', [...new Set(same.map(({ trial }) => `${trial.method} ${trial.path}`))])
}

/** Fields of a body that name the version of what the service is built on; its own version is its clients' business. */
const SOFTWARE =
  /"((?:python|node(?:js)?|v8|openssl|php|java|jvm|ruby|go(?:lang)?|dotnet|flask|werkzeug|django|fastapi|uvicorn|gunicorn|starlette|express|fastify|koa|nest(?:js)?|hono|kernel|platform|runtime|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|sqlite|redis)(?:_?version)?)"\s*:\s*"([^"]{0,40}\d+\.\d+[^"]{0,80})"/gi

function bodyFindings({ trial, exchange }: Answer): readonly Finding[] {
  const named = [...exchange.responseBody.slice(0, 20_000).matchAll(SOFTWARE)].map((match) => match[1] ?? '')
  if (named.length === 0 || exchange.status >= 300) return []
  return [
    {
      message: `${trial.method} ${trial.path} tells the version of ${named.join(', ')}`,
      cwe: [200],
      confidence: 'confirmed',
      location: { kind: 'route', method: trial.method, path: trial.path },
      evidence: [exchangeEvidence(exchange, named[0])],
    },
  ]
}
