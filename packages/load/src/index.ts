// The public face: what is not exported here may change without notice.

export { LOAD_HELP } from './command/help.ts'
export { type LoadCommandStreams, runLoadCommand } from './command.ts'
export { type CompareRunsOptions, type CompareRunsResult, compareRuns } from './compare-runs.ts'
export { formatDuration, parseDuration } from './duration.ts'
export { LoadError, type LoadErrorCode } from './errors.ts'
export { type CapacityResult, type FindCapacityOptions, findCapacity } from './find-capacity.ts'
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
export { type ContainerSample, type NetworkSample, sampleContainer } from './process/container-metrics.ts'
export { type EventLoopDelay, inspectableNodeOption, readEventLoop, watchEventLoop } from './process/event-loop.ts'
export { InspectorSession } from './process/inspector.ts'
export { ProcessMonitor, type ProcessSample, type ProcessSeries, sampleProcessTree } from './process/process-metrics.ts'
export { type ServiceUse, ServiceWatch } from './process/service-watch.ts'
export { formatCapacity, formatComparison } from './report/format-findings.ts'
export { formatLoadResult } from './report/format-load-result.ts'
export { type RenderOptions, renderLatency } from './report/render-latency.ts'
export { runLoad } from './run-load.ts'
export { type HarScenario, harScenario } from './scenario/har-scenario.ts'
export { type CapacityEstimate, estimateCapacity, type Probe, type ServiceLevel } from './statistics/capacity.ts'
export { type BlockPair, type Comparison, type ComparisonVerdict, compareBlocks } from './statistics/compare.ts'
export type { Drift } from './statistics/drift.ts'
export { type LeakVerdict, leakVerdict, MIN_LEAK_SPAN_MS } from './statistics/leak.ts'
export { estimateProportion, wilsonInterval } from './statistics/proportion.ts'
export { type Estimate, estimateQuantile } from './statistics/quantiles.ts'
export { fitScalability, type Scalability, type ScalabilityPoint } from './statistics/scalability.ts'
