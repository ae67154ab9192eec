import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { type Finding, failIfAny, notVerified, type Outcome, pass } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'
import { type Connection, connectionsOf, isNear } from '../db/connections.ts'

export const tlsInternal = defineControl({
  id: 'tls.internal',
  title: 'Database, cache and internal calls are encrypted when they leave the host',
  why: 'Protects data in transit inside.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [319], asvs: ['v5.0.0-12.3.1', 'v5.0.0-12.3.3'], owaspTop10: ['A02:2021', 'A04:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-DATA-05'],
  verifiedBy: { config: 'sslmode=require/verify-full, rediss://, mongodb tls=true' },
  passesWhen: 'encrypted or same-host/private network statement',
  failsWhen: 'cleartext across hosts',
  fix: { python: 'sslmode=verify-full', node: 'ssl:{rejectUnauthorized:true}' },
  effortHours: [1, 4],
  checks: [
    config(['composeFiles', 'envFiles', 'settingsFiles', 'dockerfiles'], (facts): Outcome => {
      const connections = connectionsOf(facts)
      if (connections.length === 0) return notVerified('no-data', 'no configuration file names the address of a data store')
      return failIfAny(connections.flatMap(findingsOf), () =>
        pass(
          inventory(
            'data stores on this host or network, or over TLS',
            connections.map(({ file, setting, host }) => `${file}: ${setting.name} at ${host}`),
          ),
        ),
      )
    }),
  ],
})

const TURNED_OFF =
  /(?:sslmode|ssl-mode)=(?:disable|allow|prefer)|(?:^|&)(?:ssl|tls|useSSL)=(?:false|0)|tlsInsecure=true|tlsAllowInvalidCertificates=true|encrypt=false/i
const TURNED_ON =
  /sslmode=(?:require|verify-ca|verify-full)|(?:^|&)(?:ssl|tls|useSSL)=(?:true|1)|ssl-mode=(?:REQUIRED|VERIFY\w*)|encrypt=(?:true|strict)/i

function findingsOf({ file, setting, scheme, host, query }: Connection): Finding[] {
  if (isNear(host) || host.includes('$')) return []
  const isEncrypted = /^(?:rediss|amqps|valkeys|mongodb\+srv)$/.test(scheme) || TURNED_ON.test(query)
  if (TURNED_OFF.test(query))
    return [
      configurationFinding({
        file,
        place: setting,
        key: setting.name,
        message: `The connection to ${host} may go in clear text: TLS is turned off or optional`,
        cwe: [319],
      }),
    ]
  return isEncrypted
    ? []
    : [
        configurationFinding({
          file,
          place: setting,
          key: setting.name,
          message: `Nothing in the address of ${host} asks for TLS`,
          cwe: [319],
          confidence: 'possible',
        }),
      ]
}
