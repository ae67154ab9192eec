import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Session } from '../services/sessions.js';
import { AppError } from './errors.js';

export interface Context {
  session: Session;
  req: Request;
  res: Response;
}

const send = (res: Response, value: unknown): void => {
  if (res.headersSent) return;
  if (value === undefined) res.status(204).end();
  else res.json(value);
};

/** A handler for members; its input is what the schema lets through. */
export function route<S extends z.ZodType>(schema: S, handle: (input: z.output<S>, context: Context) => Promise<unknown>): RequestHandler {
  return async (req, res) => {
    if (!req.session) throw AppError.unauthenticated();
    const input = await schema.parseAsync({ params: req.params, query: req.query, body: req.body });
    send(res, await handle(input, { session: req.session, req, res }));
  };
}

/** The same for the few handlers that need no session. */
export function openRoute<S extends z.ZodType>(schema: S, handle: (input: z.output<S>, context: Omit<Context, 'session'>) => Promise<unknown>): RequestHandler {
  return async (req, res) => {
    const input = await schema.parseAsync({ params: req.params, query: req.query, body: req.body });
    send(res, await handle(input, { req, res }));
  };
}

export const params = <T extends z.ZodRawShape>(shape: T) => z.object({ params: z.strictObject(shape) });
export const roomParams = params({ roomId: z.uuid() });
