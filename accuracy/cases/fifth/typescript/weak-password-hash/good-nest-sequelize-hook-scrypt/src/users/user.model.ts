import { BeforeSave, Column, Model, Table } from 'sequelize-typescript'
import { hashPassword } from './password'

@Table({ tableName: 'users', defaultScope: { attributes: { exclude: ['password'] } } })
export class User extends Model {
  @Column({ unique: true }) declare email: string
  @Column declare password: string

  @BeforeSave
  static async protect(user: User) {
    if (user.changed('password')) user.password = await hashPassword(user.password)
  }
}
