import {stringify} from 'yaml'

import type {Composition, FigureUse, SignOff} from '#pipeline'
import {citationToCsl} from '#schemas'

import {listFigures, mayShow} from '../../figure-rights.ts'

/**
 * Write what the text does not say as YAML: every field of the article, and what its directives
 * name by id (figures, sources, terms, people).
 *
 * The names are those of the content model; every text is in double quotes, so that none can be
 * read as anything else.
 */
export function frontMatter(composition: Composition): string {
  const {approval, leadFigure, related, sample, site} = composition
  return stringify(
    known({
      format: 'marrow-markdown 1',
      id: composition.id,
      page: composition.page,
      title: composition.title,
      slug: composition.slug,
      language: composition.language,
      audience: composition.audience,
      summary: composition.summary,
      keyPoints: composition.keyPoints,
      topics: composition.topics.map(({system, code, label}) => known({system, code, label})),
      work: composition.work,
      translatedFrom: composition.translatedFrom,
      collections: composition.collections,
      licence: composition.licence,
      authors: composition.authors,
      leadFigure: leadFigure?.id,
      expertQuote: composition.expertQuote,
      related,
      figures: listFigures(composition).map(toFigure),
      sources: composition.references.map(({number, citation, state}) =>
        known({
          number,
          ...citationToCsl(citation),
          state: state.status === 'unchecked' ? undefined : state,
        }),
      ),
      terms: composition.terms.map(({id, abbreviation, expansion, definition}) =>
        known({id, abbreviation, expansion, definition}),
      ),
      site: site?.name,
      sample: sample || undefined,
      notices: composition.notices,
      edition: approval && {
        id: approval.edition,
        number: approval.number,
        digest: approval.digest,
        sealedAt: approval.sealedAt,
        lastReviewed: approval.lastReviewed,
        reviewDue: approval.reviewDue,
        validUntil: approval.validUntil,
        emergency: approval.emergency || undefined,
        overdue: approval.overdue || undefined,
        signOffs: approval.signOffs.map(toSignOff),
      },
    }),
    {
      lineWidth: 0,
      defaultStringType: 'QUOTE_DOUBLE',
      defaultKeyType: 'PLAIN',
      aliasDuplicateObjects: false,
    },
  )
}

/** A picture without the right to go to publishers has no file: its alternative stands for it. */
function toFigure(figure: FigureUse): object {
  const {id, alt, caption, credit, licence, uses, rightsExpire, asset} = figure
  const {width, height, sha256} = asset
  const file = mayShow(figure, 'syndication') ? asset.path : undefined
  return known({id, alt, caption, credit, licence, uses, rightsExpire, file, width, height, sha256})
}

function toSignOff(signOff: SignOff): object {
  const {signer, name, credentials, role, meaning, at, zone, conflicts} = signOff
  return known({signer, name, credentials, role, meaning, at, zone, conflicts})
}

/** Leave out what is not there: undefined, null, empty lists. */
function known(fields: Record<string, unknown>): object {
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([, value]) =>
        value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0),
    ),
  )
}
