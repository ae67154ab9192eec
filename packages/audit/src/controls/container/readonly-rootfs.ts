import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { notApplicable, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence } from '../configuration-place.ts'
import { absence, isDataStore, settingOf, shippedServices } from './images.ts'
import { kubernetes } from './kubernetes.ts'
import { READ_ONLY_ROOT } from './kubernetes-rules.ts'

export const containerReadonlyRootfs = defineControl({
  id: 'container.readonly-rootfs',
  title: 'Root filesystem is read-only with explicit tmpfs/volumes',
  why: 'Protects persistence of an intruder.',
  layer: 'infrastructure',
  wave: 3,
  severity: 'low',
  strengthNeeded: 'tested',
  standards: { cwe: [732], asvs: ['v5.0.0-13.2.2'], owaspTop10: ['A05:2021', 'A01:2025'], owaspApi: ['API8:2023'] },
  documents: [],
  verifiedBy: { config: 'read_only: true / readOnlyRootFilesystem + tmpfs' },
  passesWhen: 'set',
  failsWhen: 'not set (PARTIAL/low)',
  fix: { python: 'read_only: true', node: 'read_only: true' },
  effortHours: [1, 4],
  checks: [
    config(['composeFiles', 'tree'], ({ composeFiles, tree }): Outcome => {
      const services = shippedServices(composeFiles).filter(({ service }) => !isDataStore(service))
      if (services.length === 0)
        return notApplicable('no compose service of the application that is shipped', absence('compose files', tree))
      const writable = services.filter(({ service }) => settingOf(service, 'read_only')?.value !== 'true')
      const first = writable[0]
      const shown = inventory(
        'services with a read-only root filesystem',
        services.filter((each) => !writable.includes(each)).map(({ service }) => service.name),
        services.length,
      )
      if (first === undefined) return pass(shown)
      return partial(`${writable.length} of ${services.length} services can write to their root filesystem`, [
        configurationEvidence(first.compose.file, first.service, `services.${first.service.name}`),
        shown,
      ])
    }),
    kubernetes(READ_ONLY_ROOT),
  ],
})
