import {createHash, createHmac} from 'node:crypto'

import {isSameSecret} from '../access/secret.ts'
import {passkeyScript} from './passkey-script.ts'

const style = `
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center}
main{width:min(22rem,calc(100vw - 2rem))}
h1{font-size:1.5rem;margin:0 0 1rem}
label{display:block;margin:.75rem 0 .25rem}
label:has([type=checkbox]){display:flex;gap:.5rem;align-items:center}
input:not([type=checkbox]){font:inherit;width:100%;box-sizing:border-box;padding:.5rem;border:1px solid #767676;border-radius:4px}
button{font:inherit;margin:1.25rem .5rem 0 0;padding:.5rem 1rem;border:1px solid #1a4f8b;border-radius:4px;background:#1a4f8b;color:#fff}
button.quiet{background:none;color:inherit;border-color:#767676}
button:focus-visible,input:focus-visible{outline:3px solid #6ea8e6;outline-offset:1px}
form+form{margin-top:1rem;border-top:1px solid #767676}
[role=alert]{padding:.5rem .75rem;border-left:4px solid #b3261e;background:#b3261e1a}
`

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64')
const styleHash = hashOf(style)
const scriptHash = hashOf(passkeyScript)

/** What every form of the login page has. */
interface Form {
  /** Where to go after login: an address of an allowed Studio. */
  target: string
  /** What the form must send back; see {@link formToken}. */
  token: string
}

/** What the login page shows. */
export interface LoginForm extends Form {
  /** For the browser's passkey dialogue; left out where passkeys cannot be used. */
  passkey?: object
  /** What was wrong with the last attempt. */
  fault?: string
  name?: string
}

/** The login page: a password, or a passkey. */
export function loginPage({target, token, passkey, fault, name = ''}: LoginForm): string {
  const offer = `<label><input type="checkbox" name="passkey" value="make"> Then make a passkey for this device</label>`
  return page(
    'Log in to Marrow',
    `${fault === undefined ? '' : `<p role="alert">${escape(fault)}</p>`}
<form method="post" action="/login">
${hiddenFields({target, token})}
<label for="name">Email or user id</label>
<input id="name" name="name" autocomplete="username" required maxlength="254" value="${escape(name)}"${fault === undefined ? ' autofocus' : ''}>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required maxlength="1024"${fault === undefined ? '' : ' autofocus'}>
${passkey ? offer : ''}
<button>Log in</button>
</form>
${passkey ? passkeyForm('get', '/login/passkey', {target, token}, passkey, '<button class="quiet">Log in with a passkey</button>') : ''}`,
  )
}

/** The page that comes after the password, for who wants a passkey. */
export function registerPage({
  target,
  token,
  passkey,
  user,
  ticket,
}: Form & {passkey: object; user: string; ticket: string}): string {
  const inside = `<input type="hidden" name="user" value="${escape(user)}">
<input type="hidden" name="ticket" value="${escape(ticket)}">
<button>Make a passkey</button>
<button class="quiet" name="skip" value="yes">Not now</button>`
  return page(
    'Make a passkey',
    `<p>Your device keeps it, and opens it with your finger, face or code. You will not need the password here.</p>
${passkeyForm('create', '/login/passkey/new', {target, token}, passkey, inside)}`,
  )
}

/** A page that says why there is no form. */
export function refusalPage(message: string): string {
  return page('Marrow', `<p role="alert">${escape(message)}</p>`)
}

function passkeyForm(
  kind: 'get' | 'create',
  action: string,
  form: Form,
  options: object,
  inside: string,
): string {
  // Without passkeys the second page only leads on; the first has the password.
  const hidden = kind === 'get' ? ' hidden' : ''
  return `<form method="post" action="${action}"${hidden} data-passkey="${kind}" data-options="${escape(JSON.stringify(options))}">
${hiddenFields(form)}
<input type="hidden" name="answer" value="">
${inside}
<p role="status"></p>
</form>
<script>${passkeyScript}</script>`
}

function hiddenFields({target, token}: Form): string {
  return `<input type="hidden" name="origin" value="${escape(target)}">
<input type="hidden" name="form" value="${escape(token)}">`
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

/** Headers of the login page: only its own script runs, nothing is loaded, nobody may frame it. */
export function pageHeaders(formTargets: readonly string[]): Record<string, string> {
  const policy = [
    `default-src 'none'`,
    `style-src 'sha256-${styleHash}'`,
    `script-src 'sha256-${scriptHash}'`,
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
