import type {ArticleRecords} from '../../records/records.ts'
import {useArticleRecords, useRecords} from '../../records/use-records.ts'
import {usePerson} from '../parts/use-person.ts'
import {offerOf, type Deed, type Offer, type OfferFacts} from './offers.ts'

/** What every offer about an article follows from; null while it is read. */
export function useOfferFacts(articleId: string): OfferFacts | null {
  const {desk, judgedAt} = useRecords()
  const {records} = useArticleRecords(articleId)
  const person = usePerson()
  return records && {records, trust: desk.trust?.trust ?? null, person, now: judgedAt}
}

/** Whether a deed is offered; null while the records are read. */
export function useOffer(
  deed: Deed,
  articleId: string,
): {offer: Offer; facts: OfferFacts; records: ArticleRecords} | null {
  const facts = useOfferFacts(articleId)
  return facts && {offer: offerOf(deed, facts), facts, records: facts.records}
}
