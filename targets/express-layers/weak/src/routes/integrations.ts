import { Router } from 'express';
import * as integrations from '../controllers/integrations.ts';
import { personOnly, requireOwner } from '../middleware/auth.ts';

export const integrationRoutes = Router();
integrationRoutes.get('/webhooks', personOnly, integrations.webhooks);
integrationRoutes.post('/webhooks', personOnly, requireOwner, integrations.addWebhook);
integrationRoutes.patch('/webhooks/:id', personOnly, requireOwner, integrations.changeWebhook);
integrationRoutes.delete('/webhooks/:id', personOnly, requireOwner, integrations.removeWebhook);
integrationRoutes.post('/webhooks/:id/test', personOnly, requireOwner, integrations.testWebhook);
integrationRoutes.get('/keys', personOnly, integrations.keys);
integrationRoutes.post('/keys', personOnly, requireOwner, integrations.addKey);
integrationRoutes.delete('/keys/:id', personOnly, requireOwner, integrations.removeKey);
