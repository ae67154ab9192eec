import { ArgumentsHost, Catch, ExceptionFilter, HttpException } from '@nestjs/common';

@Catch()
export class AllExceptionsFilter implements ExceptionFilter {
  catch(exception: any, host: ArgumentsHost) {
    const response = host.switchToHttp().getResponse();
    const status = exception instanceof HttpException ? exception.getStatus() : exception.status || 500;
    if (status === 500) console.error(exception);
    response.status(status).json({
      statusCode: status,
      message: exception.response?.message ?? exception.message,
      stack: exception.stack,
    });
  }
}
