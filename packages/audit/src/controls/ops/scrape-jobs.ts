import { config } from '../../model/control.ts'
import { inventory } from '../../model/evidence.ts'
import { notVerified, type Outcome, partial } from '../../model/outcome.ts'
import { configurationEvidence } from '../configuration-place.ts'

/** Something scrapes metrics; whether the four golden signals are among them shows only live. */
export const scrapeJobs = config(['monitoring'], ({ monitoring }): Outcome => {
  const [first] = monitoring.scrapeJobs
  if (first === undefined) return notVerified('no-data', 'no file of the tree scrapes metrics')
  return partial('metrics are scraped; which ones shows only the running service', [
    configurationEvidence(first.file, first, first.name),
    inventory(
      'scrape jobs',
      monitoring.scrapeJobs.map(({ name }) => name),
    ),
  ])
})
