import { createServer } from 'node:http'

const BUCKETS_MS = [5, 10, 25, 50, 100, 250, 500, 1000]

export class Metrics {
  #byStatus = new Map()
  #buckets = new Array(BUCKETS_MS.length + 1).fill(0)

  observe(status, ms) {
    const group = `${Math.floor(status / 100)}xx`
    this.#byStatus.set(group, (this.#byStatus.get(group) ?? 0) + 1)
    const index = BUCKETS_MS.findIndex((limit) => ms <= limit)
    this.#buckets[index === -1 ? BUCKETS_MS.length : index] += 1
  }

  render() {
    const lines = ['# HELP http_requests_total Requests by status', '# TYPE http_requests_total counter']
    for (const [group, count] of [...this.#byStatus].sort()) lines.push(`http_requests_total{status="${group}"} ${count}`)
    lines.push('# HELP http_request_duration_ms Duration of requests', '# TYPE http_request_duration_ms histogram')
    let sum = 0
    for (const [index, limit] of [...BUCKETS_MS, '+Inf'].entries()) {
      sum += this.#buckets[index]
      lines.push(`http_request_duration_ms_bucket{le="${limit}"} ${sum}`)
    }
    lines.push(`process_resident_memory_bytes ${process.memoryUsage.rss()}`)
    return `${lines.join('\n')}\n`
  }
}

/** Metrics have a port of their own on the loopback interface, where the collector beside the service reads them. */
export function serveMetrics(metrics, port) {
  return createServer((_request, response) => response.setHeader('Content-Type', 'text/plain; version=0.0.4').end(metrics.render())).listen(port, '127.0.0.1')
}
