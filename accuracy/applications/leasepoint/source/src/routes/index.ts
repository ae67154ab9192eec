import { Router } from 'express'
import rateLimit from 'express-rate-limit'
import { authController } from '../controllers/auth.controller'
import { documentController, leaseController, paymentController, unitController } from '../controllers/estate.controller'
import { organisationController } from '../controllers/organisation.controller'
import { authenticate, linkAuth, requireRole } from '../middleware/auth'
import { handle } from '../middleware/error'
import { body, schemas } from '../middleware/validate'
import { upload } from '../utils/storage'

export const api = Router()

const slow = rateLimit({ windowMs: 15 * 60_000, limit: 10 })
const staff = requireRole('owner', 'manager')
const money = requireRole('owner', 'accountant')

api.post('/auth/register', slow, body(schemas.register), handle(authController.register))
api.post('/auth/login', body(schemas.login), handle(authController.login))
api.post('/auth/refresh', slow, handle(authController.refresh))
api.post('/auth/forgot', slow, handle(authController.forgot))
api.post('/auth/reset', slow, handle(authController.reset))

// Opened from mails, where nobody is signed in
api.get('/shared/documents/:id', linkAuth, handle(documentController.content))

api.use(authenticate)

api.post('/auth/password', slow, handle(authController.changePassword))
api.post('/auth/service-token', requireRole('owner'), handle(authController.serviceToken))

api.get('/units', handle(unitController.list))
api.get('/units/search', handle(unitController.search))
api.get('/units/by-city', handle(unitController.byCity))
api.get('/units/affordable', handle(unitController.affordable))
api.get('/units/roomy', handle(unitController.roomy))
api.get('/units/market', handle(unitController.market))
api.post('/units', staff, body(schemas.unit), handle(unitController.create))
api.patch('/units/:id/label', staff, handle(unitController.relabel))

api.get('/leases', staff, handle(leaseController.list))
api.get('/leases/rent-roll', staff, handle(leaseController.rentRoll))
api.get('/leases/ending', staff, handle(leaseController.ending))
api.get('/leases/:id', handle(leaseController.show))
api.post('/leases', staff, handle(leaseController.open))
api.put('/leases/:id', staff, handle(leaseController.update))
api.post('/leases/:id/feed', staff, handle(authController.feedToken))
api.post('/leases/:id/documents', staff, upload.single('file'), handle(documentController.attach))

api.get('/leases/:lease/payments', money, handle(paymentController.history))
api.post('/payments', money, body(schemas.payment), handle(paymentController.create))
api.get('/payments/:id', money, handle(paymentController.show))
api.post('/payments/:id/refund', handle(paymentController.refund))

api.get('/documents/:id', staff, handle(documentController.content))
api.get('/documents/:id/pdf', staff, handle(documentController.pdf))
api.get('/documents/:id/pages', staff, handle(documentController.pages))

api.get('/organisation', handle(organisationController.show))
api.get('/organisation/members', handle(organisationController.members))
api.get('/organisation/contacts', staff, handle(organisationController.contacts))
api.post('/organisation/join', handle(organisationController.join))
api.patch('/organisation/settings', staff, handle(organisationController.settings))
api.post('/organisation/hook/test', requireRole('owner'), handle(organisationController.testHook))
api.get('/organisation/iban', money, handle(organisationController.iban))
api.get('/organisation/letterhead', handle(organisationController.letterhead))
api.get('/organisation/templates/:name', staff, handle(organisationController.template))
api.post('/organisation/export', requireRole('owner'), handle(organisationController.exportAll))
