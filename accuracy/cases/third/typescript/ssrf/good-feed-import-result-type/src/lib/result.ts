export type Result<T, E = string> = { ok: true; value: T } | { ok: false; error: E }

export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value })
export const fail = <E>(error: E): Result<never, E> => ({ ok: false, error })

export async function andThen<T, U, E>(result: Result<T, E>, next: (value: T) => Promise<Result<U, E>>): Promise<Result<U, E>> {
  return result.ok ? next(result.value) : result
}
