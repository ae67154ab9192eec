// A server of the accuracy benchmark: draws a delay for each request by a program, serves it to the microsecond, and keeps what it drew.
// `GET /truth` empties and returns the list, and beside it how late the server itself was with each: it waited for a processor before it
// read the request (as Linux tells), or wrote the answer after its instant. Prints its port.
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { DueQueue } from '../src/generator/due-queue.ts'
import { HeldUp } from '../src/generator/held-up.ts'
import { seededRandom } from '../src/statistics/random.ts'
import { PROGRAMS } from './programs.ts'

const [name = 'constant', seed = '1'] = process.argv.slice(2)
const program = PROGRAMS[name]?.()
if (program === undefined) throw new Error(`no program "${name}"; there are ${Object.keys(PROGRAMS).join(', ')}`)
const random = seededRandom(Number(seed))
const heldUp = new HeldUp()
const RESPONSE = Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok')
/** Timers count whole milliseconds: sleep until so long before an instant, then spin. */
const SPIN_MS = 1.3

const drawnMs: number[] = []
const lateMs: number[] = []
const sockets: Socket[] = []
const due = new DueQueue(1_000_000)
let began = 0
let isAwake = false
let sleep: NodeJS.Timeout | null = null

const server = createServer((socket) => {
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('data', (chunk) => {
    const cameAt = performance.now()
    if (chunk.subarray(0, 10).toString() === 'GET /truth') return tell(socket)
    if (drawnMs.length === 0) began = cameAt
    const delay = program(random, cameAt - began, drawnMs.length)
    due.push({ dueAt: cameAt + delay, scenario: sockets.length, step: drawnMs.length, user: 0 })
    sockets.push(socket)
    drawnMs.push(delay)
    lateMs.push(heldUp.at(cameAt))
    if (!isAwake) wait()
  })
})
server.listen(0, '127.0.0.1', 4096, () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))

function wait(): void {
  if (sleep !== null) clearTimeout(sleep)
  sleep = null
  const left = due.nextAt - performance.now()
  if (left === Number.POSITIVE_INFINITY) return
  if (left > SPIN_MS + 1) sleep = setTimeout(wake, Math.floor(left - SPIN_MS))
  else {
    isAwake = true
    setImmediate(wake)
  }
}

function wake(): void {
  isAwake = false
  sleep = null
  heldUp.at(performance.now())
  for (let now = performance.now(); due.nextAt <= now; now = performance.now()) {
    const answer = due.pop()
    if (answer === undefined) break
    sockets[answer.scenario]?.write(RESPONSE)
    lateMs[answer.step] = (lateMs[answer.step] ?? 0) + performance.now() - answer.dueAt
  }
  wait()
}

function tell(socket: Socket): void {
  const body = JSON.stringify({ drawnMs: drawnMs.splice(0), lateMs: lateMs.splice(0) })
  sockets.length = 0
  socket.end(`HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
}
