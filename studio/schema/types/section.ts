import {BlockContentIcon} from '@sanity/icons/BlockContent'
import {DocumentsIcon} from '@sanity/icons/Documents'

import {NumberedForm} from '../../inputs/citation-numbers.tsx'
import {MarkdownInput} from '../../inputs/markdown-input.tsx'
import {SectionInput} from '../../inputs/section-input.tsx'
import type {Decoration} from '../decorate.ts'
import {sameLanguage} from '../reference-filters.ts'

const aspects: Readonly<Record<string, string>> = {
  overview: 'Overview',
  causes: 'Causes',
  symptoms: 'Symptoms',
  diagnosis: 'Diagnosis',
  treatment: 'Treatment',
  'self-care': 'Self-care',
  'when-to-seek-care': 'When to seek care',
  prevention: 'Prevention',
  outlook: 'Outlook',
}

/** The form of a part of an article under a heading. */
export const section: Decoration = {
  type: {
    icon: BlockContentIcon,
    components: {input: SectionInput},
    preview: {
      select: {
        heading: 'heading',
        aspect: 'aspect',
        body: 'body',
        markdown: 'markdown',
        sections: 'sections',
      },
      prepare: prepareSection,
    },
  },
  order: ['heading', 'aspect', 'body', 'markdown', 'sections'],
  fields: {
    aspect: {description: 'What search engines and publishers file the section under.'},
    body: {title: 'Text', hidden: ({parent}: Context) => parent?.['markdown'] !== undefined},
    markdown: {
      title: 'Text in Markdown',
      description: 'CommonMark, GFM tables and our own directives.',
      components: {input: MarkdownInput},
      hidden: ({parent}: Context) => parent?.['markdown'] === undefined,
    },
    anchor: {title: 'Name in links'},
  },
}

/** Lists of shared sections, and their use in an article. */
export const sharedSection: Decoration = {
  type: {
    icon: DocumentsIcon,
    components: {input: NumberedForm},
    preview: {
      select: {title: 'section.heading', subtitle: 'title'},
      prepare: ({title, subtitle}: Record<string, unknown>) => ({
        title: title ?? 'Shared section without a heading',
        subtitle,
      }),
    },
  },
  fields: {section: {options: {collapsible: false}}},
}

/** A shared section in the place of a section. */
export const sharedSectionUse: Decoration = {
  type: {
    icon: DocumentsIcon,
    preview: {
      select: {title: 'section.section.heading', subtitle: 'section.title'},
      prepare: ({title, subtitle}: Record<string, unknown>) => ({
        title: title ?? 'Choose a shared section',
        subtitle: typeof subtitle === 'string' ? `Shared: ${subtitle}` : 'Shared section',
      }),
    },
  },
  fields: {section: {options: {filter: sameLanguage}}},
}

interface Context {
  parent?: Record<string, unknown>
}

function prepareSection(selected: Record<string, unknown>) {
  const {heading, aspect, body, markdown, sections} = selected
  const parts = [
    aspects[String(aspect)],
    count(sections, 'subsection'),
    typeof markdown === 'string' ? 'Markdown' : undefined,
    body === undefined && markdown === undefined && sections === undefined ? 'empty' : undefined,
  ]
  return {
    title: typeof heading === 'string' && heading !== '' ? heading : 'Section without a heading',
    subtitle: parts.filter((part) => part !== undefined).join(' · '),
  }
}

function count(list: unknown, what: string): string | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined
  return `${list.length} ${what}${list.length === 1 ? '' : 's'}`
}
