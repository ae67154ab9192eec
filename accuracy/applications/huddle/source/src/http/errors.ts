import type { ErrorRequestHandler } from 'express';
import { ZodError } from 'zod';

export class AppError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }

  static unauthenticated = () => new AppError(401, 'Please sign in');
  static forbidden = () => new AppError(403, 'Not allowed');
  static notFound = () => new AppError(404, 'Not found');
  static tooMany = () => new AppError(429, 'Too many requests');
}

const clientStatus = (error: unknown): number | undefined => {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : undefined;
};

export const errorHandler: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) {
    next(error);
    return;
  }
  if (error instanceof ZodError) {
    const fields = error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
    res.status(422).json({ error: 'Invalid input', fields });
  } else if (error instanceof AppError) {
    res.status(error.status).json({ error: error.message });
  } else if (clientStatus(error)) {
    res.status(clientStatus(error)!).json({ error: 'Bad request' });
  } else {
    req.log.error({ err: error }, 'unhandled');
    res.status(500).json({ error: 'Internal error', requestId: req.id });
  }
};
