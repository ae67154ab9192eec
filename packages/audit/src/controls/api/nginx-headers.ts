import { config } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import type { NginxDirective } from '../../model/facts/configuration.ts'
import { type Finding, failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { effective, type NginxServer, serversOf } from '../nginx-servers.ts'

const SECURITY = new Set([
  'x-frame-options',
  'x-content-type-options',
  'strict-transport-security',
  'content-security-policy',
  'referrer-policy',
  'permissions-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
])

/** A block that adds any header loses all headers of the blocks round it. */
export const nginxHeadersKept = config(['nginxFiles'], ({ nginxFiles }): Outcome => {
  const servers = serversOf(nginxFiles)
  const withHeaders = servers.filter((placed) => effective(placed, 'add_header').some(isSecurity))
  const all = servers.flatMap((placed) => [placed.server, ...locationsOf(placed.server)])
  if (withHeaders.length === 0) return notVerified('no-data', 'nginx adds no security header; the application may')
  const findings = withHeaders.flatMap((placed) => lostIn(placed, placed.server, effective(placed, 'add_header')))
  return failIfAny(findings, () =>
    pass(
      inventory(
        'nginx blocks that keep the security headers',
        all.map(({ file, line, name }) => `${file}:${line} ${name}`),
      ),
    ),
  )
})

function isSecurity({ arguments: words }: NginxDirective): boolean {
  return SECURITY.has((words[0] ?? '').toLowerCase())
}

function locationsOf(directive: NginxDirective): readonly NginxDirective[] {
  return (directive.block ?? [])
    .filter(({ name }) => name === 'location' || name === 'if')
    .flatMap((location) => [location, ...locationsOf(location)])
}

function lostIn(placed: NginxServer, block: NginxDirective, outer: readonly NginxDirective[]): Finding[] {
  return (block.block ?? [])
    .filter(({ name }) => name === 'location' || name === 'if')
    .flatMap((location) => {
      const own = (location.block ?? []).filter(({ name }) => name === 'add_header')
      if (own.length === 0) return lostIn(placed, location, outer)
      const kept = new Set(own.map(({ arguments: words }) => (words[0] ?? '').toLowerCase()))
      const lost = outer.filter((directive) => isSecurity(directive) && !kept.has((directive.arguments[0] ?? '').toLowerCase()))
      const first = own[0]
      if (lost.length === 0 || first === undefined) return lostIn(placed, location, own)
      const names = [...new Set(lost.map(({ arguments: words }) => words[0] ?? ''))]
      return [
        configurationFinding({
          file: first.file,
          place: first,
          key: `location ${location.arguments.join(' ')}`,
          message: `location ${location.arguments.join(' ')} adds a header of its own and so loses ${names.join(', ')}`,
          cwe: [693],
          evidence: [
            configurationEvidence(first.file, first, 'add_header'),
            ...lost.slice(0, 3).map((directive) => configurationEvidence(directive.file, directive, 'add_header', 'lost here')),
          ],
        }),
        ...lostIn(placed, location, own),
      ]
    })
}
