import type { ErrorRequestHandler, RequestHandler } from 'express';
import multer from 'multer';
import { DatabaseError, UniqueConstraintError } from 'sequelize';
import { log } from '../log';

export class Answer extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly fields?: string[],
  ) {
    super(code);
  }
}
export const missing = () => new Answer(404, 'missing');
export const forbidden = () => new Answer(403, 'forbidden');
export const conflict = (code: string) => new Answer(409, code);

const EXCLUSION = '23P01';

function known(error: unknown): Answer | undefined {
  if (error instanceof Answer) return error;
  if (error instanceof UniqueConstraintError) return conflict('taken');
  if (error instanceof DatabaseError && (error.parent as { code?: string }).code === EXCLUSION) return conflict('overlaps');
  if (error instanceof multer.MulterError) return new Answer(413, 'upload');
  const status = (error as { status?: unknown }).status;
  return typeof status === 'number' && status >= 400 && status < 500 ? new Answer(status, 'unreadable') : undefined;
}

export const lost: RequestHandler = () => {
  throw missing();
};

export const answerErrors: ErrorRequestHandler = (error, req, res, next) => {
  if (res.headersSent) return next(error);
  const answer = known(error);
  if (!answer) log.error({ err: error, id: req.id }, 'unhandled');
  res.status(answer?.status ?? 500).json({ code: answer?.code ?? 'failure', fields: answer?.fields });
};
