import { config, defineControl, live } from '../../model/control.ts'
import type { Evidence } from '../../model/evidence.ts'
import { type Finding, failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { effective, serversOf, within } from '../nginx-servers.ts'
import { noPattern } from '../source-checks.ts'
import { decideTrials } from '../trials.ts'
import { gunicornSetting, optionOf, runs, shippedCommands } from './start-commands.ts'

export const serverTimeouts = defineControl({
  id: 'server.timeouts',
  title: 'Request, header, keep-alive and upstream timeouts are set',
  why: 'Protects slow clients and hung work.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [400, 770], asvs: ['v5.0.0-13.1.3'], owaspApi: ['API4:2023'] },
  documents: ['B-RATE-08', 'B-API-09', 'B-TLS-06', 'SECURITY-011'],
  verifiedBy: {
    live: 'slow body and slow handler are cut at the declared time',
    config: 'gunicorn timeout, nginx proxy_*_timeout, node requestTimeout/headersTimeout',
  },
  passesWhen: 'declared and observed',
  failsWhen: 'hang > 60 s',
  fix: { python: 'gunicorn --timeout 30', node: 'server.requestTimeout=30000' },
  effortHours: [1, 4],
  checks: [
    live(['slowClients'], ({ slowClients }) =>
      decideTrials(slowClients, {
        probe: 'slow clients',
        reads: (trial) => trial.name.startsWith('slow '),
        passes: 'kinds of slow clients that were let go',
        finding: () => null,
      }),
    ),
    config(
      ['startCommands', 'applicationConfiguration', 'nginxFiles'],
      ({ startCommands, applicationConfiguration, nginxFiles }): Outcome => {
        const seen: Evidence[] = []
        const findings: Finding[] = []
        const gunicorn = shippedCommands(startCommands).find(({ words }) => runs(words, /^gunicorn$/))
        const set = gunicornSetting(applicationConfiguration, 'timeout')
        const timeout = gunicorn === undefined ? null : (optionOf(gunicorn.words, '--timeout', '-t') ?? set?.setting.value ?? '30')
        if (gunicorn !== undefined && timeout !== null) {
          const seconds = Number(timeout)
          const place =
            set !== null && optionOf(gunicorn.words, '--timeout', '-t') === null
              ? { file: set.file, place: set.setting }
              : { file: gunicorn.file, place: gunicorn }
          if (seconds === 0 || seconds > LONGEST_SECONDS)
            findings.push(
              configurationFinding({
                ...place,
                key: 'timeout',
                message: seconds === 0 ? 'gunicorn waits for a worker for ever' : `gunicorn waits ${seconds} seconds for a worker`,
                cwe: [400],
              }),
            )
          else
            seen.push(
              configurationEvidence(
                place.file,
                place.place,
                'timeout',
                `${timeout} seconds${set === null && optionOf(gunicorn.words, '--timeout', '-t') === null ? ', the default' : ''}`,
              ),
            )
        }
        for (const placed of serversOf(nginxFiles)) {
          for (const name of ['proxy_read_timeout', 'proxy_send_timeout', 'client_body_timeout', 'client_header_timeout', 'send_timeout']) {
            for (const directive of new Set([...effective(placed, name), ...within(placed.server, name)])) {
              if (secondsOf(directive.arguments[0] ?? '') > LONGEST_SECONDS)
                findings.push(
                  configurationFinding({
                    file: directive.file,
                    place: directive,
                    key: name,
                    message: `${name} is ${directive.arguments[0] ?? ''}: a stuck request holds its connection that long`,
                    cwe: [400],
                  }),
                )
              else seen.push(configurationEvidence(directive.file, directive, name))
            }
          }
        }
        const [first, ...rest] = seen
        return failIfAny([...new Map(findings.map((finding) => [JSON.stringify(finding.location), finding])).values()], () =>
          first === undefined
            ? notVerified('no-data', 'no file of the tree sets a timeout of the server')
            : pass(first, ...rest.slice(0, 5)),
        )
      },
    ),
    noPattern({ kinds: ['server-timeout-off'], noun: 'timeouts of the server' }),
  ],
})

/** Beyond ten minutes a timeout protects nothing; long polls and exports stay under it. */
const LONGEST_SECONDS = 600

/** `90`, `90s`, `5m`, `1h`. */
function secondsOf(text: string): number {
  const [, number = '0', unit = 's'] = /^(\d+)(ms|s|m|h|d)?$/.exec(text) ?? []
  return Number(number) * ({ ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 }[unit] ?? 1)
}
