import type { NextFunction, Request, Response } from 'express';
import { randomUUID } from 'node:crypto';
import { log } from '../lib/logger.ts';

export function requestLog(req: Request, res: Response, next: NextFunction): void {
  const id = randomUUID();
  const start = Date.now();
  res.locals.requestId = id;
  res.set('X-Request-Id', id);
  res.on('finish', () => {
    const fields = { id, method: req.method, path: req.originalUrl.split('?')[0], status: res.statusCode, ms: Date.now() - start, user: res.locals.user?.id };
    if (res.statusCode >= 400) log.warn('request', { ...fields, query: req.query, body: req.body });
    else log.info('request', fields);
  });
  next();
}
