import { defineControl, live } from '../../model/control.ts'
import type { Trial } from '../../model/facts/service.ts'
import { fail, notVerified, partial, pass } from '../../model/outcome.ts'
import { noPattern } from '../source-checks.ts'
import { findingOf, passEvidence } from '../trials.ts'

export const errorConsistentFormat = defineControl({
  id: 'error.consistent-format',
  title: 'One error format and correct status codes',
  why: 'Protects clients; monitoring.',
  layer: 'application',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'observed',
  standards: { cwe: [394, 703], asvs: ['v5.0.0-16.5.3'], owaspTop10: ['A10:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-AUTH-12', 'B-ERR-05', 'B-API-11'],
  verifiedBy: {
    live: 'the answers of the error probes: JSON body with code/message/requestId, right class (404 unknown, 405 method, 422/400 validation, 401 vs 403), no 200-with-error',
    static: 'handlers registered per exception class',
  },
  passesWhen: '>=95% of the corpus follows one schema',
  failsWhen: '200 with error body, HTML errors on a JSON API, mixed shapes',
  fix: { python: 'problem+json helper', node: 'one error handler that answers application/problem+json (RFC 9457)' },
  effortHours: [1, 4],
  checks: [
    noPattern({
      kinds: ['error-format-mixed'],
      noun: 'handlers of errors',
      whenAbsent: () => notVerified('no-data', 'the form of errors shows on the running service'),
    }),
    live(['errorCorpus'], ({ errorCorpus }) => {
      const errors = errorCorpus.trials.filter((trial) => Number(trial.details.status) >= 400 && !trial.name.startsWith('failure met'))
      if (errors.length < 3) return notVerified('no-data', `only ${errors.length} kinds of errors were seen`)
      const odd = errorCorpus.trials.find(
        (trial) =>
          Number(trial.details.status) < 300 &&
          trial.details.expected === false &&
          ['unknown path', 'malformed JSON', 'unknown id'].includes(trial.name) &&
          trial.attempts.some((exchange) => /error|not found|does not exist/i.test(exchange.responseBody.slice(0, 500))),
      )
      const html = errors.find((trial) => trial.details.isHtml === true)
      const shapes = errors.map((trial) =>
        String(trial.details.fields)
          .split(',')
          .filter((field) => field !== ''),
      )
      const common = (shapes[0] ?? []).filter((field) => shapes.every((fields) => fields.includes(field)))
      const evidence = passEvidence(errorCorpus, errors, {
        probe: 'errors',
        passes: `kinds of errors with the fields ${common.length === 0 ? '(none in common)' : common.join(', ')}`,
      })
      if (odd !== undefined)
        return fail(
          findingOf(odd, { message: `${odd.name} is answered with ${odd.details.status}`, cwe: [394], confidence: 'confirmed' }, 'errors'),
        )
      if (html !== undefined)
        return fail(
          findingOf(html, { message: `${html.name} is answered with an HTML page`, cwe: [703], confidence: 'confirmed' }, 'errors'),
        )
      const text = mixedIn(errors)
      if (text !== undefined)
        return fail(
          findingOf(
            text,
            { message: `${text.name} is answered with plain text, others with JSON`, cwe: [703], confidence: 'confirmed' },
            'errors',
          ),
        )
      return common.length > 0 ? pass(...evidence) : partial('errors have no field in common', evidence)
    }),
  ],
})

/** Errors that the service itself answers, and no server before it. */
const OWN_ERRORS = ['unknown path', 'unknown path of the API', 'unknown id', 'not authenticated', 'malformed JSON', 'empty body']

/** An error in words beside some in the form of the API; undefined where all have one form. */
function mixedIn(errors: readonly Trial[]): Trial | undefined {
  const own = errors.filter(({ name, details }) => OWN_ERRORS.includes(name) && Number(details.status) < 500)
  const isText = ({ details, attempts }: Trial): boolean =>
    details.fields === '' && attempts.some(({ responseBody }) => /\w/.test(responseBody))
  const formed = own.filter(({ details }) => details.fields !== '')
  return formed.length < 2 ? undefined : own.find(isText)
}
