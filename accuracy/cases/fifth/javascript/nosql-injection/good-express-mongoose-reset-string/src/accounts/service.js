import bcrypt from 'bcrypt'
import { Account } from './model.js'

export class AccountService {
  constructor(accounts = Account) {
    this.accounts = accounts
  }

  async resetPassword(token, password) {
    const account = await this.accounts.findOne({ 'reset.token': token, 'reset.expires': { $gt: new Date() } })
    if (!account) return false
    account.passwordHash = await bcrypt.hash(password, 12)
    account.reset = undefined
    await account.save()
    return true
  }
}
