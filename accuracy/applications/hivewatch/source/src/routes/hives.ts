import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isValidObjectId } from 'mongoose';
import { newToken, sealDeviceSecret } from '../lib/crypto.js';
import { firing, setPath } from '../lib/settings.js';
import { Hives, Inspections, Readings } from '../models.js';
import { deviceOnly, keeperOnly, signDevice } from '../plugins/auth.js';

type ById = { Params: { id: string } };
type ByInspection = { Params: { id: string; inspection: string }; Body: { notes: string; queenSeen: boolean } };

const readingBody = {
  type: 'object',
  required: ['weight', 'celsius'],
  additionalProperties: false,
  properties: { weight: { type: 'number' }, celsius: { type: 'number' } },
} as const;

const inspectionBody = {
  type: 'object',
  additionalProperties: false,
  properties: { notes: { type: 'string', maxLength: 4000 }, queenSeen: { type: 'boolean' } },
} as const;

async function ownHive(req: FastifyRequest, reply: FastifyReply) {
  const { id } = req.params as { id: string };
  const hive = isValidObjectId(id) ? await Hives.findOne({ _id: id, owner: req.keeper._id }) : null;
  if (!hive) {
    await reply.code(404).send({ error: 'no such hive' });
    return null;
  }
  return hive;
}

export async function hiveRoutes(app: FastifyInstance) {
  app.get('/', { preHandler: keeperOnly }, async (req) =>
    Hives.find({ owner: req.keeper._id }).select('label settings').limit(100).lean(),
  );

  app.post<ById>('/:id/device', { preHandler: keeperOnly }, async (req, reply) => {
    const hive = await ownHive(req, reply);
    if (!hive) return reply;
    const secret = newToken();
    hive.deviceSecret = sealDeviceSecret(secret);
    await hive.save();
    return { secret, token: signDevice(req.params.id) };
  });

  app.post<{ Body: { weight: number; celsius: number } }>(
    '/readings',
    { preHandler: deviceOnly, schema: { body: readingBody } },
    async (req, reply) => {
      const hive = isValidObjectId(req.hiveId) ? await Hives.findById(req.hiveId).lean() : null;
      if (!hive) return reply.code(404).send({ error: 'no such hive' });
      await Readings.create({ hive: hive._id, ...req.body });
      return { alerts: firing(hive.settings?.rules ?? [], req.body) };
    },
  );

  app.get<ById>('/:id/readings', { preHandler: keeperOnly }, async (req, reply) => {
    if (!isValidObjectId(req.params.id)) return reply.code(404).send({ error: 'no such hive' });
    return Readings.find({ hive: req.params.id }).sort({ at: -1 }).limit(500).lean();
  });

  app.put<ById & { Body: { path: string; value: unknown } }>('/:id/settings', { preHandler: keeperOnly }, async (req, reply) => {
    const hive = await ownHive(req, reply);
    if (!hive) return reply;
    hive.settings = setPath(hive.settings ?? {}, String(req.body.path), req.body.value);
    hive.markModified('settings');
    await hive.save();
    return hive.settings;
  });

  app.get<ById>('/:id/inspections', { preHandler: keeperOnly }, async (req, reply) => {
    const hive = await ownHive(req, reply);
    if (!hive) return reply;
    return Inspections.find({ hive: hive._id }).lean();
  });

  app.patch<ByInspection>(
    '/:id/inspections/:inspection',
    { preHandler: keeperOnly, schema: { body: inspectionBody } },
    async (req, reply) => {
      const hive = await ownHive(req, reply);
      if (!hive) return reply;
      return Inspections.findByIdAndUpdate(req.params.inspection, { $set: req.body }, { new: true }).lean();
    },
  );

  app.delete<ByInspection>('/:id/inspections/:inspection', { preHandler: keeperOnly }, async (req, reply) => {
    const hive = await ownHive(req, reply);
    if (!hive) return reply;
    if (!isValidObjectId(req.params.inspection)) return reply.code(404).send({ error: 'no such inspection' });
    await Inspections.deleteOne({ _id: req.params.inspection, hive: hive._id });
    return reply.code(204).send();
  });
}
