import jwt from 'jsonwebtoken';
import { randomUUID } from 'node:crypto';
import { config } from '../config.ts';

const issuer = 'deskwise';
const audience = 'deskwise-api';
const refreshAudience = 'deskwise-refresh';

export function accessToken(user: Record<string, any>): string {
  return jwt.sign({ typ: 'access', ver: user.token_version }, config.jwtSecret, { algorithm: 'HS256', issuer, audience, subject: String(user.id), expiresIn: config.accessSeconds });
}

export function refreshToken(user: Record<string, any>, family: string = randomUUID()): { token: string; jti: string; family: string } {
  const jti = randomUUID();
  const token = jwt.sign({ typ: 'refresh', ver: user.token_version, fam: family }, config.refreshSecret, {
    algorithm: 'HS256', issuer, audience: refreshAudience, subject: String(user.id), jwtid: jti, expiresIn: config.refreshSeconds,
  });
  return { token, jti, family };
}

export function readAccess(token: string): jwt.JwtPayload | undefined {
  try {
    const claims = jwt.verify(token, config.jwtSecret, { algorithms: ['HS256'], issuer, audience }) as jwt.JwtPayload;
    return claims.typ === 'access' ? claims : undefined;
  } catch {
    return undefined;
  }
}

export function readRefresh(token: string): jwt.JwtPayload | undefined {
  try {
    const claims = jwt.verify(token, config.refreshSecret, { algorithms: ['HS256'], issuer, audience: refreshAudience }) as jwt.JwtPayload;
    return claims.typ === 'refresh' ? claims : undefined;
  } catch {
    return undefined;
  }
}
