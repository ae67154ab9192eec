import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createRemoteJWKSet, EncryptJWT, jwtDecrypt, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Parts } from '../core/app-types.js';
import { halt } from '../core/outcome.js';

const Attempt = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), after: z.string() });
const Answer = z.object({ id_token: z.string().max(16_000) });
const Identity = z.object({ sub: z.string().min(1).max(200), email: z.string().email(), email_verified: z.literal(true), name: z.string().max(80).optional(), nonce: z.string() });
const random = () => randomBytes(32).toString('base64url');
const same = (a: string, b: string) => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Authorization code flow with PKCE. What belongs to an attempt travels in an encrypted cookie, ten minutes. */
export function createIdp({ settings }: Parts) {
  const { idp, cookieKey, origin } = settings;
  const jwks = createRemoteJWKSet(new URL(idp.jwks), { timeoutDuration: 4000, cooldownDuration: 30_000, cacheMaxAge: 3_600_000 });
  const callback = `${origin}/session/callback`;

  return {
    async start(after: string) {
      const attempt = { state: random(), nonce: random(), verifier: random(), after };
      const cookie = await new EncryptJWT(attempt)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setAudience('attempt')
        .setIssuedAt()
        .setExpirationTime('10m')
        .encrypt(cookieKey);
      const address = new URL(idp.authorize);
      address.search = new URLSearchParams({
        response_type: 'code',
        client_id: idp.clientId,
        redirect_uri: callback,
        scope: 'openid email profile',
        state: attempt.state,
        nonce: attempt.nonce,
        code_challenge: createHash('sha256').update(attempt.verifier).digest('base64url'),
        code_challenge_method: 'S256',
      }).toString();
      return { cookie, address: address.href };
    },

    async finish(cookie: string, state: string, code: string) {
      const opened = await jwtDecrypt(cookie, cookieKey, {
        audience: 'attempt',
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        requiredClaims: ['exp'],
      }).catch(() => undefined);
      const attempt = Attempt.safeParse(opened?.payload);
      if (!attempt.success || !same(attempt.data.state, state)) throw halt.unknown();
      const response = await fetch(idp.token, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(8000),
        headers: {
          authorization: `Basic ${Buffer.from(`${encodeURIComponent(idp.clientId)}:${encodeURIComponent(idp.clientSecret)}`).toString('base64')}`,
          accept: 'application/json',
        },
        body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: callback, code_verifier: attempt.data.verifier }),
      });
      const answer = Answer.safeParse(response.ok ? await response.json() : undefined);
      if (!answer.success) throw halt.unknown();
      const verified = await jwtVerify(answer.data.id_token, jwks, {
        algorithms: ['RS256', 'ES256', 'EdDSA'],
        issuer: idp.issuer,
        audience: idp.clientId,
        requiredClaims: ['exp', 'sub', 'nonce'],
        clockTolerance: 30,
      }).catch(() => undefined);
      const identity = Identity.safeParse(verified?.payload);
      if (!identity.success || !same(identity.data.nonce, attempt.data.nonce)) throw halt.unknown();
      return { identity: identity.data, after: attempt.data.after };
    },
  };
}
