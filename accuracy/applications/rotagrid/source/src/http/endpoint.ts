import type { Request, RequestHandler, Response } from 'express';
import { z, type ZodTypeAny } from 'zod';
import type { Role } from '../db/models';
import { Answer, forbidden } from './errors';

export interface Me {
  id: string;
  teamId: string;
  role: Role;
  name: string;
}
interface Shape<Params extends ZodTypeAny, Query extends ZodTypeAny, Body extends ZodTypeAny> {
  /** The least role that may come in. There is no default: it has to be said for each endpoint. */
  role: Role | 'anybody';
  params?: Params;
  query?: Query;
  body?: Body;
}
interface Input<Params, Query, Body> {
  me: Me;
  params: Params;
  query: Query;
  body: Body;
  req: Request;
  res: Response;
}

const RANK: Record<Role, number> = { worker: 0, planner: 1, manager: 2 };
const nothing = z.unknown().transform(() => undefined);

function read<Schema extends ZodTypeAny>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  throw new Answer(422, 'invalid', [...new Set(parsed.error.issues.map((issue) => issue.path.join('.')))]);
}

/** What a handler returns is the answer: an object as JSON, nothing as 204, unless it has written to `res` itself. */
export function endpoint<Params extends ZodTypeAny = typeof nothing, Query extends ZodTypeAny = typeof nothing, Body extends ZodTypeAny = typeof nothing>(
  shape: Shape<Params, Query, Body>,
  work: (input: Input<z.output<Params>, z.output<Query>, z.output<Body>>) => unknown,
): RequestHandler {
  return async (req, res) => {
    const me = req.user as Me | undefined;
    if (shape.role !== 'anybody') {
      if (!me) throw new Answer(401, 'sign-in');
      if (RANK[me.role] < RANK[shape.role]) throw forbidden();
    }
    const outcome = await work({
      me: me as Me,
      params: read(shape.params ?? nothing, req.params),
      query: read(shape.query ?? nothing, req.query),
      body: read(shape.body ?? nothing, req.body),
      req,
      res,
    });
    if (res.headersSent || res.writableEnded) return;
    if (outcome === undefined) res.status(204).end();
    else res.json(outcome);
  };
}

export const Id = z.object({ id: z.string().uuid() });
export const line = (max: number) => z.string().trim().min(1).max(max).regex(/^[^\p{Cc}]*$/u);
export const Paging = z.object({ page: z.coerce.number().int().min(1).max(1000).default(1), size: z.coerce.number().int().min(1).max(100).default(25) });
export const window = ({ page, size }: z.infer<typeof Paging>) => ({ limit: size, offset: (page - 1) * size });
