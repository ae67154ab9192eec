const registry = new Map([
  ['ping', () => console.log('ping')],
  ['flush', () => console.log('flush')],
])

export class Scheduler {
  #hooks = []

  add({ hook, delay }) {
    this.#hooks.push({ run: new Function('registry', hook), delay: Math.min(Number(delay), 60_000) })
  }

  start() {
    for (const { run, delay } of this.#hooks.splice(0)) setTimeout(() => run(registry), delay)
  }
}
