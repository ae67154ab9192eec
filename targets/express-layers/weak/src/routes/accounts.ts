import { Router } from 'express';
import * as accounts from '../controllers/accounts.ts';
import { personOnly } from '../middleware/auth.ts';
import { passwordLimit } from '../middleware/limits.ts';

export const accountRoutes = Router();
accountRoutes.get('/me', personOnly, accounts.me);
accountRoutes.patch('/me', personOnly, accounts.changeMe);
accountRoutes.put('/me/password', personOnly, passwordLimit, accounts.changePassword);
accountRoutes.get('/me/preferences', personOnly, accounts.preferences);
accountRoutes.patch('/me/preferences', personOnly, accounts.changePreferences);
