import { cpus, loadavg, totalmem } from 'node:os'
import type { Environment } from '../model/report.ts'
import type { GatherOptions } from './gather-facts.ts'

/** The machine and the options of a run, as facts. */
export function environmentOf(options: GatherOptions, startedAt: Date, timingsMs: Readonly<Record<string, number>>): Environment {
  const processors = cpus()
  return {
    node: process.versions.node,
    platform: `${process.platform} ${process.arch}`,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryMb: Math.round(totalmem() / 1_048_576),
    loadAverage: Math.round((loadavg()[0] ?? 0) * 100) / 100,
    startedAt: startedAt.toISOString(),
    finishedAt: new Date().toISOString(),
    timingsMs,
    seed: options.seed,
    options: {
      profile: options.profile,
      intensity: options.intensity,
      source: options.source,
      url: options.url,
      started: options.start !== null,
      openapi: options.openapi,
      quick: options.quick,
      exclude: options.exclude.join(' '),
    },
  }
}
