import type {Element, ElementContent} from 'xast'
import {x} from 'xastscript'

import type {Run} from '../../flow/flow.ts'

/** Collects the links of a story: their sources stand in the text, their ends behind the story. */
export interface Links {
  /** Wrap the words of a link. */
  source(run: Omit<Run, 'text'>, words: ElementContent[]): ElementContent[]
  /** Marks of the places that links of the story lead to. */
  places(ids: readonly string[]): Element[]
  /** What stands behind the story. */
  declare(): Element[]
}

/**
 * @param targets
 *   Ids that are in the story and linked to.
 */
export function collectLinks(targets: ReadonlySet<string>): Links {
  const links: Array<{source: string; destination: string; name: string}> = []
  const addresses = new Map<string, number>()
  const keys = new Map([...targets].map((id, index) => [id, index + 1]))
  return {
    source({href, target}, words) {
      const destination = href === undefined ? placeOf(target) : `HyperlinkURLDestination/${href}`
      if (destination === undefined) return words
      if (href !== undefined && !addresses.has(href)) {
        addresses.set(href, targets.size + addresses.size + 1)
      }
      const source = `link-${links.length + 1}`
      links.push({source, destination, name: href ?? target ?? ''})
      return [x('HyperlinkTextSource', {Self: source, Name: source, Hidden: 'false'}, words)]
    },
    places: (ids) =>
      ids.flatMap((id) => {
        const Self = placeOf(id)
        const key = String(keys.get(id))
        const place = {Self, Name: id, DestinationUniqueKey: key}
        return Self === undefined ? [] : [x('HyperlinkTextDestination', place)]
      }),
    declare: () => [
      ...[...addresses].map(([href, key]) =>
        x('HyperlinkURLDestination', {
          Self: `HyperlinkURLDestination/${href}`,
          Name: href,
          DestinationURL: href,
          DestinationUniqueKey: String(key),
        }),
      ),
      ...links.map(({source, destination, name}, index) =>
        x(
          'Hyperlink',
          {
            Self: `hyperlink-${index + 1}`,
            Name: `${index + 1}: ${name}`,
            Source: source,
            Visible: 'false',
            DestinationUniqueKey: String(addresses.get(name) ?? keys.get(name)),
          },
          [x('Properties', [x('Destination', {type: 'object'}, destination)])],
        ),
      ),
    ],
  }

  function placeOf(id: string | undefined): string | undefined {
    return id !== undefined && targets.has(id) ? `HyperlinkTextDestination/${id}` : undefined
  }
}
