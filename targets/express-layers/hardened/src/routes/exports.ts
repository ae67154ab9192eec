import { Router } from 'express';
import * as billing from '../controllers/billing.ts';
import { scope } from '../middleware/auth.ts';

export const exportRoutes = Router();
exportRoutes.use(scope('exports'));
exportRoutes.get('/', billing.listExports);
exportRoutes.post('/', billing.makeExport);
exportRoutes.get('/:id/download', billing.downloadExport);
