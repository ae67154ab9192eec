import { Injectable } from '@nestjs/common';

const BOUNDS = [0.01, 0.05, 0.1, 0.5, 1, 5];
const METHODS = ['GET', 'POST', 'PATCH', 'DELETE'];

/** Requests by method and class of status, and how long they took, in the format of Prometheus. */
@Injectable()
export class Counters {
  private readonly requests = new Map<string, number>();
  private readonly buckets = BOUNDS.map(() => 0);
  private seconds = 0;
  private count = 0;

  add(method: string, status: number, seconds: number): void {
    const labels = `method="${METHODS.includes(method) ? method : 'other'}",status="${Math.floor(status / 100)}xx"`;
    this.requests.set(labels, (this.requests.get(labels) ?? 0) + 1);
    BOUNDS.forEach((bound, at) => {
      if (seconds <= bound) this.buckets[at] = (this.buckets[at] ?? 0) + 1;
    });
    this.seconds += seconds;
    this.count += 1;
  }

  text(): string {
    const lines = ['# TYPE stagefront_requests_total counter', ...[...this.requests].map(([labels, count]) => `stagefront_requests_total{${labels}} ${count}`), '# TYPE stagefront_request_seconds histogram'];
    for (const [at, bound] of BOUNDS.entries()) lines.push(`stagefront_request_seconds_bucket{le="${bound}"} ${this.buckets[at]}`);
    lines.push(`stagefront_request_seconds_bucket{le="+Inf"} ${this.count}`, `stagefront_request_seconds_sum ${this.seconds}`, `stagefront_request_seconds_count ${this.count}`);
    lines.push('# TYPE process_resident_memory_bytes gauge', `process_resident_memory_bytes ${process.memoryUsage.rss()}`);
    return `${lines.join('\n')}\n`;
  }
}
