import { z } from 'zod'

const CALL_MS = 8000

const reply = z.object({ id: z.number().optional(), result: z.unknown(), error: z.object({ message: z.string() }).optional() })

/** A session with the inspector of a Node.js process on loopback (Chrome DevTools Protocol). */
export class InspectorSession {
  readonly #socket: WebSocket
  readonly #waiting = new Map<number, { resolve: (result: unknown) => void; reject: (error: Error) => void }>()
  #lastId = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.addEventListener('message', ({ data }) => this.#take(String(data)))
    socket.addEventListener('close', () => this.#fail('the inspector closed the session'))
  }

  /** Rejects when nobody answers at the address. */
  static async open(address: string): Promise<InspectorSession> {
    const socket = new WebSocket(address)
    await new Promise<void>((resolve, reject) => {
      socket.addEventListener('open', () => resolve(), { once: true })
      socket.addEventListener('error', () => reject(new Error('the inspector does not answer')), { once: true })
    })
    return new InspectorSession(socket)
  }

  async call(method: string, params: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    const id = ++this.#lastId
    const timer = setTimeout(() => this.#settle(id)?.reject(new Error(`${method} was not answered`)), CALL_MS)
    try {
      return await new Promise((resolve, reject) => {
        this.#waiting.set(id, { resolve, reject })
        this.#socket.send(JSON.stringify({ id, method, params }))
      })
    } finally {
      clearTimeout(timer)
    }
  }

  close(): void {
    this.#socket.close()
  }

  #take(text: string): void {
    const { id, result, error } = reply.parse(JSON.parse(text))
    if (id === undefined) return
    const waiting = this.#settle(id)
    if (error === undefined) waiting?.resolve(result)
    else waiting?.reject(new Error(error.message))
  }

  #settle(id: number): { resolve: (result: unknown) => void; reject: (error: Error) => void } | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    return waiting
  }

  #fail(because: string): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id)?.reject(new Error(because))
  }
}
