import { CallHandler, ExecutionContext, Injectable, NestInterceptor } from '@nestjs/common';
import { tap } from 'rxjs';

@Injectable()
export class LoggingInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler) {
    const { method, url, body } = context.switchToHttp().getRequest();
    const started = Date.now();
    return next.handle().pipe(tap(() => console.log(`${method} ${url} ${JSON.stringify(body ?? {})} ${Date.now() - started}ms`)));
  }
}
