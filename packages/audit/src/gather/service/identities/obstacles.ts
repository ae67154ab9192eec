import { headerOf, type Reply } from '../reply.ts'

const OBSTACLES: readonly (readonly [RegExp, string])[] = [
  [/captcha|turnstile|are you (?:a )?(?:human|robot)/i, 'it wants a captcha, which assay does not solve'],
  [
    /(?:verif|confirm|activat)\w*[^.]{0,40}(?:e-?mail|address|account)|(?:e-?mail|account)[^.]{0,40}(?:not|un)[- ]?(?:\w+ ){0,2}(?:verif|confirm|activat)/i,
    'it wants the address confirmed by mail first',
  ],
  [
    /(?:await|pending|need)\w*[^.]{0,30}approv|approv\w*[^.]{0,20}(?:pending|required)/i,
    'an administrator has to approve the account first',
  ],
  [/invit(?:e|ation)/i, 'it wants an invitation'],
  [/one[- ]time|otp|two[- ]factor|2fa|mfa|authenticator/i, 'it wants a second factor'],
]

/** What stands between assay and an identity, by the words of a refusal; empty when they name nothing of the kind. */
export function obstacleIn(reply: Reply, what: 'registration' | 'login'): string {
  if (reply.status === 429) return `the ${what} is limited (429)`
  if (reply.status === 0) return `the ${what} did not answer (${reply.error})`
  const text = `${reply.body.slice(0, 5000)} ${headerOf(reply, 'location')}`
  return OBSTACLES.find(([pattern]) => pattern.test(text))?.[1] ?? ''
}
