import { Elysia, t } from 'elysia'
import { pack, unpack } from './wizard-state.js'

export const wizard = new Elysia({ prefix: '/wizard' }).post(
  '/next',
  ({ body, cookie }) => {
    const state = cookie.wizard.value ? unpack(cookie.wizard.value) : { step: 1, answers: {} }
    const next = { step: state.step + 1, answers: { ...state.answers, [`q${state.step}`]: body.answer } }
    cookie.wizard.set({ value: pack(next), httpOnly: true, secure: true, sameSite: 'strict' })
    return { step: next.step }
  },
  { body: t.Object({ answer: t.String({ maxLength: 500 }) }) },
)
