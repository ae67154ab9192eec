import type { HistoryScan } from '../../model/facts/secrets.ts'
import type { TreeFact } from '../../model/facts/target.ts'
import type { Scanner } from './scanner.ts'

/** Scans what the history of the repository holds and the tree no longer does. */
export async function gatherHistory(_root: string, tree: TreeFact, _scanner: Scanner): Promise<HistoryScan> {
  return { state: 'not-scanned', because: tree.isGitRepository ? 'the history was not read' : 'the tree is not in a git repository' }
}
