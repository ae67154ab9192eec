import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gatherService, type MeasureContext } from '../../../src/gather/service/gather-service.ts'
import type { GatheredFacts } from '../../../src/model/facts.ts'
import type { Intensity } from '../../../src/model/words.ts'
import { type SampleService, sampleSpecification, startSample, type Weakness } from './sample-service.ts'

export interface SampleRun {
  readonly facts: GatheredFacts
  readonly requests: number
}

/** Probes the sample service with its specification given. */
export async function gatherSample(
  weaknesses: readonly Weakness[],
  intensity: Intensity = 'active',
  measure?: (context: MeasureContext & { baseUrl: string }) => Promise<void>,
  wantedFacts: ReadonlySet<string> | null = null,
): Promise<SampleRun> {
  const folder = mkdtempSync(join(tmpdir(), 'assay-sample-'))
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(sampleSpecification()))
  const service = await startSample(...weaknesses)
  try {
    return await gatherAt(service, folder, intensity, measure, wantedFacts)
  } finally {
    await service.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function gatherAt(
  service: SampleService,
  folder: string,
  intensity: Intensity,
  measure?: (context: MeasureContext & { baseUrl: string }) => Promise<void>,
  wantedFacts: ReadonlySet<string> | null = null,
): Promise<SampleRun> {
  const facts = await gatherService({
    baseUrl: service.baseUrl,
    openapi: null,
    treeRoot: folder,
    routes: [],
    paths: [],
    intensity,
    headers: {},
    identities: null,
    authorizedHosts: [],
    budget: { requests: 4000, milliseconds: 120_000 },
    startedByUs: true,
    runId: 'test-run',
    signal: new AbortController().signal,
    onProgress: () => undefined,
    wantedFacts,
    ...(measure === undefined ? {} : { measure: (context) => measure({ ...context, baseUrl: service.baseUrl }) }),
    running: {
      log: () => service.log,
      listeners: async () => [{ address: '127.0.0.1', port: Number(new URL(service.baseUrl).port) }],
      hasEnded: () => false,
      exitCode: () => null,
    },
  })
  const service_ = facts.service
  return { facts, requests: service_.state === 'known' ? service_.value.requests : 0 }
}
