import { Router } from 'express';
import * as billing from '../controllers/billing.ts';
import { personOnly, requireOwner } from '../middleware/auth.ts';

export const billingRoutes = Router();
billingRoutes.get('/invoices', personOnly, billing.invoices);
billingRoutes.post('/invoices', personOnly, requireOwner, billing.order);
billingRoutes.get('/invoices/:id', personOnly, billing.invoice);
billingRoutes.post('/invoices/:id/pay', personOnly, requireOwner, billing.pay);
billingRoutes.post('/credits/redeem', personOnly, requireOwner, billing.redeem);
