import { config, defineControl } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { fail, notApplicable, type Outcome, partial, pass } from '../../model/outcome.ts'
import { configurationEvidence, configurationFinding } from '../configuration-place.ts'
import { absence, isDataStore, isEdge, shippedServices } from '../container/images.ts'

export const netSegmentation = defineControl({
  id: 'net.segmentation',
  title: 'Network policies separate edge, app and data',
  why: 'Protects lateral movement.',
  layer: 'infrastructure',
  wave: 2,
  severity: 'medium',
  strengthNeeded: 'tested',
  standards: { cwe: [653], asvs: ['v5.0.0-13.2.4', 'v5.0.0-13.2.1'], owaspTop10: ['A04:2021', 'A06:2025'], owaspApi: ['API8:2023'] },
  documents: ['B-INF-04', 'SECURITY-018'],
  verifiedBy: {
    drill: 'from the edge container the DB port is unreachable',
    config: 'compose networks (internal: true), k8s NetworkPolicy default deny',
  },
  passesWhen: 'at least edge/app/data separation in config; drill result when runnable',
  failsWhen: 'single flat network',
  fix: { any: 'internal: true network for data' },
  effortHours: [4, 16],
  checks: [
    config(['composeFiles', 'tree'], ({ composeFiles, tree }): Outcome => {
      const services = shippedServices(composeFiles)
      const stores = services.filter(({ service }) => isDataStore(service))
      const edges = services.filter(({ service }) => isEdge(service))
      const first = services[0]
      if (first === undefined || services.length < 2 || stores.length === 0)
        return notApplicable('no compose file that runs a data store beside other services', absence('compose files', tree))
      const networksOf = (names: readonly string[]): readonly string[] => (names.length === 0 ? ['default'] : names)
      const table = inventory(
        'services and their networks',
        services.map(({ service }) => `${service.name}: ${networksOf(service.networks).join(', ')}`),
      )
      const used = new Set(services.flatMap(({ service }) => networksOf(service.networks)))
      if (used.size === 1) {
        const message = `All ${services.length} services share one network: whoever takes over one reaches the data store`
        return fail(
          configurationFinding({
            file: first.compose.file,
            place: { ...first.service, endLine: first.service.line },
            key: 'networks',
            message,
            cwe: [923],
            evidence: [configurationEvidence(first.compose.file, { ...first.service, endLine: first.service.line }), table],
          }),
        )
      }
      const together = edges.find(({ service }) =>
        stores.some(
          (store) =>
            store.compose === first.compose &&
            networksOf(store.service.networks).some((name) => networksOf(service.networks).includes(name)),
        ),
      )
      if (together !== undefined)
        return partial(`the proxy ${together.service.name} shares a network with a data store`, [
          configurationEvidence(together.compose.file, together.service, `services.${together.service.name}.networks`),
          table,
        ])
      const internal = composeFiles.flatMap(({ networks }) => networks).filter(({ isInternal }) => isInternal)
      const isReachable = stores.some(
        ({ service }) => !networksOf(service.networks).every((name) => internal.some((network) => network.name === name)),
      )
      return isReachable ? partial('the data stores have networks of their own, none of them internal', [table]) : pass(table)
    }),
  ],
})
