/** One Ctrl-C may come twice within this: from the terminal, and handed on by the process that started this one. */
const SAME_INTERRUPT_MS = 300

interface Interrupt {
  /** Of the first signal: ends the work in order. */
  readonly stop: (signal: NodeJS.Signals) => void
  /** Of another one, later. */
  readonly quit: () => void
  readonly now?: () => number
}

/** Listener for signals: the first one stops, a second one quits at once. */
export function interruptListener({ stop, quit, now = () => performance.now() }: Interrupt): (signal: NodeJS.Signals) => void {
  let firstAt: number | null = null
  return (signal) => {
    if (firstAt === null) {
      firstAt = now()
      stop(signal)
    } else if (now() - firstAt >= SAME_INTERRUPT_MS) quit()
  }
}
