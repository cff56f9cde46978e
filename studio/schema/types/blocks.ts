import {BlockquoteIcon} from '@sanity/icons/Blockquote'
import {BookIcon} from '@sanity/icons/Book'
import {BookmarkIcon} from '@sanity/icons/Bookmark'
import {ImageIcon} from '@sanity/icons/Image'
import {InfoOutlineIcon} from '@sanity/icons/InfoOutline'
import {LaunchIcon} from '@sanity/icons/Launch'
import {LinkIcon} from '@sanity/icons/Link'
import {TagIcon} from '@sanity/icons/Tag'
import {ThLargeIcon} from '@sanity/icons/ThLarge'

import {AnnotationView} from '../../inputs/annotation-view.tsx'
import {CalloutPreview} from '../../inputs/callout-preview.tsx'
import {CitationInput} from '../../inputs/citation-input.tsx'
import {CitationPreview} from '../../inputs/citation-preview.tsx'
import {FigurePreview} from '../../inputs/figure-preview.tsx'
import {QuotePreview} from '../../inputs/quote-preview.tsx'
import {RelatedPreview} from '../../inputs/related-preview.tsx'
import type {Decoration} from '../decorate.ts'
import {experts, otherArticles, ownFigures, sameLanguage} from '../reference-filters.ts'

/** A citation in running text. */
export const citationUse: Decoration = {
  type: {
    icon: BookIcon,
    options: {modal: {type: 'dialog', width: 1}},
    components: {input: CitationInput, inlineBlock: CitationPreview},
    preview: {
      select: {first: 'items.0.source.title'},
      prepare: ({first}: Record<string, unknown>) => ({title: first ?? 'Citation'}),
    },
  },
}

/** Boxed advice. */
export const callout: Decoration = {
  type: {
    icon: InfoOutlineIcon,
    options: {modal: {type: 'dialog', width: 1}},
    components: {preview: CalloutPreview},
    preview: {
      select: {tone: 'tone', heading: 'title', content: 'content'},
      prepare: (selected: Record<string, unknown>) => ({...selected, title: selected['heading']}),
    },
  },
}

/** A figure between paragraphs. */
export const figureUse: Decoration = {
  type: {
    icon: ImageIcon,
    components: {preview: FigurePreview},
    preview: {
      select: {
        url: 'figure.image.asset.url',
        alt: 'figure.alt',
        caption: 'figure.caption',
        credit: 'figure.credit',
      },
      prepare: (selected: Record<string, unknown>) => ({...selected, title: selected['alt']}),
    },
  },
  fields: {figure: {options: {filter: ownFigures}}},
}

/** A callout that points to another article. */
export const relatedArticle: Decoration = {
  type: {
    icon: LaunchIcon,
    components: {preview: RelatedPreview},
    preview: {
      select: {heading: 'article.title', summary: 'article.summary'},
      prepare: (selected: Record<string, unknown>) => ({...selected, title: selected['heading']}),
    },
  },
  fields: {article: {options: {filter: otherArticles}}},
}

/** Words lifted out of the text. */
export const pullQuote: Decoration = {
  type: {
    icon: BlockquoteIcon,
    components: {preview: QuotePreview},
    preview: {
      select: {text: 'text', attribution: 'attribution'},
      prepare: (selected: Record<string, unknown>) => ({...selected, title: selected['text']}),
    },
  },
}

/** A table; it is edited in the text itself. */
export const table: Decoration = {type: {icon: ThLargeIcon}}

/** Words that are a use of a glossary term. */
export const termUse: Decoration = {
  type: {icon: TagIcon, components: {annotation: AnnotationView}},
  fields: {term: {options: {filter: sameLanguage}}},
}

/** Words that link to another article. */
export const articleLink: Decoration = {
  type: {icon: BookmarkIcon, components: {annotation: AnnotationView}},
  fields: {article: {options: {filter: otherArticles}}},
}

/** Words that link to the web. */
export const webLink: Decoration = {
  type: {icon: LinkIcon, components: {annotation: AnnotationView}},
}

/** Closing words of an expert. */
export const expertQuote: Decoration = {
  type: {icon: BlockquoteIcon},
  fields: {person: {options: {filter: experts}}},
}
