import {createHash, createHmac} from 'node:crypto'

import {isSameSecret} from '../access/secret.ts'

const style = `
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center}
main{width:min(22rem,calc(100vw - 2rem))}
h1{font-size:1.5rem;margin:0 0 1rem}
label{display:block;margin:.75rem 0 .25rem}
input{font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #767676;border-radius:4px}
button{font:inherit;margin-top:1.25rem;padding:.5rem 1rem;border:0;border-radius:4px;background:#1a4f8b;color:#fff}
button:focus-visible,input:focus-visible{outline:3px solid #6ea8e6;outline-offset:1px}
[role=alert]{padding:.5rem .75rem;border-left:4px solid #b3261e;background:#b3261e1a}
`

const styleHash = createHash('sha256').update(style).digest('base64')

/** What the login page shows. */
export interface LoginForm {
  /** Where to go after login: an address of an allowed Studio. */
  target: string
  /** What the form must send back; see {@link formToken}. */
  token: string
  /** What was wrong with the last attempt. */
  fault?: string
  name?: string
}

/** The login page: one form, no script, nothing loaded. */
export function loginPage({target, token, fault, name = ''}: LoginForm): string {
  return page(
    'Log in to Marrow',
    `${fault === undefined ? '' : `<p role="alert">${escape(fault)}</p>`}
<form method="post" action="/login">
<input type="hidden" name="origin" value="${escape(target)}">
<input type="hidden" name="form" value="${escape(token)}">
<label for="name">Email or user id</label>
<input id="name" name="name" autocomplete="username" required maxlength="254" value="${escape(name)}"${fault === undefined ? ' autofocus' : ''}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024"${fault === undefined ? '' : ' autofocus'}>
<button>Log in</button>
</form>`,
  )
}

/** A page that says why there is no form. */
export function refusalPage(message: string): string {
  return page('Marrow', `<p role="alert">${escape(message)}</p>`)
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><style>${style}</style></head>
<body><main><h1>${title}</h1>
${body}
</main></body></html>
`
}

/** Headers of the login page: nothing runs, nothing is loaded, nobody may frame it. */
export function pageHeaders(formTargets: readonly string[]): Record<string, string> {
  const policy = [
    `default-src 'none'`,
    `style-src 'sha256-${styleHash}'`,
    // a form's redirect counts as its target too
    `form-action 'self' ${formTargets.join(' ')}`.trimEnd(),
    `frame-ancestors 'none'`,
    `base-uri 'none'`,
  ]
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy.join('; '),
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    // with `no-referrer` the form would send its origin as `null`
    'referrer-policy': 'same-origin',
  }
}

/** The token of a form, bound to the cookie that the same browser holds. */
export function formToken(cookie: string, key: Uint8Array): string {
  return createHmac('sha256', key).update(cookie).digest('base64url')
}

export function isFormToken(token: string, cookie: string, key: Uint8Array): boolean {
  return cookie !== '' && isSameSecret(token, formToken(cookie, key))
}

function escape(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replaceAll(/[&<>"']/g, (character) => entities[character]!)
}
