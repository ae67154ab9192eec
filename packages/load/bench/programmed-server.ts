// A server of the accuracy benchmark: draws a delay for each request by a program, serves it, and keeps how long it really took.
// What it reports is what it did, by its own clock, however late its timers were. `GET /truth` empties and returns the list, and the
// lateness of its heartbeat: meanwhile requests waited where its clock did not see them.
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { exponential, normal, type Random, seededRandom } from '../src/statistics/random.ts'

const [program = 'constant', seed = '1'] = process.argv.slice(2)
const random = seededRandom(Number(seed))
const began = performance.now()

/** Milliseconds to wait, by the time since the start and the number of requests so far. */
type Program = (random: Random, elapsedMs: number, index: number) => number
const base = () => 8 + exponential(random, 2)
const PROGRAMS: Readonly<Record<string, Program>> = {
  constant: () => 10,
  uniform: () => 5 + 20 * random(),
  exponential: () => 3 + exponential(random, 8),
  bimodal: () => (random() < 0.9 ? base() : 60 + 10 * random()),
  'rare slow': () => (random() < 0.015 ? 150 + 50 * random() : base()),
  'heavy tail': () => Math.min(900, 5 * (1 - random()) ** (-1 / 1.6)),
  lognormal: () => 12 * Math.exp(0.6 * normal(random)),
  drift: (_, elapsed) => 8 + elapsed / 500 + exponential(random, 1),
  'slow start': (_, elapsed) => 10 + 60 * Math.exp(-elapsed / 1500),
  pauses: (_, elapsed) => stalled(elapsed, 1000, 120),
  stall: (_, elapsed) => stalled(elapsed - 2000, 1e9, 800),
}

/** During the first `length` ms of each period everything waits for its end. */
function stalled(elapsed: number, period: number, length: number): number {
  const phase = elapsed % period
  return elapsed >= 0 && phase < length ? length - phase + base() : base()
}

const served: number[] = []
const late: number[] = []
beat()
let count = 0
const delay = PROGRAMS[program]
if (delay === undefined) throw new Error(`no program "${program}"; there are ${Object.keys(PROGRAMS).join(', ')}`)
const RESPONSE = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')

const server = createServer((socket) => {
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    const cameAt = performance.now()
    if (chunk.subarray(0, 10).toString() === 'GET /truth') return tell(socket)
    setTimeout(
      () => {
        socket.write(RESPONSE)
        served.push(performance.now() - cameAt)
      },
      delay(random, cameAt - began, count++),
    )
  })
})
server.listen(0, '127.0.0.1', 511, () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))

function tell(socket: Socket): void {
  const body = JSON.stringify({ served: served.splice(0), late: late.splice(0) })
  socket.end(`HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}

/** Its own heartbeat: how late, in milliseconds, beyond what whole-millisecond timers are. */
function beat(): void {
  const dueAt = performance.now() + 10
  setTimeout(() => {
    late.push(Math.max(0, performance.now() - dueAt - 1.2))
    beat()
  }, 10)
}
