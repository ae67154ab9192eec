// The public face: what is not exported here may change without notice.
export { formatDuration, parseDuration } from './duration.ts'
export { LoadError, type LoadErrorCode } from './errors.ts'
export {
  type EndpointMeasurement,
  type EndpointRequest,
  type FiveTestsOptions,
  type FiveTestsResult,
  type FiveTestsStage,
  runFiveTests,
} from './five-tests/five-tests.ts'
export type { Measurement } from './five-tests/measurement.ts'
export type { LoadModel, LoadStep } from './generator/arrivals.ts'
export type { ErrorClass } from './generator/error-class.ts'
export type { LoadOptions, LoadProgress, LoadScenario, LoadUser } from './generator/load-options.ts'
export type { LatencySummary, LoadResult } from './generator/load-result.ts'
export type { TimelinePoint } from './generator/timeline.ts'
export { Histogram, type SerializedHistogram } from './histogram.ts'
export type { LoadRequest } from './http/request-template.ts'
export { ProcessMonitor, type ProcessSample, type ProcessSeries, sampleProcessTree } from './process/process-metrics.ts'
export { runLoad } from './run-load.ts'
export type { Drift } from './statistics/drift.ts'
export { type LeakVerdict, leakVerdict, MIN_LEAK_SPAN_MS } from './statistics/leak.ts'
export { estimateProportion, wilsonInterval } from './statistics/proportion.ts'
export { type Estimate, estimateQuantile } from './statistics/quantiles.ts'
