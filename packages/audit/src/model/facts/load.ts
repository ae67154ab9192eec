import type { FiveTestsResult } from '@assay/load'

/** What was measured under load. */
export interface LoadFacts {
  readonly performance: FiveTestsResult
}
