import { defineControl, fromSource, live } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { fail, notApplicable, notVerified, partial, pass } from '../../model/outcome.ts'
import {
  applicationRoutes,
  examinedEvidence,
  examinedOf,
  filesEvidence,
  patternFinding,
  patternsOf,
  routeText,
  unsupported,
} from '../source-checks.ts'
import { findingOf, passEvidence } from '../trials.ts'

/** Their default handler shows the stack to the caller unless NODE_ENV is production. */
const LEAKY_DEFAULT = ['express', 'connect']

export const errorHandlerCoverage = defineControl({
  id: 'error.handler-coverage',
  title: 'A last-resort handler exists and expected exceptions are mapped',
  why: 'Protects unhandled failures.',
  layer: 'application',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [248, 755], asvs: ['v5.0.0-16.5.4', 'v5.0.0-16.5.3'], owaspTop10: ['A10:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-ERR-04', 'B-LOG-09', 'B-KIT-09'],
  verifiedBy: {
    live: 'triggered unknown error returns 500 in the envelope and is logged with request id',
    static: 'app-wide handler; unhandledRejection/uncaughtException policy; DB/validation/JWT errors mapped',
  },
  passesWhen: 'handler found and 500 corpus conform',
  failsWhen: 'framework default error page',
  fix: { python: 'app.register_error_handler(Exception,..)', node: 'setErrorHandler + process handlers' },
  effortHours: [1, 4],
  checks: [
    live(['errorCorpus', 'typeHandling'], ({ errorCorpus, typeHandling }) => {
      const failures = [...errorCorpus.trials, ...typeHandling.trials].filter((trial) =>
        trial.attempts.some((exchange) => exchange.status === 500),
      )
      const unmapped = errorCorpus.trials.find(
        ({ name, details, reproduced }) => name === 'taken name' && Number(details.status) >= 500 && reproduced.count >= 2,
      )
      if (unmapped !== undefined)
        return fail(
          findingOf(
            unmapped,
            {
              message: `${unmapped.method} ${unmapped.path}: who is registered and registers again makes the service fail`,
              cwe: [755],
              confidence: 'confirmed',
            },
            'failures',
          ),
        )
      const [first] = failures
      if (first === undefined) return notVerified('no-data', 'no request made the service fail with 500')
      const raw = failures.find((trial) =>
        trial.attempts.some((exchange) => exchange.status === 500 && !/^\s*\{/.test(exchange.responseBody)),
      )
      if (raw === undefined)
        return pass(
          ...passEvidence(errorCorpus, failures, { probe: 'failures', passes: 'failures that were answered in the form of the API' }),
        )
      return fail(
        findingOf(
          raw,
          {
            message: `${raw.method} ${raw.path}: the failure is answered by the framework's own page`,
            cwe: [755],
            confidence: 'confirmed',
          },
          'failures',
        ),
      )
    }),

    fromSource(['source'], ({ source }) => {
      const routes = applicationRoutes(source)
      if (routes.length === 0) return unsupported(source) ?? notApplicable('no route was found in the source', filesEvidence(source))
      const [taken, ...more] = patternsOf(source, ['taken-name-fails']).map((pattern) => patternFinding(pattern))
      if (taken !== undefined) return fail(taken, ...more)
      const handlers = examinedOf(source, ['error-handler'])
      if (handlers.count > 0) return pass(examinedEvidence(handlers, 'last-resort error handlers'))
      const evidence = inventory('routes whose errors nobody maps', routes.map(routeText))
      // Nest answers every exception itself, and no stack with it, whatever it runs on.
      const leaky = source.frameworks.includes('nestjs')
        ? undefined
        : source.frameworks.find((framework) => LEAKY_DEFAULT.includes(framework))
      if (leaky === undefined)
        return partial(`no last-resort handler; the default of ${source.frameworks.join(', ') || 'the framework'} answers`, [evidence])
      return fail({
        message: `no last-resort error handler; the default of ${leaky} shows the stack outside production`,
        cwe: [755],
        location: { kind: 'repository', subject: 'error handler' },
        evidence: [evidence],
      })
    }),
  ],
})
