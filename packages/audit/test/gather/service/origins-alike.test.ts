import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { probeCors } from '../../../src/gather/service/probes/cors.ts'
import { liveOutcome, probeAt, USER_OPERATIONS, userServer } from './probe-harness.ts'

it.each<readonly [string, string, RegExp, string]>([
  [
    'whatever comes after it',
    String.raw`allow_origin_regex=r"https://([a-z0-9-]+\.)*harbour\.town.*"`,
    /^https:\/\/([a-z0-9-]+\.)*harbour\.town.*$/,
    'fail',
  ],
  ['whatever comes before it', `origin.endsWith('harbour.town') // the origin of our pages`, /harbour\.town$/, 'fail'],
  [
    'the end of what the configuration names',
    `origin.endsWith(config.publicDomain)\nPUBLIC_DOMAIN = "harbour.town"`,
    /harbour\.town$/,
    'fail',
  ],
  [
    'the end of a setting that is read by its name',
    `host = app.config["PORTAL_HOST"] # of our origins\n    origin.endswith(host)\nPORTAL_HOST = environ.get("PORTAL_HOST", "harbour.town")`,
    /harbour\.town$/,
    'fail',
  ],
  ['any letter for the dot', `origins = ["https://app.harbour.town"]`, /^https:\/\/app.harbour\.town$/, 'fail'],
  [
    'nothing around it',
    String.raw`allow_origin_regex=r"https://([a-z0-9-]+\.)*harbour\.town"`,
    /^https:\/\/([a-z0-9-]+\.)*harbour\.town$/,
    'pass',
  ],
])('an origin of the source is let in with %s', async (_name, line, lets, outcome) => {
  const treeRoot = await mkdtemp(join(tmpdir(), 'assay-origins-'))
  try {
    await writeFile(
      join(treeRoot, 'main.py'),
      `from starlette.middleware.cors import CORSMiddleware\napp.add_middleware(\n    CORSMiddleware,\n    ${line},\n)\n`,
    )
    const service = userServer(() => [404, {}])
    service.prependListener('request', (request, response) => {
      const { origin } = request.headers
      if (origin === undefined || !lets.test(origin)) return
      response.setHeader('access-control-allow-origin', origin)
      response.setHeader('access-control-allow-credentials', 'true')
    })
    const operations = USER_OPERATIONS.map((operation) => ({ ...operation, gaps: new Set<string>() }))
    const facts = await probeAt(service, probeCors, ['cors'], { operations, registers: true, treeRoot })
    const seen = liveOutcome('api.cors', facts)
    expect(seen.outcome, seen.text).toBe(outcome)
  } finally {
    await rm(treeRoot, { recursive: true, force: true })
  }
})
