export class HttpError extends Error {
  readonly statusCode: number;
  readonly code: string;
  constructor(statusCode: number, code: string) {
    super(code);
    this.statusCode = statusCode;
    this.code = code;
  }
}
export const notFound = () => new HttpError(404, 'not_found');
export const conflict = (code = 'conflict') => new HttpError(409, code);
export const isConstraint = (error: unknown): boolean =>
  error instanceof Error && String((error as { code?: string }).code ?? '').startsWith('SQLITE_CONSTRAINT');
