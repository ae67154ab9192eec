export class QueueService {
  private paused = false

  pause(): string {
    this.paused = true
    return 'paused'
  }

  resume(): string {
    this.paused = false
    return 'running'
  }

  destroy(): string {
    return this.paused ? 'destroyed' : 'refused'
  }
}
