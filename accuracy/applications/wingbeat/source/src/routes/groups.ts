import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from '@sinclair/typebox';
import { trusted, Types } from 'mongoose';
import { Paging, paged, slice } from '../lib/listing.js';
import { present, Refusal } from '../lib/result.js';
import { fresh } from '../lib/secrets.js';
import { Audits, Cameras, Groups, Logins, Users } from '../models/index.js';
import { actorIn, groupIn } from '../plugins/access.js';

const Hex = Type.String({ pattern: '^[0-9a-f]{24}$' });
const InGroup = Type.Object({ group: Hex });
const Role = Type.Union([Type.Literal('observer'), Type.Literal('keeper')]);
const Name = Type.String({ minLength: 1, maxLength: 80 });
const MOST_GROUPS = 20;
const MOST_CAMERAS = 50;
const MOST_MEMBERS = 500;

const routes: FastifyPluginAsyncTypebox = async (app) => {
  const { mailer, seal } = app.wingbeat;

  app.get('/', { config: { rule: 'signed-in' } }, async (request) => {
    const mine = await Groups.find({ 'members.user': actorIn(request).id }).select('name').sort({ name: 1 }).limit(MOST_GROUPS).lean();
    return mine.map(({ _id, name }) => ({ id: _id, name }));
  });

  app.post('/', { config: { rule: 'signed-in' }, schema: { body: Type.Object({ name: Name }) } }, async (request, reply) => {
    const { id } = actorIn(request);
    if ((await Groups.countDocuments({ 'members.user': id }).limit(MOST_GROUPS)) >= MOST_GROUPS) throw new Refusal('conflict');
    const made = await Groups.create({ name: request.body.name, members: [{ user: id, role: 'keeper' }] });
    await Audits.create({ actor: id, group: made._id, deed: 'group.founded', thing: made.id });
    return reply.code(201).send({ id: made.id });
  });

  app.get('/:group/members', { config: { rule: 'observer' }, schema: { params: InGroup } }, async (request) => {
    const group = present(await Groups.findById(groupIn(request)).lean());
    const users = await Users.find({ _id: trusted({ $in: group.members.map((member) => member.user) }) }).select('name').lean();
    const names = new Map(users.map((user) => [String(user._id), user.name]));
    return group.members.map(({ user, role }) => ({ user, role, name: names.get(String(user)) }));
  });

  /** Whether an address has an account is not told: who has one gets a letter, the answer is the same. */
  app.post(
    '/:group/members',
    { config: { rule: 'keeper', rateLimit: { max: 30, timeWindow: '1 hour' } }, schema: { params: InGroup, body: Type.Object({ email: Type.String({ format: 'email', maxLength: 254 }), role: Role }) } },
    async (request, reply) => {
      const group = groupIn(request);
      const { members } = present(await Groups.findById(group).select('members').lean());
      if (members.length >= MOST_MEMBERS) throw new Refusal('conflict');
      const user = await Users.findOne({ email: request.body.email.toLowerCase(), confirmed: true, suspended: false }).select('email name').lean();
      if (user) {
        const added = await Groups.findOneAndUpdate(
          { _id: group, 'members.user': trusted({ $ne: user._id }) },
          { $push: { members: { user: user._id, role: request.body.role } } },
        );
        if (added) mailer.post(user.email, 'welcome', { name: user.name, group: added.name });
        await Audits.create({ actor: actorIn(request).id, group, deed: 'member.added', thing: String(user._id) });
      }
      return reply.code(202).send();
    },
  );

  app.delete('/:group/members/:user', { config: { rule: 'keeper' }, schema: { params: Type.Object({ group: Hex, user: Hex }) } }, async (request, reply) => {
    const [actor, user] = [actorIn(request), new Types.ObjectId(request.params.user)];
    if (actor.id.equals(user)) throw new Refusal('conflict');
    await Groups.updateOne({ _id: groupIn(request) }, { $pull: { members: { user } } });
    await Audits.create({ actor: actor.id, group: groupIn(request), deed: 'member.removed', thing: request.params.user });
    return reply.code(204).send();
  });

  app.post(
    '/:group/cameras',
    { config: { rule: 'keeper' }, schema: { params: InGroup, body: Type.Object({ name: Name, lat: Type.Number({ minimum: -90, maximum: 90 }), lon: Type.Number({ minimum: -180, maximum: 180 }) }) } },
    async (request, reply) => {
      const group = groupIn(request);
      if ((await Cameras.countDocuments({ group }).limit(MOST_CAMERAS)) >= MOST_CAMERAS) throw new Refusal('conflict');
      const key = fresh();
      const { name, lat, lon } = request.body;
      const made = await Cameras.create({ group, name, place: [lon, lat], key: seal.close(key) });
      await Audits.create({ actor: actorIn(request).id, group, deed: 'camera.added', thing: made.id });
      return reply.code(201).send({ id: made.id, key });
    },
  );

  app.get('/:group/audit', { config: { rule: 'keeper' }, schema: { params: InGroup, querystring: Paging } }, async (request) => {
    const { skip, limit } = slice(request.query);
    const rows = await Audits.find({ group: groupIn(request) }).sort({ _id: -1 }).skip(skip).limit(limit).lean();
    return paged(rows.map(({ actor, deed, thing, createdAt }) => ({ actor, deed, thing, at: createdAt })), request.query);
  });

  app.post('/suspensions', { config: { rule: 'warden' }, schema: { body: Type.Object({ user: Hex }) } }, async (request, reply) => {
    const [actor, user] = [actorIn(request), new Types.ObjectId(request.body.user)];
    if (actor.id.equals(user)) throw new Refusal('conflict');
    present(await Users.findOneAndUpdate({ _id: user }, { $set: { suspended: true } }));
    await Logins.deleteMany({ user });
    app.forgetActor(user);
    await Audits.create({ actor: actor.id, deed: 'user.suspended', thing: request.body.user });
    return reply.code(204).send();
  });
};
export default routes;
