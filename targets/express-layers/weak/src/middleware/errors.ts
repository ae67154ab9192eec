import type { NextFunction, Request, Response } from 'express';
import multer from 'multer';
import { config } from '../config.ts';
import { AppError } from '../lib/errors.ts';
import { log } from '../lib/logger.ts';

export function notFound(_req: Request, res: Response): void {
  res.status(404).json({ error: { code: 'not_found', message: 'There is nothing here', request_id: res.locals.requestId } });
}

export function handleError(error: any, _req: Request, res: Response, next: NextFunction): void {
  if (res.headersSent) return next(error);
  const request_id = res.locals.requestId;
  if (error instanceof AppError) {
    if (error.status === 429 && error.details) res.set('Retry-After', String((error.details as any).retry_after));
    res.status(error.status).json({ error: { code: error.code, message: error.message, details: error.details, request_id } });
    return;
  }
  if (error instanceof multer.MulterError) {
    const status = error.code === 'LIMIT_FILE_SIZE' ? 413 : 422;
    res.status(status).json({ error: { code: 'upload', message: 'The file was refused', request_id } });
    return;
  }
  const status = Number(error?.status ?? error?.statusCode);
  if (status >= 400 && status < 500) {
    const message = status === 413 ? 'The body is too large' : 'The request could not be read';
    res.status(status).json({ error: { code: 'bad_request', message, request_id } });
    return;
  }
  log.error('unexpected', { id: request_id, error: error?.stack ?? String(error) });
  const details = config.env === 'production' ? undefined : { message: error?.message, stack: error?.stack?.split('\n') };
  res.status(500).json({ error: { code: 'internal', message: 'Something went wrong on our side', details, request_id } });
}
