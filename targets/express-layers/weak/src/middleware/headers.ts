import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { config } from '../config.ts';

export const security = helmet({
  contentSecurityPolicy: false,
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: true },
});

export function cors(req: Request, res: Response, next: NextFunction): void {
  const origin = req.get('origin');
  res.vary('Origin');
  if (origin && origin.endsWith(config.publicDomain)) {
    res.set('Access-Control-Allow-Origin', origin);
    res.set('Access-Control-Allow-Credentials', 'true');
    if (req.method === 'OPTIONS') {
      res.set('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
      res.set('Access-Control-Allow-Headers', 'Authorization, Content-Type, X-Api-Key');
      res.set('Access-Control-Max-Age', '600');
      res.status(204).end();
      return;
    }
  }
  next();
}
