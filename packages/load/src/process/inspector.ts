const CALL_MS = 8000

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

  /** Value of an expression that gives a text; null when it gives none. */
  async evaluate(expression: string): Promise<string | null> {
    const answer = await this.call('Runtime.evaluate', { expression })
    const value = isObject(answer) && isObject(answer.result) ? answer.result.value : null
    return typeof value === 'string' ? value : null
  }

  close(): void {
    this.#socket.close()
  }

  #take(text: string): void {
    const message: unknown = JSON.parse(text)
    if (!isObject(message) || typeof message.id !== 'number') return
    const waiting = this.#settle(message.id)
    if (message.error === undefined) waiting?.resolve(message.result)
    else waiting?.reject(new Error(isObject(message.error) ? String(message.error.message) : 'refused'))
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
