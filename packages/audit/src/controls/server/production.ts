import { defineControl, live } from '../../model/control.ts'
import { exchangeEvidence } from '../../model/evidence.ts'
import { fail, notVerified } from '../../model/outcome.ts'
import { headerOf } from '../answers.ts'
import { noPattern } from '../source-checks.ts'
import { productionCommand } from './production-commands.ts'

const DEVELOPMENT_SERVER = /werkzeug|wsgiserver|simplehttp|basehttp|webpack-dev|vite/i

export const serverProduction = defineControl({
  id: 'server.production',
  title: 'A production application server is used',
  why: 'Protects stability.',
  layer: 'infrastructure',
  wave: 1,
  severity: 'high',
  strengthNeeded: 'observed',
  standards: { cwe: [489], asvs: ['v5.0.0-13.4.2'], owaspTop10: ['A05:2021', 'A02:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { live: 'Server: Werkzeug/… dev banner', config: 'CMD flask run / python app.py / --reload / nodemon / ts-node' },
  passesWhen: 'gunicorn/uvicorn workers/waitress or node dist',
  failsWhen: 'dev server in the production image',
  fix: { python: 'gunicorn -w', node: 'node dist/server.js' },
  effortHours: [1, 4],
  checks: [
    live(['pageHeaders'], ({ pageHeaders }) => {
      const answers = pageHeaders.trials.flatMap((trial) => trial.attempts.slice(0, 1))
      const [first] = answers
      if (first === undefined) return notVerified('no-data', 'no answer was recorded')
      const banner = answers.find((exchange) => DEVELOPMENT_SERVER.test(headerOf(exchange, 'server')))
      if (banner === undefined)
        return notVerified('inconclusive', `the answers name no development server (Server: ${headerOf(first, 'server') || 'absent'})`)
      return fail({
        message: `A development server answers (${headerOf(banner, 'server')})`,
        cwe: [489],
        confidence: 'confirmed',
        location: { kind: 'service', subject: 'server' },
        evidence: [exchangeEvidence(banner, 'server')],
      })
    }),
    noPattern({ kinds: ['dev-server'], noun: 'server starts' }),
    productionCommand,
  ],
})
