import type { ErrorRequestHandler } from 'express';
import multer from 'multer';
import { ZodError } from 'zod';

export class HttpError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}
export const notFound = () => new HttpError(404, 'Not found');
export const forbidden = () => new HttpError(403, 'Not allowed');
export const unauthorised = () => new HttpError(401, 'Please sign in');

export const errorHandler: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) return next(error);
  if (error instanceof ZodError) {
    const fields = error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    return void res.status(422).json({ error: 'Invalid input', fields });
  }
  if (error instanceof multer.MulterError) return void res.status(413).json({ error: 'Upload refused' });
  if (error instanceof HttpError) return void res.status(error.status).json({ error: error.message });
  if (error?.code === '23505') return void res.status(409).json({ error: 'Already there' });
  const status = typeof error?.status === 'number' && error.status >= 400 && error.status < 500 ? error.status : 500;
  if (status === 500) req.log.error({ err: error }, 'request failed');
  res.status(status).json({ error: status === 500 ? 'Something went wrong' : 'Bad request' });
};
