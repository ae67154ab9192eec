export type Role = 'staff' | 'manager' | 'admin'

export interface Actor {
  readonly id: number
  readonly companyId: number
  readonly role: Role
}

declare global {
  namespace Express {
    interface Request {
      actor: Actor
    }
  }
}
