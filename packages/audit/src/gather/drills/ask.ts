import { Agent, request } from 'undici'

export interface Answer {
  /** 0 when none came. */
  readonly status: number
  readonly ms: number
  /** Why none came: `timeout`, or the code of the connection; else empty. */
  readonly error: string
}

/** One plain GET of the service; never throws. */
export async function ask(
  url: string,
  {
    headers = {},
    timeoutMs,
    agent,
  }: { readonly headers?: Readonly<Record<string, string>>; readonly timeoutMs: number; readonly agent: Agent },
): Promise<Answer> {
  const began = performance.now()
  const answer = (status: number, error: string): Answer => ({ status, ms: Math.round(performance.now() - began), error })
  try {
    const response = await request(url, { headers, dispatcher: agent, signal: AbortSignal.timeout(timeoutMs) })
    await response.body.dump({ limit: MAX_BODY })
    return answer(response.statusCode, '')
  } catch (error) {
    return answer(0, errorCode(error))
  }
}

const MAX_BODY = 1024 * 1024

/** The probes may have used up what limits grant their addresses: the drills come from one of their own. */
const DRILL_ADDRESS = '127.0.0.77'

export function drillAgent(baseUrl: string, connections: number): Agent {
  const hasAddresses = process.platform === 'linux' && ['127.0.0.1', 'localhost'].includes(new URL(baseUrl).hostname)
  return new Agent({
    connections,
    pipelining: 1,
    bodyTimeout: 0,
    headersTimeout: 0,
    ...(hasAddresses ? { connect: { localAddress: DRILL_ADDRESS } } : {}),
  })
}

export function errorCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout'
  const code = 'code' in error ? String(error.code) : error.name
  return code === 'UND_ERR_SOCKET' ? 'closed' : code
}
