/** Told while gathering works: what is being done, and how far it is (`total` 0 when that is not known). */
export type Progress = (text: string, done: number, total: number) => void

/** Wall-clock milliseconds of each stage. */
export class Stopwatch {
  readonly timingsMs: Record<string, number> = {}

  async time<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const start = performance.now()
    try {
      return await work()
    } finally {
      this.timingsMs[stage] = Math.round(performance.now() - start)
    }
  }
}
