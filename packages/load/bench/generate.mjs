// One generator of the cost benchmark, in a process of its own. It starts cold; what it costs is told apart: until it has made so many
// requests it warms up, from then on its processor time (all threads of the process) is counted. Plain JavaScript: taking types out of
// TypeScript would cost it memory that no user pays.
const [name = '', url = '', connections = '50', warmUp = '40000', measured = '40000', dist = ''] = process.argv.slice(2)
const LONGEST_WARM_UP_MS = 12_000
const LONGEST_MS = 30_000
const GENERATORS = {
  assay: (tell) => assay(tell, 1),
  'assay, 2 threads': (tell) => assay(tell, 2),
  autocannon,
  undici,
}

const began = performance.now()
let warmAt = null
let last = { requests: 0, cpuUs: 0 }
const generate = GENERATORS[name]
if (generate === undefined) throw new Error(`no generator "${name}"`)
await generate((requests) => {
  const { user, system } = process.cpuUsage()
  last = { requests, cpuUs: user + system }
  const elapsed = performance.now() - began
  if (warmAt === null && (requests >= Number(warmUp) || elapsed > LONGEST_WARM_UP_MS)) warmAt = last
  return warmAt === null || (requests - warmAt.requests < Number(measured) && elapsed < LONGEST_MS)
})
const from = warmAt ?? { requests: 0, cpuUs: 0 }
process.stdout.write(
  JSON.stringify({
    requests: last.requests - from.requests,
    cpuUs: last.cpuUs - from.cpuUs,
    warmUpRequests: from.requests,
    warmUpCpuUs: from.cpuUs,
    rssMb: process.resourceUsage().maxRSS / 1024,
  }),
)

async function assay(tell, threads) {
  const { runLoad } = await import(dist)
  const stop = new AbortController()
  await runLoad({
    url,
    connections: Number(connections),
    durationMs: LONGEST_MS,
    threads,
    verifyCertificate: false,
    signal: stop.signal,
    onProgress: ({ requests, errors }) => {
      if (!tell(requests - errors)) stop.abort()
    },
  })
}

async function autocannon(tell) {
  const { default: start } = await import('autocannon')
  let done = 0
  await new Promise((resolve) => {
    const instance = start({ url, connections: Number(connections), duration: LONGEST_MS / 1000 })
    instance.on('tick', ({ counter }) => {
      done += counter
      if (!tell(done)) resolve()
    })
  })
}

/** undici at its cheapest: dispatch with one client a connection, no promise and no body. */
async function undici(tell) {
  const { Client } = await import('undici')
  const request = { path: '/', method: 'GET' }
  let done = 0
  let isOver = false
  const timer = setInterval(() => {
    isOver ||= !tell(done)
  }, 250)
  const users = Array.from({ length: Number(connections) }, () => {
    const client = new Client(new URL(url).origin, { pipelining: 1, connect: { rejectUnauthorized: false } })
    return new Promise((resolve, reject) => {
      const handler = {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData() {},
        onResponseEnd() {
          done++
          if (isOver) client.destroy().then(resolve, reject)
          else client.dispatch(request, handler)
        },
        onResponseError: (_, error) => reject(error),
      }
      client.dispatch(request, handler)
    })
  })
  await Promise.all(users)
  clearInterval(timer)
}
process.exit(0) // autocannon goes on until its time is over
