import type {Element, ElementContent} from 'hast'
import {h} from 'hastscript'

import type {FeedEvent} from '../../../repository/format/feed-event.ts'
import {isLive} from '../../../repository/format/entries.ts'
import {updatesOf} from '../../../repository/format/updates-of.ts'
import type {Ack} from '../../push/ack-store.ts'
import {labelOf} from '../formats.ts'
import type {AudienceView} from '../catalogue.ts'
import type {Licence} from '../licence.ts'
import type {Listed} from '../manifest-route.ts'
import {framePage} from './frame.ts'

/** What a publisher is shown. */
export interface Overview {
  licence: Licence
  view: AudienceView
  articles: readonly Listed[]
  /** Newest first. */
  events: readonly FeedEvent[]
  /** Withdrawals that it did not acknowledge and that still hold, oldest first. */
  open: readonly FeedEvent[]
  /** In the feed that it reads now. */
  ack: Ack | null
  /** Where it fetches from. */
  url: string
}

/** What a publisher has, what it must take down, what it acknowledged, how it fetches. */
export function overviewPage(overview: Overview): string {
  const {licence, view} = overview
  return framePage({title: licence.name, reader: licence.name, hasScript: true}, [
    h('h1', licence.name),
    h('p', {className: ['soft']}, [
      `Articles of ${view.head.publisher.name}, audience `,
      h('code', licence.audience),
      `. Newest event ${view.head.feed.seq}; the head is valid until ${time(view.head.expires)}.`,
    ]),
    view.head.sample
      ? h('p', {className: ['banner']}, [
          h('strong', 'Sample content, not reviewed by a physician.'),
          ' It was signed with sample keys. Do not rely on it.',
        ])
      : null,
    ...openSection(overview),
    ...articleSection(overview),
    ...pullSection(overview),
    ...ackSection(overview),
    ...eventSection(overview),
  ])
}

function openSection({open, articles}: Overview): Element[] {
  if (open.length === 0) return []
  return [
    h('h2', {id: 'open'}, 'Take down now'),
    h('p', 'Your system has not acknowledged these withdrawals yet.'),
    ...open.map(({seq, entry}) => {
      if (entry?.status !== 'withdrawn') return h('p')
      const {article, language, notice, severity, tombstone} = entry
      const listed = articles.find(
        (one) => one.entry.article === article && one.entry.language === language,
      )
      return h('div', {className: ['open']}, [
        h('h3', {lang: language}, listed?.title ?? article),
        h('p', [
          h('strong', `Withdrawn (${severity})`),
          ` at ${time(entry.withdrawnAt)}, event ${seq}`,
        ]),
        notice === undefined ? null : h('p', {lang: language}, notice),
        h('p', h('a', {href: `/${tombstone.path}`}, 'Signed tombstone')),
      ])
    }),
  ]
}

function articleSection({articles}: Overview): Element[] {
  const live = articles.filter(({entry, hasRunOut}) => isLive(entry) && !hasRunOut)
  const over = articles.filter(({hasRunOut}) => hasRunOut)
  const gone = articles.filter(({entry}) => entry.status === 'withdrawn')
  return [
    h('h2', {id: 'articles'}, 'Articles'),
    live.length === 0
      ? h('p', 'Nothing is published for you yet.')
      : table(
          'What may be shown now, in each language.',
          ['Title', 'Language', 'Edition', 'May be shown until', 'Formats'],
          live.map(liveRow),
        ),
    ...(over.length === 0
      ? []
      : [
          h('h2', {id: 'run-out'}, 'Run out'),
          table(
            'What must not be shown until it is approved anew.',
            ['Title', 'Language', 'Could be shown until'],
            over.map(overRow),
          ),
        ]),
    ...(gone.length === 0
      ? []
      : [
          h('h2', {id: 'withdrawn'}, 'Withdrawn'),
          table(
            'What must not be shown any more.',
            ['Title and notice', 'Language', 'Withdrawn', 'Proof'],
            gone.map(goneRow),
          ),
        ]),
  ]
}

