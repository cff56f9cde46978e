import type {Element} from 'hast'
import {h} from 'hastscript'

import {webUrl} from '../../web-url.ts'
import {own} from '../own-words.ts'
import {partIds} from '../view.ts'
import type {View} from '../view.ts'

const choices = ['helpful', 'not-helpful', 'error', 'other'] as const

/**
 * "Was this page helpful?": a plain form that posts to the site's feedback address.
 *
 * Fields: `kind`, `message`, and hidden `article`, `edition`, `language`. Null without an address.
 */
export function toFeedback(view: View): Element | null {
  const {composition, labels} = view
  const action = webUrl(composition.site?.feedbackUrl)
  if (!action) return null
  const words = labels.feedback
  const hidden = {
    article: composition.id,
    edition: composition.approval?.edition ?? '',
    language: composition.language,
  }
  return h('section', {className: ['feedback'], ariaLabelledBy: partIds.feedback, ...own(view)}, [
    h('h2', {id: partIds.feedback}, words.title),
    h('form', {method: 'post', action: action.href, acceptCharset: ['utf-8']}, [
      ...Object.entries(hidden).map(([name, value]) => h('input', {type: 'hidden', name, value})),
      h(
        'fieldset',
        {ariaLabelledBy: partIds.feedback},
        choices.map((kind) =>
          h('label', [
            h('input', {type: 'radio', name: 'kind', value: kind, required: true}),
            ` ${words.choices[kind]}`,
          ]),
        ),
      ),
      h('label', {htmlFor: partIds.feedbackText, className: ['feedback-label']}, words.text),
      h('textarea', {id: partIds.feedbackText, name: 'message', rows: 3, maxLength: 4000}),
      h('p', {className: ['hint']}, words.hint),
      h('button', {type: 'submit'}, words.send),
    ]),
  ])
}
