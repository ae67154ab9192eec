import { config } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { failIfAny, notApplicable, type Outcome, pass } from '../../model/outcome.ts'
import { configurationFinding } from '../configuration-place.ts'
import { absence } from '../container/images.ts'
import { shippedWorkloads, workloadFinding } from '../container/kubernetes.ts'

/** Secrets of Kubernetes: no value may stand in a manifest, neither of a workload nor of a Secret that lies in the tree. */
export const kubernetesSecretsCheck = config(
  ['workloads', 'kubernetesSecrets', 'tree'],
  ({ workloads, kubernetesSecrets, tree }): Outcome => {
    const shipped = shippedWorkloads(workloads)
    const kept = kubernetesSecrets.filter(({ purpose }) => purpose === 'production')
    const isOpen = ({ secret }: { readonly secret: { readonly state: string } | null }): boolean =>
      secret?.state === 'literal' || secret?.state === 'guessable'
    const findings = [
      ...shipped.flatMap((workload) =>
        workload.containers.flatMap(({ name, environment }) =>
          environment
            .filter(isOpen)
            .map((setting) =>
              workloadFinding(
                workload,
                setting,
                `${name}.env.${setting.name}`,
                `${setting.name} stands in the manifest itself instead of a Secret`,
                [522],
              ),
            ),
        ),
      ),
      ...kept
        .filter(({ kind }) => kind === 'Secret')
        .flatMap(({ file, name, settings }) =>
          settings.filter(isOpen).map((setting) =>
            configurationFinding({
              file,
              place: setting,
              key: `Secret.${name}.${setting.name}`,
              message: `Secret ${name} lies in the tree with the value of ${setting.name}: base64 hides nothing`,
              cwe: [522],
            }),
          ),
        ),
    ]
    return failIfAny(findings, () => {
      const sources = [
        ...shipped.flatMap(({ kind, name, containers }) =>
          containers.flatMap(({ secretVariables }) => secretVariables.map((variable) => `${kind} ${name}: ${variable}`)),
        ),
        ...shipped.flatMap(({ kind, name, volumes }) =>
          volumes
            .filter((volume) => volume.kind === 'secret' || volume.kind === 'csi')
            .map((volume) => `${kind} ${name}: volume ${volume.name}`),
        ),
        ...kept.filter(({ kind }) => kind !== 'Secret').map(({ kind, name }) => `${kind} ${name}`),
      ]
      return sources.length === 0
        ? notApplicable('no Kubernetes workload takes a secret', absence('secrets of Kubernetes', tree))
        : pass(inventory('secrets that a Secret or a store brings in', [...new Set(sources)].sort()))
    })
  },
)
