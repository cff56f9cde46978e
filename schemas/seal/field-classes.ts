/** Which edition a field is sealed in: an article's, the site's own, or both. */
export type SealedIn = 'article' | 'site' | 'both'

/**
 * What a change of a field means: `sealed` needs a new edition, `context` changes output without
 * one, `internal` never reaches output.
 */
export type FieldClass = {class: 'sealed'; where: SealedIn} | {class: 'context' | 'internal'}

const article: FieldClass = {class: 'sealed', where: 'article'}
const site: FieldClass = {class: 'sealed', where: 'site'}
const both: FieldClass = {class: 'sealed', where: 'both'}
const context: FieldClass = {class: 'context'}
const internal: FieldClass = {class: 'internal'}

const documents: Record<string, Record<string, FieldClass>> = {
  article: {
    title: article,
    slug: article,
    language: article,
    work: article,
    translatedFrom: article,
    audience: article,
    summary: article,
    keyPoints: article,
    topics: article,
    authors: article,
    leadFigure: article,
    sections: article,
    sources: article,
    related: article,
    expertQuote: article,
    reviewIntervalMonths: article,
    licence: article,
    collections: article,
    wantedReviewers: internal,
    dueDate: internal,
  },
  citation: {
    kind: both,
    title: both,
    authors: both,
    moreAuthors: both,
    editors: both,
    containerTitle: both,
    containerTitleShort: both,
    publisher: both,
    publisherPlace: both,
    issued: both,
    online: both,
    volume: both,
    issue: both,
    pages: both,
    number: both,
    edition: both,
    doi: both,
    pmid: both,
    pmcid: both,
    url: both,
    accessed: both,
    status: internal,
    statusCheckedAt: internal,
  },
  edition: {
    kind: context,
    article: context,
    number: context,
    language: context,
    digest: context,
    payload: context,
  },
  figure: {
    image: article,
    alt: article,
    caption: article,
    credit: article,
    licence: article,
    rightsExpire: article,
    uses: article,
  },
  glossaryTerm: {abbreviation: both, expansion: both, definition: both, language: both},
  person: {
    name: both,
    credentials: both,
    affiliation: both,
    sample: both,
    specialty: site,
    boardMember: site,
    boardRole: site,
    conflictOfInterest: site,
    photo: site,
    photoAlt: site,
    biography: site,
    roles: internal,
  },
  publisher: {
    name: internal,
    formats: internal,
    collections: internal,
    languages: internal,
    embargoHours: internal,
    articleUrl: internal,
    foreignLinks: internal,
    figureRights: internal,
  },
  reviewNote: {
    article: internal,
    edition: internal,
    section: internal,
    quote: internal,
    comment: internal,
    replacement: internal,
    author: internal,
    state: internal,
  },
  sharedSection: {title: internal, language: article, section: article},
  siteSettings: {
    name: site,
    language: site,
    url: site,
    editorialPolicy: site,
    factChecking: site,
    sourcing: site,
    disclaimer: site,
    expertBoard: site,
    feedbackUrl: site,
    shareTargets: site,
  },
  statement: {edition: internal, kind: internal, envelope: context},
}

const objects: Record<string, Record<string, FieldClass>> = {
  articleLink: {article: both},
  callout: {tone: article, title: article, content: article},
  citationItem: {source: both, locator: both, excerpt: both},
  citationUse: {items: both},
  conflictOfInterest: {statement: site, date: site},
  cslDate: {year: both, month: both, day: both},
  cslName: {family: both, given: both, literal: both},
  expertQuote: {text: article, person: article, role: article},
  figureUse: {figure: article},
  licence: {name: article, url: article},
  pullQuote: {text: article, attribution: article},
  relatedArticle: {article: article},
  section: {
    heading: article,
    anchor: article,
    aspect: article,
    body: article,
    markdown: article,
    sections: article,
  },
  shareTarget: {name: site, urlTemplate: site},
  sharedSectionUse: {section: article},
  table: {caption: article, headerRows: article, headerColumns: article, rows: article},
  tableCell: {content: article},
  tableRow: {cells: article},
  termUse: {term: both},
  topicCode: {system: article, code: article, label: article},
  webLink: {href: both},
}

/**
 * The class of every field of every type, by type and field.
 *
 * An edition and the envelope of a statement are `context`: they are the record itself, are never
 * part of sealed content, and what they say reaches output once `admit` has verified them.
 */
export const fieldClasses: Readonly<Record<string, Readonly<Record<string, FieldClass>>>> = {
  ...documents,
  ...objects,
}
