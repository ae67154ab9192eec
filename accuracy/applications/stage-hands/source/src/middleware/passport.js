import passport from 'koa-passport'
import { Strategy } from 'passport-local'
import { Member } from '../lib/models.js'
import { isPassword } from '../lib/secrets.js'

passport.serializeUser((member, done) => done(null, String(member._id)))

passport.deserializeUser((id, done) => {
  Member.findById(id).then((member) => done(null, member), done)
})

passport.use(
  new Strategy({ usernameField: 'email' }, (email, password, done) => {
    Member.findOne({ email: String(email) })
      .then(async (member) => {
        const isRight = member?.passwordHash && (await isPassword(String(password), member.passwordHash))
        done(null, isRight ? member : false)
      })
      .catch(done)
  }),
)
