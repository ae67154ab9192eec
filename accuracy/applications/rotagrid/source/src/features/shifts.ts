import { Router } from 'express';
import { Op, type Order, type WhereOptions } from 'sequelize';
import { z } from 'zod';
import { Shift, Swap, User } from '../db/models';
import { sequelize } from '../db/sequelize';
import { endpoint, Id, line, Paging, window, type Me } from '../http/endpoint';
import { conflict, forbidden, missing } from '../http/errors';
import { audit } from '../security/audit';

const ORDERS = {
  soonest: [['startsAt', 'ASC'], ['id', 'ASC']],
  latest: [['startsAt', 'DESC'], ['id', 'ASC']],
  place: [['place', 'ASC'], ['startsAt', 'ASC']],
  worker: [[{ model: User, as: 'worker' }, 'name', 'ASC'], ['startsAt', 'ASC']],
} satisfies Record<string, Order>;

const Listing = Paging.extend({
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
  place: line(80).optional(),
  mine: z.enum(['yes', 'no']).default('no'),
  order: z.enum(['soonest', 'latest', 'place', 'worker']).default('soonest'),
});
const Planned = z
  .object({ workerId: z.string().uuid().nullable(), startsAt: z.coerce.date(), endsAt: z.coerce.date(), place: line(80), note: z.string().trim().max(500).default('') })
  .refine((shift) => shift.endsAt > shift.startsAt && shift.endsAt.getTime() - shift.startsAt.getTime() <= 16 * 3_600_000, { path: ['endsAt'] });

export const shifts = Router();

async function colleague(me: Me, id: string) {
  if (!(await User.count({ where: { id, teamId: me.teamId, active: true } }))) throw missing();
  return id;
}

async function shiftOf(me: Me, id: string) {
  const shift = await Shift.findOne({ where: { id, teamId: me.teamId } });
  if (!shift) throw missing();
  return shift;
}

shifts.get(
  '/',
  endpoint({ role: 'worker', query: Listing }, async ({ me, query }) => {
    const where: WhereOptions<Shift> = {
      teamId: me.teamId,
      ...(query.mine === 'yes' && { workerId: me.id }),
      ...(query.place && { place: query.place }),
      ...((query.from || query.to) && { startsAt: { ...(query.from && { [Op.gte]: query.from }), ...(query.to && { [Op.lt]: query.to }) } }),
    };
    const worker = { model: User, as: 'worker', attributes: ['id', 'name'] };
    const { rows, count } = await Shift.findAndCountAll({ where, include: [worker], order: ORDERS[query.order], ...window(query) });
    return { items: rows, total: count };
  }),
);

shifts.post(
  '/',
  endpoint({ role: 'planner', body: Planned }, async ({ me, body, res }) => {
    if (body.workerId) await colleague(me, body.workerId);
    const shift = await Shift.create({ ...body, teamId: me.teamId });
    await audit(me, 'shift.planned', `shift:${shift.id}`);
    res.status(201).json({ id: shift.id });
  }),
);

shifts.get('/:id', endpoint({ role: 'worker', params: Id }, async ({ me, params }) => shiftOf(me, params.id)));

shifts.put(
  '/:id',
  endpoint({ role: 'planner', params: Id, body: Planned }, async ({ me, params, body }) => {
    const shift = await shiftOf(me, params.id);
    if (body.workerId) await colleague(me, body.workerId);
    await shift.update(body, { fields: ['workerId', 'startsAt', 'endsAt', 'place', 'note'] });
    await audit(me, 'shift.changed', `shift:${shift.id}`);
  }),
);

shifts.delete(
  '/:id',
  endpoint({ role: 'planner', params: Id }, async ({ me, params }) => {
    await (await shiftOf(me, params.id)).destroy();
    await audit(me, 'shift.dropped', `shift:${params.id}`);
  }),
);

shifts.post(
  '/:id/swaps',
  endpoint({ role: 'worker', params: Id, body: z.object({ toId: z.string().uuid() }) }, async ({ me, params, body, res }) => {
    const shift = await shiftOf(me, params.id);
    if (shift.workerId !== me.id) throw forbidden();
    if (shift.startsAt <= new Date() || body.toId === me.id) throw conflict('not-swappable');
    const swap = await Swap.create({ teamId: me.teamId, shiftId: shift.id, fromId: me.id, toId: await colleague(me, body.toId) });
    res.status(201).json({ id: swap.id });
  }),
);

export const swaps = Router();

swaps.get(
  '/',
  endpoint({ role: 'worker', query: Paging }, async ({ me, query }) => {
    const where = { teamId: me.teamId, state: 'asked' as const, [Op.or]: [{ fromId: me.id }, { toId: me.id }] };
    return { items: await Swap.findAll({ where, include: [{ model: Shift, as: 'shift' }], order: [['createdAt', 'DESC']], ...window(query) }) };
  }),
);

/** Both rows are locked, so a swap is answered once, and over the shift as it is. */
swaps.post(
  '/:id',
  endpoint({ role: 'worker', params: Id, body: z.object({ take: z.boolean() }) }, async ({ me, params, body }) => {
    await sequelize.transaction(async (transaction) => {
      const lock = transaction.LOCK.UPDATE;
      const swap = await Swap.findOne({ where: { id: params.id, teamId: me.teamId, toId: me.id }, lock, transaction });
      if (!swap) throw missing();
      const shift = await Shift.findOne({ where: { id: swap.shiftId, teamId: me.teamId }, lock, transaction });
      if (swap.state !== 'asked' || shift?.workerId !== swap.fromId || shift.startsAt <= new Date()) throw conflict('not-swappable');
      if (body.take) await shift.update({ workerId: me.id }, { transaction });
      await swap.update({ state: body.take ? 'taken' : 'refused' }, { transaction });
      await audit(me, body.take ? 'swap.taken' : 'swap.refused', `swap:${swap.id}`, transaction);
    });
  }),
);
