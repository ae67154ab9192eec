// One generator of the cost benchmark, in a process of its own: warms up, then loads the address and prints what a request cost.
import { runLoad } from '../src/index.ts'

/** Packages that are compared with, loaded only when asked for; they bring no types. */
interface Autocannon {
  default: (options: { url: string; connections: number; duration: number }) => Promise<{ '2xx': number }>
}
interface Undici {
  Client: new (
    origin: string,
    options: { pipelining: number },
  ) => { dispatch: (request: object, handler: object) => boolean; destroy: () => Promise<void> }
}

const [name = '', url = '', connections = '50', seconds = '3'] = process.argv.slice(2)
const GENERATORS: Readonly<Record<string, (seconds: number) => Promise<number>>> = {
  assay: (time) => assay(time, 1),
  'assay, 2 threads': (time) => assay(time, 2),
  autocannon: async (time) => {
    const module: string = 'autocannon'
    const { default: autocannon }: Autocannon = await import(module)
    return (await autocannon({ url, connections: Number(connections), duration: time }))['2xx']
  },
  undici,
}

const generate = GENERATORS[name]
if (generate === undefined) throw new Error(`no generator "${name}"`)
await generate(1)
const before = process.cpuUsage()
const requests = await generate(Number(seconds))
const { user, system } = process.cpuUsage(before)
process.stdout.write(JSON.stringify({ requests, cpuUs: user + system, rssMb: process.resourceUsage().maxRSS / 1024 }))

async function assay(time: number, threads: number): Promise<number> {
  const result = await runLoad({ url, connections: Number(connections), durationMs: time * 1000, threads, verifyCertificate: false })
  return result.requests - result.errors
}

/** undici at its cheapest: dispatch with one client a connection, no promise and no body. */
async function undici(time: number): Promise<number> {
  const module: string = 'undici'
  const { Client }: Undici = await import(module)
  const until = performance.now() + time * 1000
  const request = { path: '/', method: 'GET' }
  let done = 0
  const users = Array.from({ length: Number(connections) }, () => {
    const client = new Client(new URL(url).origin, { pipelining: 1 })
    return new Promise<void>((resolve, reject) => {
      const handler = {
        onRequestStart() {},
        onResponseStart() {},
        onResponseData() {},
        onResponseEnd() {
          done++
          if (performance.now() < until) client.dispatch(request, handler)
          else client.destroy().then(resolve, reject)
        },
        onResponseError: (_: unknown, error: unknown) => reject(error),
      }
      client.dispatch(request, handler)
    })
  })
  await Promise.all(users)
  return done
}
