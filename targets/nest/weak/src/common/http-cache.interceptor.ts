import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';

@Injectable()
export class HttpCacheInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const http = context.switchToHttp();
    if (http.getRequest().method === 'GET') http.getResponse().setHeader('Cache-Control', 'public, max-age=60');
    return next.handle();
  }
}
