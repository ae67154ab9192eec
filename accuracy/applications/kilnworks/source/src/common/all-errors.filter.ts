import { ArgumentsHost, Catch, ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import type { Response } from 'express';

@Catch()
export class AllErrorsFilter implements ExceptionFilter {
  private readonly logger = new Logger('Errors');

  catch(error: unknown, host: ArgumentsHost) {
    const res = host.switchToHttp().getResponse<Response>();
    if (error instanceof HttpException) {
      return res.status(error.getStatus()).json({ message: error.message });
    }
    const failure = error as Error & { query?: string };
    this.logger.error(failure.message, failure.stack);
    return res.status(500).json({ message: failure.message, query: failure.query });
  }
}
