import { config } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { failIfAny, notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { effective, serverName, serversOf, within } from '../nginx-servers.ts'

/** The proxy limits requests and connections and gives slow clients up. */
export const nginxBursts = config(['nginxFiles'], ({ nginxFiles }): Outcome => {
  const servers = serversOf(nginxFiles).filter(({ server }) => within(server, 'proxy_pass').length > 0)
  if (servers.length === 0) return notVerified('no-data', 'no nginx server in front of the service lies in the tree')
  const limited = servers.filter((placed) => [...effective(placed, 'limit_req'), ...within(placed.server, 'limit_req')].length > 0)
  const patient = servers.filter(
    (placed) => [...effective(placed, 'client_header_timeout'), ...effective(placed, 'client_body_timeout')].length === 0,
  )
  const shown = inventory('proxied servers with a request limit', limited.map(serverName), servers.length)
  if (limited.length < servers.length)
    return partial(`${servers.length - limited.length} of ${servers.length} proxied servers have no limit_req`, [shown])
  return patient.length > 0 ? partial('slow clients are given the default of 60 seconds', [shown]) : pass(shown)
})

const EVERYBODY = /^(?:0\.0\.0\.0\/0|::\/0|all)$/

/** The address that limits count by cannot be chosen by the client. */
export const nginxAddress = config(['nginxFiles'], ({ nginxFiles }): Outcome => {
  const servers = serversOf(nginxFiles)
  if (servers.length === 0) return notVerified('no-data', 'no nginx server lies in the tree')
  const trusted = servers.flatMap((placed) =>
    effective(placed, 'set_real_ip_from').filter(({ arguments: words }) => EVERYBODY.test(words[0] ?? '')),
  )
  const passedOn = servers
    .flatMap(({ server, inherited }) => [
      ...within(server, 'proxy_set_header'),
      ...inherited.filter(({ name }) => name === 'proxy_set_header'),
    ])
    .filter(
      ({ arguments: words }) =>
        /^x-(?:real-ip|forwarded-for)$/i.test(words[0] ?? '') && /^\$http_x_(?:real_ip|forwarded_for)$/i.test(words[1] ?? ''),
    )
  const findings = [
    ...trusted.map((place) =>
      configurationFinding({
        file: place.file,
        place,
        key: place.name,
        message: 'Every client is trusted to say which address it has',
        cwe: [348],
      }),
    ),
    ...passedOn.map((place) =>
      configurationFinding({
        file: place.file,
        place,
        key: place.name,
        message: `The client's own ${place.arguments[0] ?? ''} is passed on as if the proxy had written it`,
        cwe: [348],
      }),
    ),
  ]
  const first = servers[0]
  return failIfAny([...new Map(findings.map((finding) => [JSON.stringify(finding.location), finding])).values()], () =>
    first === undefined
      ? notVerified('no-data', 'no nginx server')
      : pass(
          inventory('nginx servers that trust no address of the client', servers.map(serverName)),
          configurationEvidence(first.server.file, { ...first.server, endLine: first.server.line }),
        ),
  )
})
