import { analyseSource, withPatientCompiler } from '@assay/flow'
import { type GatheredFacts, known, unknown } from '../model/facts.ts'
import { gatherConfiguration } from './configuration/gather-configuration.ts'
import { gatherDependencies } from './dependencies/gather-dependencies.ts'
import type { GatherOptions } from './gather-facts.ts'
import { gatherKubernetes } from './kubernetes/gather-kubernetes.ts'
import { maskAnalysis } from './mask-analysis.ts'
import { gatherPipeline } from './pipeline/gather-pipeline.ts'
import { gatherSecrets } from './secrets/gather-secrets.ts'
import { gatherTree } from './tree.ts'

/** Everything that can be learned without the service: source, secrets, configuration, dependencies. */
export async function gatherSource(root: string, options: GatherOptions): Promise<{ facts: GatheredFacts; warnings: string[] }> {
  const { onProgress, exclude } = options
  onProgress('listing files', 0, 5)
  const tree = await gatherTree(root, { exclude })
  onProgress('looking for secrets', 1, 5)
  const secrets = wants(options, 'secrets')
    ? await attempt('secrets', () => gatherSecrets(root, tree))
    : unknown('skipped-by-user', 'none of the controls that were asked for needs them')
  onProgress('reading configuration', 2, 5)
  const configuration = await gatherConfiguration(root, tree)
  onProgress('reading dependencies', 3, 5)
  const dependencies = await gatherDependencies(root, tree, { advisories: options.advisories, cacheDirectory: options.cacheDirectory })
  onProgress('following values through the source', 4, 5)
  const { sourceCache } = options
  const source = await attempt('source', () =>
    withPatientCompiler(() =>
      analyseSource({ root, exclude, redact: maskAnalysis, ...(sourceCache === null ? {} : { cacheDirectory: sourceCache }) }),
    ),
  )
  onProgress('source read', 5, 5)
  return {
    facts: {
      tree: known(tree),
      secrets,
      source,
      ...configuration,
      ...dependencies,
      ...gatherPipeline(root, tree),
      ...gatherKubernetes(root, tree),
    },
    warnings: [],
  }
}

/** The history of a repository may take longer to read than all the rest. */
function wants({ wantedFacts = null }: GatherOptions, fact: string): boolean {
  return wantedFacts === null || wantedFacts.has(fact)
}

/** A gatherer that throws leaves its fact unknown, with the reason, and the audit goes on. */
async function attempt<T>(what: string, gather: () => Promise<T>) {
  try {
    return known(await gather())
  } catch (error) {
    return unknown('tool-error', `gathering ${what} failed: ${error instanceof Error ? error.message : String(error)}`)
  }
}
