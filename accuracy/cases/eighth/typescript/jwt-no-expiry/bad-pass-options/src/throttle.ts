import { HttpException, HttpStatus } from '@nestjs/common'

export class Throttle {
  private times: number[] = []

  constructor(
    private readonly limit: number,
    private readonly window: number,
  ) {}

  count(name: string): void {
    const now = Date.now()
    this.times = this.times.filter((time) => now - time < this.window)
    if (this.times.length >= this.limit) {
      throw new HttpException(`too many tries at ${name.slice(0, 20)}`, HttpStatus.TOO_MANY_REQUESTS)
    }
    this.times.push(now)
  }
}
