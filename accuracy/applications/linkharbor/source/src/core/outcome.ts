import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** Ends a request with a status and one of our own words; nothing else of an error leaves the house. */
export class Halt extends HTTPException {
  constructor(
    status: ContentfulStatusCode,
    readonly word: string,
    readonly fields?: string[],
  ) {
    super(status, { message: word });
  }
}

export const halt = {
  unknown: () => new Halt(401, 'sign-in'),
  forbidden: () => new Halt(403, 'forbidden'),
  missing: () => new Halt(404, 'missing'),
  conflict: () => new Halt(409, 'conflict'),
  invalid: (fields?: string[]) => new Halt(422, 'invalid', fields),
  slow: () => new Halt(429, 'slow-down'),
};

export function found<Row>(row: Row | undefined | null): Row {
  if (row === undefined || row === null) throw halt.missing();
  return row;
}
