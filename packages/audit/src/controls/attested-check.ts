import { attested, type Check } from '../model/control.ts'
import { notVerified, pass } from '../model/outcome.ts'

/** Decides a control by what somebody signed for in assay.yaml: the weakest evidence, and better than silence. */
export function statedFor(control: string): Check {
  return attested(['attestations', 'now'], ({ attestations, now }) => {
    const statement = attestations.find((each) => each.control === control)
    if (statement === undefined) return notVerified('no-data', 'nobody stated it; attestations in assay.yaml can')
    const { owner, date, expires, link } = statement
    if (expires !== null && Date.parse(expires) < Date.parse(now))
      return notVerified('stale-data', `the statement of ${owner} expired on ${expires}`)
    return pass({ kind: 'statement', text: `${statement.statement}${link === null ? '' : ` (${link})`}`, owner, date })
  })
}
