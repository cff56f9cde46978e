import type {Element} from 'xast'
import {x} from 'xastscript'

import type {FigureUse} from '#pipeline'

import {webUrl} from '../../web-url.ts'

/** Describe a licence; nothing where there is none. Who holds the copyright is not known here. */
export function toPermissions(licence: FigureUse['licence'] | null): Element[] {
  if (!licence) return []
  const url = webUrl(licence.url)?.href
  return [
    x('permissions', [
      x('license', {'license-type': url ? 'open-access' : undefined, 'xlink:href': url}, [
        ...(url ? [x('ali:license_ref', url)] : []),
        x('license-p', licence.name),
      ]),
    ]),
  ]
}
