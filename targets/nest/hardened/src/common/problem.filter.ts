import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger, NotFoundException } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Request, Response } from 'express';

const TITLES: Record<number, string> = {
  400: 'The request is not valid', 401: 'Authentication is required', 403: 'Not allowed', 404: 'Not found', 405: 'Method not allowed',
  409: 'Conflict', 413: 'The request is too large', 415: 'The content type is not supported', 429: 'Too many requests', 503: 'Try again soon',
};

interface Layer {
  readonly route?: { readonly methods: Record<string, boolean> };
  match(path: string): boolean;
}

/** One format for every failure; what is unexpected is logged and told as nothing but that. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemFilter.name);

  constructor(private readonly adapter: HttpAdapterHost) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const requestId = response.locals['requestId'];
    let status = statusOf(error);
    if (status >= 500) this.logger.error({ event: 'request.failed', requestId, message: error instanceof Error ? error.message : String(error), stack: error instanceof Error ? error.stack : undefined });
    if (error instanceof NotFoundException && request.route === undefined) {
      const allowed = this.methodsOf(request.path);
      if (allowed.length > 0) {
        status = 405;
        response.setHeader('Allow', allowed.join(', '));
      }
    }
    if (status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
    if (response.headersSent) {
      response.destroy();
      return;
    }
    response.status(status).type('application/problem+json').send(JSON.stringify({ type: 'about:blank', title: titleOf(error, status), status, requestId }));
  }

  /** The methods that other routes of this path answer. */
  private methodsOf(path: string): string[] {
    const layers: Layer[] = this.adapter.httpAdapter.getInstance().router.stack;
    const methods = layers.filter((layer) => layer.route !== undefined && layer.match(path)).flatMap((layer) => Object.keys(layer.route?.methods ?? {}));
    return [...new Set(methods.map((method) => method.toUpperCase()))];
  }
}

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function titleOf(error: unknown, status: number): string {
  if (status >= 500 && status !== 503) return 'Something went wrong';
  if (!(error instanceof HttpException) || status === 404 || status === 405) return TITLES[status] ?? 'The request is not valid';
  const answer = error.getResponse();
  const message = typeof answer === 'string' ? answer : (answer as { message?: string | string[] }).message;
  return (Array.isArray(message) ? message[0] : message)?.slice(0, 120) ?? TITLES[status] ?? 'The request is not valid';
}
