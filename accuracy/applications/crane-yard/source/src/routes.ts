import multer from 'multer'
import type { Role } from './core/actor'
import { CrudController } from './core/crud-controller'
import type { RouteEntry } from './core/register'
import { authController } from './controllers/auth-controller'
import { deskController as desk } from './controllers/desk-controller'
import { BaseRepository, MachineRepository } from './db/base-repository'
import { Booking, Customer, Machine, User } from './db/models'
import { throttle } from './middleware/throttle'

const anyone: readonly Role[] = ['staff', 'manager', 'admin']
const managers: readonly Role[] = ['manager', 'admin']
const admins: readonly Role[] = ['admin']

const machines = new CrudController(new MachineRepository(Machine, 'name'), ['name', 'tonnes', 'dayRate'])
const customers = new CrudController(new BaseRepository(Customer, 'name'), ['name', 'city'])
const bookings = new CrudController(new BaseRepository(Booking), ['note'])
const users = new CrudController(new BaseRepository(User, 'email'), [])

const upload = multer({ storage: multer.memoryStorage(), limits: { fileSize: 8_000_000, files: 1 } })
const slow = throttle(10)

export const routes: readonly RouteEntry[] = [
  { method: 'post', path: '/auth/login', handler: authController.login, before: [slow] },
  { method: 'post', path: '/auth/refresh', handler: authController.refresh, before: [slow] },
  { method: 'post', path: '/auth/logout', handler: authController.logout, roles: anyone },
  { method: 'post', path: '/auth/forgot', handler: authController.forgot, before: [slow] },
  { method: 'post', path: '/auth/reset', handler: authController.reset, before: [slow] },

  { method: 'get', path: '/machines', handler: machines.list, roles: anyone },
  { method: 'post', path: '/machines', handler: machines.create, roles: managers },
  { method: 'delete', path: '/machines/:id', handler: machines.remove, roles: anyone },
  { method: 'get', path: '/machines/:id/position', handler: desk.position, roles: anyone },
  { method: 'post', path: '/machines/:id/papers', handler: desk.addPaper, roles: managers, before: [upload.single('file')] },

  { method: 'get', path: '/customers', handler: customers.list, roles: anyone },
  { method: 'get', path: '/customers/export', handler: desk.exportCustomers },
  { method: 'get', path: '/customers/:id', handler: customers.get, roles: anyone },
  { method: 'post', path: '/customers', handler: customers.create, roles: anyone },
  { method: 'patch', path: '/customers/:id', handler: customers.update, roles: anyone },
  { method: 'put', path: '/customers/:id/account', handler: desk.setAccount, roles: managers },

  { method: 'get', path: '/bookings', handler: bookings.list, roles: anyone },
  { method: 'get', path: '/bookings/:id', handler: bookings.get, roles: anyone },
  { method: 'post', path: '/bookings', handler: desk.reserve, roles: anyone },
  { method: 'post', path: '/bookings/exchange', handler: desk.exchange, roles: managers },

  { method: 'get', path: '/users', handler: users.list, roles: admins },
  { method: 'put', path: '/settings', handler: desk.setSetting, roles: managers },

  { method: 'get', path: '/reports/utilisation', handler: desk.utilisation, roles: managers },
  { method: 'get', path: '/reports/income/:year', handler: desk.income, roles: managers },
  { method: 'get', path: '/reports/dispatch', handler: desk.dispatch, roles: anyone },

  { method: 'get', path: '/papers/raw', handler: desk.rawPaper, roles: anyone },
  { method: 'get', path: '/papers/shared', handler: desk.sharedPaper },
  { method: 'post', path: '/papers/:id/print', handler: desk.printPaper, roles: anyone },
  { method: 'post', path: '/papers/:id/share', handler: desk.sharePaper, roles: anyone },

  { method: 'post', path: '/hooks/try', handler: desk.tryHook, roles: managers },
]
