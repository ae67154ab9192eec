export function memoize<A extends string, R>(work: (argument: A) => Promise<R>): (argument: A) => Promise<R> {
  const known = new Map<A, Promise<R>>()
  return (argument) => {
    const earlier = known.get(argument)
    if (earlier) return earlier
    const promise = work(argument)
    promise.catch(() => known.delete(argument))
    known.set(argument, promise)
    return promise
  }
}
