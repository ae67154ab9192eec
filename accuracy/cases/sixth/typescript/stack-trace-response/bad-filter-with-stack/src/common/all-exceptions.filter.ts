import { ArgumentsHost, Catch, ExceptionFilter, HttpException, Logger } from '@nestjs/common';
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
    const error = exception as Error;
    this.logger.error(error.stack);
    return { status: 500, title: 'Internal error', detail: error.stack };
  }

  catch(exception: unknown, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse<Response>();
    const problem = this.describe(exception);
    response.status(problem.status).type('application/problem+json').send(problem);
  }
}
