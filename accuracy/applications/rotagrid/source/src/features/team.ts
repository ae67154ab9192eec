import { Router } from 'express';
import { Op } from 'sequelize';
import { z } from 'zod';
import { AuditEntry, ROLES, User } from '../db/models';
import { endpoint, Id, line, Paging, window } from '../http/endpoint';
import { conflict, missing } from '../http/errors';
import { audit } from '../security/audit';
import { secrets } from '../security/limits';
import { unusable } from '../security/passwords';
import { endAllOf } from '../security/session';
import { sendLink } from './auth';

const Listing = Paging.extend({ q: z.string().trim().max(60).default('') });
const Newcomer = z.object({ email: z.string().trim().toLowerCase().email().max(254), name: line(80), role: z.enum(ROLES) });
const Change = z.object({ role: z.enum(ROLES), active: z.boolean() });
const plain = (words: string) => words.replaceAll(/[\\%_]/g, '\\$&');

export const team = Router();

team.get(
  '/people',
  endpoint({ role: 'worker', query: Listing }, async ({ me, query }) => {
    const where = { teamId: me.teamId, active: true, ...(query.q && { name: { [Op.iLike]: `%${plain(query.q)}%` } }) };
    return { items: await User.findAll({ where, attributes: ['id', 'name', 'role'], order: [['name', 'ASC'], ['id', 'ASC']], ...window(query) }) };
  }),
);

team.post(
  '/people',
  secrets,
  endpoint({ role: 'manager', body: Newcomer }, async ({ me, body, res }) => {
    const user = await User.create({ ...body, teamId: me.teamId, password: await unusable() });
    await sendLink(user.id, user.email, user.name);
    await audit(me, 'user.invited', `user:${user.id}`);
    res.status(201).json({ id: user.id });
  }),
);

team.patch(
  '/people/:id',
  endpoint({ role: 'manager', params: Id, body: Change }, async ({ me, params, body }) => {
    if (params.id === me.id) throw conflict('yourself');
    const [changed] = await User.update({ role: body.role, active: body.active }, { where: { id: params.id, teamId: me.teamId } });
    if (!changed) throw missing();
    await endAllOf(params.id);
    await audit(me, body.active ? `user.${body.role}` : 'user.closed', `user:${params.id}`);
  }),
);

team.get(
  '/audit',
  endpoint({ role: 'manager', query: Paging }, async ({ me, query }) => ({
    items: await AuditEntry.findAll({ where: { teamId: me.teamId }, order: [['createdAt', 'DESC'], ['id', 'ASC']], ...window(query) }),
  })),
);
