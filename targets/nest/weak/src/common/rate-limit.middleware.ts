import { Injectable, NestMiddleware } from '@nestjs/common';
import { NextFunction, Request, Response } from 'express';

const LIMIT = 1500;

@Injectable()
export class RateLimitMiddleware implements NestMiddleware {
  private readonly hits = new Map<string, { count: number; until: number }>();

  use(req: Request, res: Response, next: NextFunction) {
    const client = (req.headers['x-forwarded-for'] as string) || req.ip;
    const now = Date.now();
    const entry = this.hits.get(client);
    if (!entry || entry.until < now) {
      this.hits.set(client, { count: 1, until: now + 60_000 });
    } else if (++entry.count > LIMIT) {
      res.status(429).json({ statusCode: 429, message: 'Slow down' });
      return;
    }
    next();
  }
}
