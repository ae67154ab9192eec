import { config, defineControl } from '../../model/control.ts'
import { type Evidence, inventory } from '../../model/evidence.ts'
import { notVerified, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence } from '../configuration-place.ts'
import { settingOf, shippedServices } from '../container/images.ts'
import { placeOf } from './documents.ts'

export const opsLogAggregation = defineControl({
  id: 'ops.log-aggregation',
  title: 'Logs leave the host, rotate and are retained',
  why: 'Protects investigation.',
  layer: 'operations',
  wave: 1,
  severity: 'medium',
  strengthNeeded: 'observed',
  standards: { cwe: [778], asvs: ['v5.0.0-16.4.3', 'v5.0.0-16.2.3'], owaspTop10: ['A09:2021', 'A09:2025'] },
  documents: ['B-LOG-02', 'B-LOG-08'],
  verifiedBy: { live: 'canary line found in the sink (opt-in)', config: 'logging driver/shipper, rotation size/age, retention period' },
  passesWhen: 'shipper + rotation + retention stated',
  failsWhen: 'local unbounded files',
  fix: { any: 'json-file max-size / fluent-bit' },
  effortHours: [1, 4],
  checks: [
    config(['monitoring', 'composeFiles', 'documents'], ({ monitoring, composeFiles, documents }): Outcome => {
      const services = shippedServices(composeFiles)
      const shipping = services.filter(({ service }) => REMOTE.test(settingOf(service, 'logging.driver')?.value ?? ''))
      const rotating = services.filter(
        ({ service }) =>
          settingOf(service, 'logging.options.max-size') !== undefined || settingOf(service, 'logging.driver')?.value === 'local',
      )
      const shippers: readonly Evidence[] = [
        ...monitoring.logShippers.map((each) => configurationEvidence(each.file, each, each.name)),
        ...shipping.map(({ compose, service }) =>
          configurationEvidence(compose.file, { ...service, endLine: service.line }, `services.${service.name}.logging`),
        ),
      ]
      const rotation: readonly Evidence[] = [
        ...monitoring.logRotation.map((each) => configurationEvidence(each.file, each, 'rotation')),
        ...rotating
          .slice(0, 3)
          .map(({ compose, service }) =>
            configurationEvidence(compose.file, { ...service, endLine: service.line }, `services.${service.name}.logging`),
          ),
      ]
      const retention = placeOf(documents, 'log-retention')
      const [first, ...rest] = [...shippers, ...rotation, ...(retention === null ? [] : [retention])]
      const [service] = services
      if (first === undefined) {
        if (service === undefined) return notVerified('no-data', 'no file of the tree says where logs go')
        return partial('logs stay in files of the host that grow without bound: no shipper, no rotation', [
          configurationEvidence(
            service.compose.file,
            { ...service.service, endLine: service.service.line },
            `services.${service.service.name}.logging`,
          ),
        ])
      }
      const stated = [
        ...(shippers.length > 0 ? ['shipping'] : []),
        ...(rotation.length > 0 ? ['rotation'] : []),
        ...(retention === null ? [] : ['retention']),
      ]
      const shown = inventory('parts of log keeping that are configured', stated, 3)
      return stated.length === 3 ? pass(first, ...rest, shown) : partial(`logs have ${stated.join(' and ')} alone`, [first, ...rest, shown])
    }),
  ],
})

/** Drivers that send logs away from the host. */
const REMOTE = /^(?:fluentd|gelf|syslog|awslogs|gcplogs|splunk|loki|grafana\/loki-docker-driver.*|journald)$/
