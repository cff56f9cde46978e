import {VFile} from 'vfile'

import type {SiteInfo} from '../composition.ts'
import {buildSitePages} from '../site-pages.ts'
import {isRecord, own, type JsonRecord} from './record.ts'
import type {EditionPayload} from './types.ts'

/**
 * Take from an admitted site edition the words that every page carries.
 *
 * @param payload
 *   Of an admitted edition: never of a document that can be edited.
 */
export function siteInfo({content, language, article}: EditionPayload): SiteInfo {
  const settings = content.documents[content.root]!
  const targets = own(settings, 'shareTargets')

  return {
    name: text(settings, 'name') ?? '',
    ...present('url', text(settings, 'url')),
    ...present('disclaimer', text(settings, 'disclaimer')),
    ...present('sourcing', text(settings, 'sourcing')),
    ...present('feedbackUrl', text(settings, 'feedbackUrl')),
    shareTargets: (Array.isArray(targets) ? (targets as unknown[]) : [])
      .filter(isRecord)
      .map((target) => ({
        name: text(target, 'name') ?? '',
        urlTemplate: text(target, 'urlTemplate') ?? '',
      })),
    pages: buildSitePages(content, new VFile()).map(({page, title}) => ({
      id: article,
      slug: page,
      language,
      title,
    })),
  }
}

function text(value: JsonRecord, field: string): string | undefined {
  const found = own(value, field)
  return typeof found === 'string' && found !== '' ? found : undefined
}

function present<Name extends string>(
  name: Name,
  value: string | undefined,
): Partial<Record<Name, string>> {
  return value === undefined ? {} : ({[name]: value} as Record<Name, string>)
}
