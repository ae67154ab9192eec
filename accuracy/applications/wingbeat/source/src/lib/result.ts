/** What a service answers: a value, or the reason why there is none. Reasons are the only texts that clients read. */
export type Reason = 'unauthenticated' | 'forbidden' | 'missing' | 'conflict' | 'invalid' | 'full' | 'unsupported';
export type Result<Value> = { ok: true; value: Value } | { ok: false; reason: Reason };

export const fine = <Value>(value: Value): Result<Value> => ({ ok: true, value });
export const refuse = (reason: Reason): Result<never> => ({ ok: false, reason });

export const STATUS: Record<Reason, number> = { unauthenticated: 401, forbidden: 403, missing: 404, conflict: 409, invalid: 422, full: 429, unsupported: 415 };

export class Refusal extends Error {
  constructor(readonly reason: Reason) {
    super(reason);
  }
}

export function unwrap<Value>(result: Result<Value>): Value {
  if (!result.ok) throw new Refusal(result.reason);
  return result.value;
}

export function present<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Refusal('missing');
  return value;
}
