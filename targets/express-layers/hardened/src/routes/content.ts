import { Router } from 'express';
import * as content from '../controllers/content.ts';
import * as tickets from '../controllers/tickets.ts';
import { personOnly, requireRole, scope } from '../middleware/auth.ts';

export const contentRoutes = Router();
contentRoutes.get('/attachments/:id', scope('tickets'), tickets.download);
contentRoutes.delete('/attachments/:id', scope('tickets'), tickets.removeAttachment);
contentRoutes.get('/canned-replies', personOnly, content.canned);
contentRoutes.post('/canned-replies', personOnly, content.addCanned);
contentRoutes.post('/canned-replies/:id/render', personOnly, content.renderCanned);
contentRoutes.post('/articles', personOnly, requireRole('agent'), content.addArticle);
contentRoutes.patch('/articles/:id', personOnly, requireRole('agent'), content.changeArticle);
