import type { FastifyInstance } from 'fastify';
import { isValidObjectId } from 'mongoose';
import { Keepers, Listings } from '../models.js';
import { keeperOnly } from '../plugins/auth.js';
import { openPhoto, storePhoto } from '../services/photos.js';

type ById = { Params: { id: string } };

const listingBody = {
  type: 'object',
  required: ['title', 'cents'],
  additionalProperties: false,
  properties: {
    title: { type: 'string', minLength: 1, maxLength: 140 },
    text: { type: 'string', maxLength: 4000 },
    cents: { type: 'integer', minimum: 1, maximum: 1_000_000 },
  },
} as const;

export async function marketRoutes(app: FastifyInstance) {
  app.get<{ Querystring: { filter?: string } }>('/listings', async (req) => {
    const filter = req.query.filter ? JSON.parse(req.query.filter) : {};
    return Listings.find(filter).sort({ _id: -1 }).limit(50).lean();
  });

  app.get<{ Querystring: { q?: string } }>('/listings/suggest', async (req) => {
    const pattern = new RegExp(String(req.query.q ?? ''), 'i');
    const recent = await Listings.find().sort({ _id: -1 }).limit(200).select('title').lean();
    return recent.filter((entry) => pattern.test(entry.title)).slice(0, 10);
  });

  app.get<ById>('/listings/:id', async (req, reply) => {
    const found = isValidObjectId(req.params.id) ? await Listings.findById(req.params.id).populate('seller').lean() : null;
    return found ?? reply.code(404).send({ error: 'no such listing' });
  });

  app.get<{ Querystring: { title?: string } }>('/listings/preview', { preHandler: keeperOnly }, async (req, reply) => {
    const by = req.keeper.name.replace(/[<>&"]/g, '');
    return reply.type('text/html').send(`<article><h1>${req.query.title ?? 'Honey'}</h1><p>by ${by}</p></article>`);
  });

  app.post<{ Body: { title: string; text?: string; cents: number } }>(
    '/listings',
    { preHandler: keeperOnly, schema: { body: listingBody } },
    async (req, reply) => {
      const made = await Listings.create({ ...req.body, seller: req.keeper._id });
      return reply.code(201).send({ id: made._id });
    },
  );

  app.post<ById>('/listings/:id/photo', { preHandler: keeperOnly }, async (req, reply) => {
    const listing = isValidObjectId(req.params.id) ? await Listings.findOne({ _id: req.params.id, seller: req.keeper._id }) : null;
    const upload = await req.file();
    if (!listing || !upload) return reply.code(404).send({ error: 'no such listing' });
    const name = await storePhoto(await upload.toBuffer());
    if (!name) return reply.code(415).send({ error: 'only JPEG or PNG' });
    listing.photo = name;
    await listing.save();
    return { photo: name };
  });

  app.delete<ById>('/listings/:id/photo', async (req, reply) => {
    if (!isValidObjectId(req.params.id)) return reply.code(404).send({ error: 'no such listing' });
    await Listings.updateOne({ _id: req.params.id }, { $unset: { photo: 1 } });
    return reply.code(204).send();
  });

  app.get<{ Params: { '*': string } }>('/photos/*', async (req, reply) => reply.send(openPhoto(req.params['*'])));

  app.get<{ Querystring: { to?: string } }>('/out', async (req, reply) => {
    const target = req.query.to ?? '/';
    req.log.info({ target }, 'visitor leaves');
    return reply.redirect(target);
  });

  app.post<{ Params: { id: string } }>('/listings/:id/buy', { preHandler: keeperOnly }, async (req, reply) => {
    const listing = isValidObjectId(req.params.id) ? await Listings.findById(req.params.id).lean() : null;
    if (!listing) return reply.code(404).send({ error: 'no such listing' });
    const paid = await Keepers.updateOne(
      { _id: req.keeper._id, balance: { $gte: listing.cents } },
      { $inc: { balance: -listing.cents } },
    );
    if (!paid.modifiedCount) return reply.code(402).send({ error: 'balance too low' });
    await Keepers.updateOne({ _id: listing.seller }, { $inc: { balance: listing.cents } });
    return reply.code(204).send();
  });
}
