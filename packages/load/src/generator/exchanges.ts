import { http2Message, type LoadRequest, nameOf, serializeRequest } from '../http/request-template.ts'
import type { Random } from '../statistics/random.ts'
import type { Exchange } from './carrier.ts'
import type { LoadPlan } from './load-options.ts'

/** Requests are serialised once per user; beyond so many they are made anew each time, so that memory stays bounded. */
const MAX_KEPT = 20_000
const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE', 'TRACE'])

/** Names of the requests of a plan, in the order of `requestIndex`. */
export function requestNames(plan: LoadPlan): string[] {
  return plan.scenarios.flatMap((scenario) => scenario.requests.map(nameOf))
}

/** What is sent: which scenario a user takes, and the bytes of each step. */
export class Exchanges {
  readonly #plan: LoadPlan
  readonly #kept = new Map<number, Exchange>()
  readonly #firstIndex: number[] = []
  readonly #cumulativeWeight: number[] = []
  readonly #single: Exchange | null
  #requestCount = 0

  constructor(plan: LoadPlan) {
    this.#plan = plan
    let weight = 0
    for (const scenario of plan.scenarios) {
      this.#firstIndex.push(this.#requestCount)
      this.#requestCount += scenario.requests.length
      weight += scenario.weight
      this.#cumulativeWeight.push(weight)
    }
    // everything is serialised once now, so that a request that cannot be sent is told before the run
    for (const scenario of plan.scenarios.keys()) for (const step of this.#stepsOf(scenario).keys()) this.#make(scenario, step, 0)
    this.#single = this.#requestCount === 1 && plan.users.length === 1 ? this.#make(0, 0, 0) : null
  }

  /** A scenario at random, by weight. */
  choose(random: Random): number {
    if (this.#cumulativeWeight.length === 1) return 0
    const point = random() * (this.#cumulativeWeight.at(-1) ?? 0)
    const index = this.#cumulativeWeight.findIndex((weight) => point < weight)
    return index < 0 ? this.#cumulativeWeight.length - 1 : index
  }

  stepsOf(scenario: number): number {
    return this.#stepsOf(scenario).length
  }

  get(scenario: number, step: number, user: number): Exchange {
    if (this.#single !== null) return this.#single
    const key = (user % this.#plan.users.length) * this.#requestCount + (this.#firstIndex[scenario] ?? 0) + step
    const kept = this.#kept.get(key)
    if (kept !== undefined) return kept
    const made = this.#make(scenario, step, user)
    if (this.#kept.size < MAX_KEPT) this.#kept.set(key, made)
    return made
  }

  #stepsOf(scenario: number): readonly LoadRequest[] {
    return this.#plan.scenarios[scenario]?.requests ?? []
  }

  #make(scenario: number, step: number, user: number): Exchange {
    const { users, target, http2 } = this.#plan
    const request = this.#stepsOf(scenario)[step] ?? { path: '/' }
    const method = (request.method ?? 'GET').toUpperCase()
    const userHeaders = users[user % users.length]?.headers
    return {
      bytes: serializeRequest(target, { ...request, method }, userHeaders),
      message: http2 ? http2Message(target, { ...request, method }, userHeaders) : null,
      withoutBody: method === 'HEAD',
      idempotent: IDEMPOTENT.has(method),
      thinkTimeMs: request.thinkTimeMs ?? 0,
      expectedStatuses: request.expectedStatuses ?? null,
      requestIndex: (this.#firstIndex[scenario] ?? 0) + step,
    }
  }
}
