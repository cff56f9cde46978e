/** How one part of a medical article is written, and where it comes out. */
export interface OutlinePart {
  part: string
  /** Fields as `type.field`. */
  fields: string[]
  /** Block, inline object or annotation type, or what a block holds; null where it has none. */
  block: string | null
  /** CSS selector in the HTML page; classes without the prefix that the exporter adds. */
  html: string
  /** Property of `article.json`. */
  json: string
}

/**
 * Every part of the sample article's outline, with its field, block and output.
 *
 * Tests hold that fields and blocks exist, and that an export of the sample article has the output.
 */
export const outline: readonly OutlinePart[] = [
  {part: 'Title', fields: ['article.title'], block: null, html: 'h1.title', json: 'title'},
  {part: 'Lead', fields: ['article.summary'], block: null, html: 'p.summary', json: 'summary'},
  {
    part: 'Table of contents with "view all"',
    fields: ['section.heading', 'section.anchor'],
    block: null,
    html: 'nav.toc details.toc-all',
    json: 'sections',
  },
  {
    part: 'Image with alternative text and credit',
    fields: ['article.leadFigure', 'figure.image', 'figure.alt', 'figure.credit'],
    block: 'figureUse',
    html: 'figure.figure .figure-credit',
    json: 'figures',
  },
  {
    part: 'Sections with subsections',
    fields: ['article.sections', 'section.sections', 'section.aspect'],
    block: 'body',
    html: 'section section',
    json: 'sections',
  },
  {
    part: 'Sections shared between articles',
    fields: ['sharedSectionUse.section', 'sharedSection.section'],
    block: 'body',
    html: 'section',
    json: 'sections',
  },
  {
    part: 'Bulleted lists',
    fields: ['section.body', 'section.markdown'],
    block: 'block',
    html: 'section ul',
    json: 'sections',
  },
  {
    part: 'Inline links to other articles',
    fields: ['articleLink.article'],
    block: 'articleLink',
    html: 'a[data-article]',
    json: 'sections',
  },
  {
    part: 'Inline definitions',
    fields: ['termUse.term', 'glossaryTerm.expansion', 'glossaryTerm.definition'],
    block: 'termUse',
    html: 'abbr[title]',
    json: 'terms',
  },
  {
    part: 'Related-article callouts between paragraphs',
    fields: ['relatedArticle.article'],
    block: 'relatedArticle',
    html: 'aside.related-article',
    json: 'sections',
  },
  {
    part: "Expert's closing quote with name, degree and board membership",
    fields: [
      'article.expertQuote',
      'expertQuote.text',
      'expertQuote.person',
      'expertQuote.role',
      'person.name',
      'person.credentials',
      'person.affiliation',
    ],
    block: null,
    html: 'figure.expert-quote',
    json: 'expertQuote',
  },
  {
    part: 'List of sources',
    fields: ['article.sources', 'citationItem.source', 'citation.title', 'citation.doi'],
    block: 'citationUse',
    html: 'section.sources ol.source-list',
    json: 'sources',
  },
  {
    part: 'Statement on sourcing, link to the editorial process',
    fields: ['siteSettings.sourcing', 'siteSettings.editorialPolicy', 'siteSettings.factChecking'],
    block: null,
    html: 'p.sourcing',
    json: 'site',
  },
  {
    part: "Link to the expert board's page",
    fields: ['siteSettings.expertBoard', 'person.boardMember', 'person.biography'],
    block: null,
    html: 'section.about a[href*="expert-board"]',
    json: 'site',
  },
  {
    part: 'Share',
    fields: ['siteSettings.shareTargets', 'shareTarget.urlTemplate'],
    block: null,
    html: 'section.share',
    json: 'site',
  },
  {
    part: '"Was this page helpful?": helpful, report an error, other',
    fields: ['siteSettings.feedbackUrl'],
    block: null,
    html: 'section.feedback form',
    json: 'site',
  },
]
