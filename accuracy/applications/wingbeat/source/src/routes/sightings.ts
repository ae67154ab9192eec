import { Readable } from 'node:stream';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from '@sinclair/typebox';
import { Types } from 'mongoose';
import { readWaypoints } from '../lib/gpx.js';
import { Order, orderOf, paged, slice, Where, withPaging } from '../lib/listing.js';
import { present, Refusal, unwrap } from '../lib/result.js';
import { Audits, Sightings, type Sighting } from '../models/index.js';
import { actorIn, groupIn } from '../plugins/access.js';

const Hex = Type.String({ pattern: '^[0-9a-f]{24}$' });
const InGroup = Type.Object({ group: Hex });
const One = Type.Object({ group: Hex, id: Hex });
const Photo = Type.Object({ group: Hex, id: Hex, photo: Type.String({ format: 'uuid' }) });
const Species = Type.String({ pattern: '^[A-Z]{6}$' });
const Written = Type.Object(
  {
    species: Species,
    count: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    seenAt: Type.String({ format: 'date-time' }),
    lat: Type.Number({ minimum: -90, maximum: 90 }),
    lon: Type.Number({ minimum: -180, maximum: 180 }),
    notes: Type.String({ maxLength: 4000, default: '' }),
  },
  { additionalProperties: false },
);
const Listing = withPaging(
  Type.Object({
    q: Type.Optional(Type.String({ maxLength: 80 })),
    species: Type.Optional(Species),
    from: Type.Optional(Type.String({ format: 'date-time' })),
    to: Type.Optional(Type.String({ format: 'date-time' })),
    order: Order,
  }),
);
const MOST_PHOTOS = 8;
const costly = { rateLimit: { max: 20, timeWindow: '10 minutes' } };

const cell = (value: unknown) => {
  const text = String(value ?? '');
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
};

