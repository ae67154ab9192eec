import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';

const TITLES: Record<number, string> = {
  400: 'Some fields are not valid.',
  401: 'Please sign in.',
  403: 'That is not yours to do.',
  404: 'There is no such thing.',
  409: 'The state does not allow that.',
  413: 'That is too large.',
  415: 'That kind of file is not taken.',
  429: 'Too many requests.',
  503: 'Not ready.',
};

@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly log = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse<Response>();
    const request = host.switchToHttp().getRequest<Request>();
    const status = error instanceof HttpException ? error.getStatus() : 500;
    if (status >= 500 && status !== 503) this.log.error({ err: error, id: request.id }, 'unhandled');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const body = error instanceof HttpException ? error.getResponse() : {};
    const fields = typeof body === 'object' && 'fields' in body ? body.fields : undefined;
    response.status(status).type('application/problem+json').json({ title: TITLES[status] ?? 'Something went wrong.', fields });
  }
}
