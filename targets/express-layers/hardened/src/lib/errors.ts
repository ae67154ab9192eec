export class AppError extends Error {
  status: number;
  code: string;
  details?: unknown;

  constructor(status: number, code: string, message: string, details?: unknown) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export const invalid = (message: string, details?: unknown) => new AppError(422, 'invalid', message, details);
export const missing = (what: string) => new AppError(404, 'not_found', `${what} not found`);
export const forbidden = (message = 'Not allowed') => new AppError(403, 'forbidden', message);
export const unauthorised = (message = 'Sign in first') => new AppError(401, 'unauthorised', message);
export const conflict = (message: string) => new AppError(409, 'conflict', message);
