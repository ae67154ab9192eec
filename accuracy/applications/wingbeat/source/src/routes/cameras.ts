import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from '@sinclair/typebox';
import { Value } from '@sinclair/typebox/value';
import { Types } from 'mongoose';
import { Refusal } from '../lib/result.js';
import { digest, fresh, signatureFits } from '../lib/secrets.js';
import { Cameras, Sightings } from '../models/index.js';

const Report = Type.Object({ species: Type.String({ pattern: '^[A-Z]{6}$' }), count: Type.Integer({ minimum: 1, maximum: 10_000 }) }, { additionalProperties: false });
const Headers = Type.Object({ 'x-moment': Type.String({ maxLength: 10 }), 'x-signature': Type.String({ pattern: '^[0-9a-f]{64}$' }) });

/** Cameras sign the bytes they send; here those bytes are kept as they came until the signature is known to be good. */
const routes: FastifyPluginAsyncTypebox = async (app) => {
  const { config, redis, pulse, seal } = app.wingbeat;
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: 4096 }, (_request, body, done) => done(null, body));

  app.post(
    '/:camera/reports',
    { config: { rule: 'open', rateLimit: { max: 120, timeWindow: '1 minute' } }, schema: { params: Type.Object({ camera: Type.String({ pattern: '^[0-9a-f]{24}$' }) }), headers: Headers } },
    async (request, reply) => {
      const body = request.body as Buffer;
      const { 'x-moment': moment, 'x-signature': signature } = request.headers;
      const camera = await Cameras.findById(new Types.ObjectId(request.params.camera)).select('+key').lean();
      const key = camera ? seal.open(camera.key) : fresh();
      if (!signatureFits(key, moment, body, signature) || !camera) throw new Refusal('unauthenticated');
      if ((await redis.set(`report:${digest(signature)}`, '1', 'EX', 900, 'NX')) === null) return reply.code(202).send();
      let report: unknown;
      try {
        report = JSON.parse(body.toString('utf8'));
      } catch {
        throw new Refusal('invalid');
      }
      if (!Value.Check(Report, report) || !config.species.has(report.species)) throw new Refusal('invalid');
      const made = await Sightings.create({
        group: camera.group,
        camera: camera._id,
        species: report.species,
        count: report.count,
        seenAt: new Date(Number(moment) * 1000),
        place: { type: 'Point', coordinates: camera.place },
      });
      await pulse.tell(String(camera.group), made.id);
      return reply.code(202).send();
    },
  );
};
export default routes;
