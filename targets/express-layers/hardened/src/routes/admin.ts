import { Router } from 'express';
import * as organisations from '../controllers/organisations.ts';
import { personOnly, requireRole } from '../middleware/auth.ts';

export const adminRoutes = Router();
adminRoutes.use(personOnly, requireRole('admin'));
adminRoutes.get('/audit', organisations.auditLog);
adminRoutes.get('/users', organisations.listAccounts);
adminRoutes.patch('/users/:id', organisations.changeAccount);
