import { Router } from 'express';
import * as organisations from '../controllers/organisations.ts';
import { personOnly, requireOwner } from '../middleware/auth.ts';

export const organisationRoutes = Router();
organisationRoutes.get('/organisation', personOnly, organisations.own);
organisationRoutes.patch('/organisation', personOnly, requireOwner, organisations.change);
organisationRoutes.get('/organisation/members', personOnly, organisations.members);
organisationRoutes.delete('/organisation/members/:id', personOnly, organisations.removeMember);
organisationRoutes.post('/organisation/invitations', personOnly, requireOwner, organisations.invite);
organisationRoutes.post('/organisation/inbound-secret', personOnly, requireOwner, organisations.rotateInbound);
organisationRoutes.post('/invitations/accept', personOnly, organisations.accept);
organisationRoutes.get('/surveys/summary', personOnly, organisations.surveySummary);
organisationRoutes.get('/dashboard', personOnly, organisations.dashboard);
