import {h} from 'hastscript'

import {framePage} from './frame.ts'

/** The page for who showed no token yet. @param fault What was wrong with the last one. */
export function loginPage(fault?: string): string {
  return framePage({title: 'Log in'}, [
    h('h1', 'Log in'),
    h(
      'p',
      'This server delivers signed articles to publishers. See here what there is for you; programs fetch it with the same token.',
    ),
    fault === undefined ? null : h('p', {className: ['fault'], role: 'alert'}, fault),
    h('form', {className: ['login'], method: 'post', action: '/login'}, [
      h('label', {htmlFor: 'token'}, 'Token'),
      h('input', {
        id: 'token',
        name: 'token',
        type: 'password',
        autoComplete: 'off',
        required: true,
        maxLength: 512,
        ariaDescribedBy: 'token-help',
      }),
      h(
        'p',
        {className: ['soft'], id: 'token-help'},
        'It starts with mrw_ and was given to you by the publisher of the articles.',
      ),
      h('button', {className: ['main']}, 'Log in'),
    ]),
    h('p', {className: ['soft']}, [
      'For programs: ',
      h('a', {href: '/openapi.json'}, 'OpenAPI document'),
      '.',
    ]),
  ])
}