const routes: FastifyPluginAsyncTypebox = async (app) => {
  const { config, pulse, media } = app.wingbeat;
  const hidden = (species: string) => config.species.get(species)?.sensitive ?? true;

  /** Places of sensitive species are given by the tenth of a degree, except to who has written them down. */
  function shown(row: Sighting, actor: Types.ObjectId) {
    const exact = !hidden(row.species) || row.observer?.equals(actor);
    const [lon = 0, lat = 0] = row.place?.coordinates.map((value) => (exact ? value : Math.round(value * 10) / 10)) ?? [];
    const { _id, species, count, seenAt, notes } = row;
    return { id: _id, species, count, seenAt, notes: exact ? notes : '', lat, lon, photos: exact ? row.photos.map((photo) => photo.id) : [] };
  }

  const fields = (body: typeof Written.static) => {
    if (!config.species.has(body.species) || new Date(body.seenAt) > new Date()) throw new Refusal('invalid');
    const { species, count, notes, lat, lon } = body;
    return { species, count, notes, seenAt: new Date(body.seenAt), place: { type: 'Point' as const, coordinates: [lon, lat] } };
  };

  const own = async (group: Types.ObjectId, id: string, observer: Types.ObjectId) =>
    present(await Sightings.findOne({ _id: new Types.ObjectId(id), group, observer }));

  app.get('/', { config: { rule: 'observer' }, schema: { params: InGroup, querystring: Listing } }, async (request) => {
    const { q, species, from, to, order } = request.query;
    const filter = new Where<Sighting>()
      .is('group', groupIn(request))
      .is('species', species)
      .between('seenAt', from ? new Date(from) : undefined, to ? new Date(to) : undefined)
      .words(q)
      .build();
    const { skip, limit } = slice(request.query);
    const rows = await Sightings.find(filter)
      .sort(orderOf(order))
      .skip(skip)
      .limit(limit)
      .maxTimeMS(4000)
      .lean<Sighting[]>();
    return paged(rows.map((row) => shown(row, actorIn(request).id)), request.query);
  });

  app.post('/', { config: { rule: 'observer' }, schema: { params: InGroup, body: Written } }, async (request, reply) => {
    const made = await Sightings.create({ ...fields(request.body), group: groupIn(request), observer: actorIn(request).id });
    await pulse.tell(request.params.group, made.id);
    return reply.code(201).send({ id: made.id });
  });

  app.get('/:id', { config: { rule: 'observer' }, schema: { params: One } }, async (request) => {
    const found = await Sightings.findOne({ _id: new Types.ObjectId(request.params.id), group: groupIn(request) }).lean<Sighting>();
    return shown(present(found), actorIn(request).id);
  });

  app.put('/:id', { config: { rule: 'observer' }, schema: { params: One, body: Written } }, async (request, reply) => {
    const sighting = await own(groupIn(request), request.params.id, actorIn(request).id);
    sighting.set(fields(request.body));
    await sighting.save();
    return reply.code(204).send();
  });

  app.delete('/:id', { config: { rule: 'observer' }, schema: { params: One } }, async (request, reply) => {
    const sighting = await own(groupIn(request), request.params.id, actorIn(request).id);
    await sighting.deleteOne();
    await Promise.all(sighting.photos.map((photo) => photo.id && media.discard(photo.id)));
    await Audits.create({ actor: actorIn(request).id, group: groupIn(request), deed: 'sighting.deleted', thing: request.params.id });
    return reply.code(204).send();
  });

  app.post('/:id/photos', { config: { rule: 'observer', ...costly }, schema: { params: One } }, async (request, reply) => {
    const sighting = await own(groupIn(request), request.params.id, actorIn(request).id);
    if (sighting.photos.length >= MOST_PHOTOS) throw new Refusal('conflict');
    const upload = await request.file();
    if (!upload) throw new Refusal('invalid');
    const kept = unwrap(await media.keep(await upload.toBuffer()));
    sighting.photos.push(kept);
    await sighting.save().catch(async (error: unknown) => {
      await media.discard(kept.id);
      throw error;
    });
    return reply.code(201).send({ id: kept.id });
  });

  app.get('/:id/photos/:photo', { config: { rule: 'observer' }, schema: { params: Photo } }, async (request, reply) => {
    const found = present(await Sightings.findOne({ _id: new Types.ObjectId(request.params.id), group: groupIn(request) }).lean<Sighting>());
    const visible = shown(found, actorIn(request).id).photos;
    const photo = present(found.photos.find((one) => one.id === request.params.photo && visible.includes(one.id)));
    reply.headers({ etag: `"${photo.etag}"`, 'cache-control': 'private, max-age=0, must-revalidate' });
    if (request.headers['if-none-match'] === `"${photo.etag}"`) return reply.code(304).send();
    return reply.type('image/webp').send(media.open(request.params.photo));
  });

  app.post('/import', { config: { rule: 'observer', ...costly }, schema: { params: InGroup } }, async (request, reply) => {
    const upload = await request.file({ limits: { fileSize: 1024 * 1024 } });
    if (!upload) throw new Refusal('invalid');
    const points = unwrap(readWaypoints((await upload.toBuffer()).toString('utf8'), config.species));
    const [group, observer] = [groupIn(request), actorIn(request).id];
    const rows = points.map(({ lat, lon, at, species }) => ({ group, observer, species, count: 1, seenAt: at, place: { type: 'Point', coordinates: [lon, lat] } }));
    await Sightings.insertMany(rows, { ordered: true });
    await Audits.create({ actor: observer, group, deed: 'track.imported', thing: `${rows.length} sightings` });
    return reply.code(201).send({ imported: rows.length });
  });

  app.get('/export.csv', { config: { rule: 'keeper', ...costly }, schema: { params: InGroup } }, async (request, reply) => {
    const [group, actor] = [groupIn(request), actorIn(request).id];
    await Audits.create({ actor, group, deed: 'sightings.exported', thing: 'csv' });
    const cursor = Sightings.find({ group }).sort({ _id: 1 }).lean<Sighting[]>().cursor({ batchSize: 500 });
    async function* lines() {
      yield 'species,count,seen,lat,lon,notes\r\n';
      for await (const row of cursor) {
        const one = shown(row as unknown as Sighting, actor);
        yield `${[one.species, one.count, one.seenAt.toISOString(), one.lat, one.lon, one.notes].map(cell).join(',')}\r\n`;
      }
    }
    reply.header('content-disposition', 'attachment; filename="sightings.csv"').type('text/csv; charset=utf-8');
    return reply.send(Readable.from(lines()));
  });

  app.get('/summary', { config: { rule: 'observer' }, schema: { params: InGroup, querystring: Type.Object({ days: Type.Integer({ minimum: 1, maximum: 366, default: 30 }) }) } }, async (request) => {
    const since = new Date(Date.now() - request.query.days * 86_400_000);
    return Sightings.aggregate<{ _id: string; birds: number; sightings: number }>([
      { $match: { group: groupIn(request), seenAt: { $gte: since } } },
      { $group: { _id: '$species', birds: { $sum: '$count' }, sightings: { $sum: 1 } } },
      { $sort: { birds: -1, _id: 1 } },
      { $limit: 200 },
    ]).option({ maxTimeMS: 4000 });
  });

  app.get('/events', { config: { rule: 'observer', ...costly }, schema: { params: InGroup } }, async (request, reply) => {
    const stream = new Readable({ read: () => undefined });
    const leave = pulse.listen(request.params.group, (event) => {
      if (stream.readableLength < 64 * 1024) stream.push(`data: ${event}\n\n`);
    });
    if (!leave) throw new Refusal('full');
    const beat = setInterval(() => stream.push(': still here\n\n'), 20_000);
    const end = setTimeout(() => stream.push(null), 15 * 60_000);
    stream.push(`retry: ${2000 + Math.floor(Math.random() * 3000)}\n\n`);
    const close = () => {
      clearInterval(beat);
      clearTimeout(end);
      leave();
    };
    stream.once('close', close);
    request.raw.once('close', () => stream.destroy());
    return reply.headers({ 'cache-control': 'no-store', 'x-accel-buffering': 'no' }).type('text/event-stream').send(stream);
  });
};
export default routes;
