import { BadRequestException, Logger, UnsupportedMediaTypeException } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { randomUUID } from 'node:crypto';
import { Counters } from './counters';
import { Lifecycle } from './lifecycle';

const JSON_LIMIT = '64kb';
const DEEPEST = 8;
const UPLOADS = '/api/files';

/** What every request passes before it reaches a route. */
export function configureHttp(app: NestExpressApplication, proxies: number, allowedOrigins: readonly string[]): void {
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', proxies);
  app.set('query parser', 'simple');
  app.use(recorded(app.get(Counters), app.get(Lifecycle)));
  app.use(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"], formAction: ["'self'"] } },
      strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: true },
    }),
  );
  app.use((_request: Request, response: Response, next: NextFunction) => {
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Permissions-Policy', 'camera=(), geolocation=(), microphone=()');
    next();
  });
  app.enableCors({ origin: [...allowedOrigins], methods: ['GET', 'POST', 'PATCH', 'DELETE'], allowedHeaders: ['Authorization', 'Content-Type'], credentials: false, maxAge: 600 });
  app.use(contentType);
  app.useBodyParser('json', { limit: JSON_LIMIT, strict: true, inflate: false });
  app.use(shallow);
}

/** One line of log a request, with an identifier that its answer carries as well. */
function recorded(counters: Counters, lifecycle: Lifecycle) {
  const logger = new Logger('Http');
  return (request: Request, response: Response, next: NextFunction): void => {
    const started = performance.now();
    const requestId = randomUUID();
    response.locals['requestId'] = requestId;
    response.setHeader('X-Request-Id', requestId);
    if (lifecycle.draining) response.setHeader('Connection', 'close');
    response.once('finish', () => {
      // What was in flight when the signal came would keep its connection, and with it the process.
      if (lifecycle.draining) request.socket.end();
      const milliseconds = performance.now() - started;
      counters.add(request.method, response.statusCode, milliseconds / 1000);
      logger.log({ event: 'request', requestId, method: request.method, path: request.path, status: response.statusCode, milliseconds: Math.round(milliseconds), address: request.ip });
    });
    next();
  };
}

/** JSON everywhere but at the uploads, which are forms. */
function contentType(request: Request, _response: Response, next: NextFunction): void {
  const carries = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (carries && (request.is(request.path === UPLOADS ? 'multipart/form-data' : 'application/json') === false || request.headers['content-encoding'] !== undefined)) {
    throw new UnsupportedMediaTypeException('The content type is not supported');
  }
  next();
}

/** The validators go down as far as the input does, so its depth is bounded before. */
function shallow(request: Request, _response: Response, next: NextFunction): void {
  let level: unknown[] = [request.body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > DEEPEST) throw new BadRequestException('The body is nested too deeply');
    level = level.flatMap((value) => (value !== null && typeof value === 'object' ? Object.values(value) : []));
  }
  next();
}
