import type {Route} from './router.ts'
import type {SocketRoute} from './sockets.ts'
import {acl} from './routes/acl.ts'
import {actions} from './routes/actions.ts'
import {file, image, namedFile, namedImage} from './routes/asset-serve.ts'
import {uploadFile, uploadImage} from './routes/asset-upload.ts'
import {authFetch, authId, authLogout, authProviders} from './routes/auth.ts'
import {
  createDataset,
  createProjectDataset,
  datasets,
  deleteDataset,
  projectDatasets,
} from './routes/datasets.ts'
import {doc} from './routes/doc.ts'
import {exportDataset} from './routes/export.ts'
import {projectGrants} from './routes/grants.ts'
import {readKeyValue, writeKeyValue} from './routes/key-value.ts'
import {documentRevisions} from './routes/history-documents.ts'
import {historyEvents} from './routes/history-events.ts'
import {allTransactions, documentTransactions} from './routes/history-transactions.ts'
import {listen} from './routes/listen.ts'
import {liveEvents} from './routes/live-events.ts'
import {listenSocket} from './routes/listen-socket.ts'
import {login, loginForm} from './routes/login.ts'
import {metrics} from './routes/metrics.ts'
import {mutate} from './routes/mutate.ts'
import {deletePasskey, listPasskeys, passkeyLogin, passkeyNew} from './routes/passkeys.ts'
import {health, ping, pingDataset} from './routes/ping.ts'
import {outsideReferences} from './routes/outside-references.ts'
import {presenceSocket} from './routes/presence-socket.ts'
import {project, projectRoles, projects} from './routes/projects.ts'
import {query, queryByPost} from './routes/query.ts'
import {foreignReferences} from './routes/references.ts'
import {quietAnswers} from './routes/quiet-answers.ts'
import {usersMe} from './routes/users-me.ts'
import {users} from './routes/users.ts'

/** Every endpoint of the lake. */
export const routes: readonly Route[] = [
  // Documents
  query,
  queryByPost,
  doc,
  mutate,
  actions,
  listen,
  liveEvents,
  foreignReferences,
  outsideReferences,

  // History
  documentTransactions,
  allTransactions,
  documentRevisions,
  historyEvents,

  exportDataset,

  // Assets
  uploadImage,
  uploadFile,
  image,
  namedImage,
  file,
  namedFile,

  // People
  usersMe,
  users,
  readKeyValue,
  writeKeyValue,
  authProviders,
  authFetch,
  authId,
  authLogout,
  loginForm,
  login,
  passkeyLogin,
  passkeyNew,
  listPasskeys,
  deletePasskey,

  // Project and datasets
  project,
  projects,
  projectGrants,
  projectRoles,
  acl,
  datasets,
  projectDatasets,
  createDataset,
  createProjectDataset,
  deleteDataset,

  // The process
  ping,
  pingDataset,
  health,
  metrics,
  ...quietAnswers,
]

/** Every endpoint for WebSockets. */
export const socketRoutes: readonly SocketRoute[] = [listenSocket, presenceSocket]
