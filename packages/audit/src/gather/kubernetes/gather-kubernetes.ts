import type { KubernetesFacts } from '../../model/facts/kubernetes.ts'
import type { TreeFact } from '../../model/facts/target.ts'
import { type Gathered, known, unknown } from '../../model/facts.ts'
import { Reading } from '../configuration/reading.ts'
import { type Manifests, parseManifests } from './manifests.ts'

const KINDS =
  /^\s*(?:-\s*)?["']?kind["']?\s*:\s*["']?(?:List|Pod|PodTemplate|Deployment|DeploymentConfig|Rollout|StatefulSet|DaemonSet|ReplicaSet|ReplicationController|Job|CronJob|Service|Secret|SealedSecret|(?:Cluster)?ExternalSecret|(?:Cluster)?SecretStore|SecretProviderClass|VaultAuth|VaultStaticSecret)\b/m

/** Kubernetes manifests of a tree. Templates are named and not read: what they become only their tool knows. */
export function gatherKubernetes(root: string, tree: TreeFact): { [N in keyof KubernetesFacts]: Gathered<KubernetesFacts[N]> } {
  try {
    const reading = new Reading(root, tree)
    const templates: string[] = []
    const manifests: Manifests[] = []
    let broken: string | null = null
    for (const file of reading.files(/\.ya?ml$/)) {
      if (/^\.github\/|^\.gitlab|(?:^|\/)(?:docker-)?compose[\w.-]*\.ya?ml$/i.test(file.file)) continue
      const text = reading.text(file)
      if (text === null || !KINDS.test(text) || !/^\s*(?:-\s*)?["']?apiVersion["']?\s*:/m.test(text)) continue
      if (/\{\{-?\s*(?:\.|include|template|if|range|with|toYaml|\$|define|end)/.test(text)) {
        templates.push(file.file)
        continue
      }
      const parsed = parseManifests(file.file, text)
      if ('error' in parsed) broken ??= `${file.file}: ${parsed.error}`
      else manifests.push(parsed)
    }
    return {
      workloads: broken === null ? known(manifests.flatMap(({ workloads }) => workloads)) : unknown('not-parsed', broken),
      kubernetesServices: known(manifests.flatMap(({ services }) => services)),
      kubernetesSecrets: known(manifests.flatMap(({ secrets }) => secrets)),
      kubernetesTemplates: known(templates),
    }
  } catch (error) {
    const failed = unknown('tool-error', `gathering Kubernetes manifests failed: ${error instanceof Error ? error.message : String(error)}`)
    return { workloads: failed, kubernetesServices: failed, kubernetesSecrets: failed, kubernetesTemplates: failed }
  }
}
