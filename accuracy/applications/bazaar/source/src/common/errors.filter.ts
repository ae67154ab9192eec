import { ArgumentsHost, Catch, ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { QueryFailedError } from 'typeorm';

const UNIQUE_VIOLATION = '23505';

/** Errors of the body parsers, such as a body that is too large. */
const isClientError = (error: unknown): error is { status: number } => {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' && status >= 400 && status < 500;
};

@Catch()
export class ErrorsFilter implements ExceptionFilter {
  private readonly logger = new Logger(ErrorsFilter.name);

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const { id } = host.switchToHttp().getRequest<Request & { id?: string }>();
    const [status, body] = this.describe(error);
    if (status >= 500) this.logger.error({ err: error instanceof QueryFailedError ? error.driverError : error, requestId: id }, 'request failed');
    if (!response.headersSent) response.status(status).json({ ...body, requestId: id });
  }

  private describe(error: unknown): [number, Record<string, unknown>] {
    if (error instanceof HttpException) {
      const inner = error.getResponse();
      return [error.getStatus(), typeof inner === 'string' ? { message: inner } : { ...inner }];
    }
    if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === UNIQUE_VIOLATION) {
      return [409, { message: 'This already exists' }];
    }
    if (isClientError(error)) return [error.status, { message: 'The request was refused' }];
    return [500, { message: 'Internal error' }];
  }
}
