// The public face: what is not exported here may change without notice.
export { type AnalyseOptions, analyseSource } from './analyse-source.ts'
export type * from './facts.ts'
export { withPatientCompiler } from './patient-compiler.ts'
export { admitsEverybody } from './routes/known-guards.ts'