function liveRow({entry, title, formats, links}: Listed): Element {
  if (!isLive(entry)) return h('tr')
  const {article, language, kind} = entry
  const preview = `/?${new URLSearchParams({article, language}).toString()}`
  const name = title ?? article
  return h('tr', [
    h(
      'th',
      {scope: 'row', lang: language},
      kind === 'article' ? h('a', {href: preview}, name) : name,
    ),
    h('td', language),
    h('td', [
      String(entry.number),
      entry.status === 'overdue' ? h('span', {className: ['overdue']}, ' review overdue') : null,
      entry.emergency ? h('span', {className: ['overdue']}, ' emergency') : null,
    ]),
    h('td', {className: ['when']}, entry.validUntil === null ? 'no end' : time(entry.validUntil)),
    h(
      'td',
      h('ul', {className: ['files']}, [
        ...formats.map((format) =>
          h(
            'li',
            h(
              'a',
              {
                href: `${preview}&format=${format.name}`,
                ariaLabel: `${name} as ${labelOf(format.name)}`,
              },
              labelOf(format.name),
            ),
          ),
        ),
        links['bundle'] === undefined
          ? null
          : h('li', h('a', {href: links['bundle'], ariaLabel: `Bundle of ${name}`}, 'Bundle')),
      ]),
    ),
  ])
}

function overRow({entry, title}: Listed): Element {
  if (!isLive(entry) || entry.validUntil === null) return h('tr')
  return h('tr', [
    h('th', {scope: 'row', lang: entry.language}, title ?? entry.article),
    h('td', entry.language),
    h('td', {className: ['when']}, time(entry.validUntil)),
  ])
}

function goneRow({entry, title}: Listed): Element {
  if (entry.status !== 'withdrawn') return h('tr')
  const {language, notice, tombstone} = entry
  return h('tr', [
    h('th', {scope: 'row', lang: language}, [
      title ?? entry.article,
      notice === undefined ? null : h('p', {className: ['note']}, notice),
    ]),
    h('td', language),
    h('td', {className: ['when']}, `${time(entry.withdrawnAt)} (${entry.severity})`),
    h('td', h('a', {href: `/${tombstone.path}`}, 'Tombstone')),
  ])
}

function pullSection({licence, url}: Overview): Element[] {
  const command = `marrow-pull ${url} articles --key publisher.pub --audience ${licence.audience} --token-file token.txt --every 5m`
  return [
    h('h2', {id: 'pull'}, 'Fetch it'),
    h(
      'p',
      'This command keeps a folder of verified articles up to date, takes down what is withdrawn, and acknowledges both. Put the token into token.txt, and the publisher’s root key into publisher.pub.',
    ),
    h('div', {className: ['command']}, [
      h('pre', {id: 'command', tabIndex: 0, ariaLabel: 'Command'}, command),
      h('button', {type: 'button', hidden: true, dataCopy: 'command'}, 'Copy'),
    ]),
    h('p', {role: 'status', className: ['soft']}),
  ]
}

function ackSection({ack, view}: Overview): Element[] {
  const {seq} = view.head.feed
  const rows: Array<[string, string]> =
    ack === null || ack.seq === 0
      ? [['Acknowledged', 'nothing yet']]
      : [['Acknowledged', `up to event ${ack.seq} of ${seq}, at ${time(ack.at)}`]]
  if (ack?.failed) {
    const {seq: at, message} = ack.failed
    rows.push(['Failed', `event ${at} at ${time(ack.failed.at)}${message ? `: ${message}` : ''}`])
  }
  return [
    h('h2', {id: 'acknowledgements'}, 'Your acknowledgements'),
    h(
      'dl',
      rows.flatMap(([name, text]) => [h('dt', name), h('dd', text)]),
    ),
  ]
}

function eventSection({events}: Overview): Element[] {
  if (events.length === 0) return []
  return [
    h('h2', {id: 'events'}, 'Latest events'),
    table(
      'Newest first. Programs follow them at /v1/changes.',
      ['Event', 'When', 'What', 'Article'],
      events.map((event) => {
        const {seq, at, type, entry} = event
        const severities = [...new Set(updatesOf(event).map(({severity}) => severity))]
        return h('tr', [
          h('td', String(seq)),
          h('td', {className: ['when']}, time(at)),
          h('td', severities.length === 0 ? type : `${type} (${severities.join(', ')})`),
          h('td', entry === undefined ? '' : h('code', `${entry.article} ${entry.language}`)),
        ])
      }),
    ),
  ]
}

function table(caption: string, names: readonly string[], rows: readonly Element[]): Element {
  return h('div', {className: ['scroll'], tabIndex: 0, role: 'region', ariaLabel: caption}, [
    h('table', [
      h('caption', caption),
      h(
        'thead',
        h(
          'tr',
          names.map((name) => h('th', {scope: 'col'}, name)),
        ),
      ),
      h('tbody', [...rows] satisfies ElementContent[]),
    ]),
  ])
}

/** To the minute, in UTC, so that nobody has to know where the reader is. */
function time(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`
}
