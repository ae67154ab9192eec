import { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'

/** What is written lies in the service's sockets by then. */
const FLUSHED_MS = 8
/** Who is not there by then is not waited for. */
const LATEST_MS = 400

/**
 * Lets requests that race begin together: each sends all but the last byte of its body, and the last bytes go out at once, when a
 * service has parsed the heads and accepted the connections already.
 */
export class Gate {
  private readonly size: number
  private arrived = 0
  private readonly opened: Promise<void>
  private open: () => void = () => undefined

  constructor(size: number) {
    this.size = size
    this.opened = new Promise((resolve) => {
      this.open = resolve
    })
  }

  /** The body in two parts, the second when all are there. */
  hold(body: string | Uint8Array): Readable {
    const bytes = Buffer.from(body)
    const pass = (): Promise<void> => this.pass()
    return Readable.from(
      (async function* () {
        yield bytes.subarray(0, -1)
        await pass()
        yield bytes.subarray(-1)
      })(),
      { objectMode: false },
    )
  }

  private async pass(): Promise<void> {
    this.arrived += 1
    if (this.arrived === this.size) void sleep(FLUSHED_MS).then(this.open)
    await Promise.race([this.opened, sleep(LATEST_MS)])
  }
}
