import { ArgumentsHost, Catch, ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Response } from 'express';

interface Problem {
  status: number;
  title: string;
  detail?: string;
}

@Catch()
export class AllExceptionsFilter implements ExceptionFilter {
  private readonly logger = new Logger('Exceptions');

  private describe(exception: unknown): Problem {
    if (exception instanceof HttpException) {
      return { status: exception.getStatus(), title: exception.name };
    }
    const reference = randomUUID();
    this.logger.error(`${reference} ${(exception as Error).stack}`);
    return { status: 500, title: 'Internal error', detail: `reference ${reference}` };
  }

  catch(exception: unknown, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse<Response>();
    const problem = this.describe(exception);
    response.status(problem.status).type('application/problem+json').send(problem);
  }
}
