/**
 * A wait that ends when a second caller waits too, after 300 ms at the latest: what is decided before it and done after it is a race, however slowly
 * the machine takes one request after the other.
 */
export function meeting(): () => Promise<void> {
  let arrived: (() => void) | null = null
  return () =>
    new Promise((resolve) => {
      if (arrived !== null) {
        arrived()
        return resolve()
      }
      const timer = setTimeout(() => arrived?.(), 300)
      arrived = () => {
        clearTimeout(timer)
        arrived = null
        resolve()
      }
    })
}
