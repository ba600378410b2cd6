/**
 * Gmail v1, as far as it is served. https://developers.google.com/workspace/gmail/api/reference/rest
 */
import { address, count, digits, FLAG, JSON_UTF8, NUMBER, parameters } from './google-values.ts';
import {
  always,
  filled,
  flag,
  inAnyCase,
  listOf,
  matching,
  object,
  oneOf,
  someOf,
  text,
  whereThereIs,
  type JsonSchema,
} from './json-schema.ts';
import type { Operation } from './operation.ts';

const hexId = matching(/^[1-9a-f][0-9a-f]{15}$/);
const data = matching(/^[\w-]+={0,2}$/);
const header = object({ name: filled, value: text });

/** Parts lie in parts: the shape names itself. */
const part: JsonSchema = {
  $id: 'gmail-part',
  ...object(
    {},
    {
      partId: text,
      mimeType: matching(/^\w+\/[\w.+-]+$/),
      filename: text,
      headers: listOf(header),
      body: object({ size: count }, { attachmentId: filled, data }),
      parts: someOf({ $ref: 'gmail-part' }),
    },
  ),
};

const handle = { id: hexId, threadId: hexId };
const labelIds = listOf(filled);
/** What writes answer with. */
const stub = object(handle, { labelIds });
const message = object(
  {
    ...handle,
    labelIds,
    sizeEstimate: count,
    historyId: digits,
    internalDate: digits,
  },
  { snippet: text, payload: part, raw: data },
);
const threadStub = object({ id: hexId, snippet: text, historyId: digits });
const thread = object(
  { id: hexId, messages: someOf(whereThereIs('historyId', message, stub)) },
  { historyId: digits },
);
const draftId = matching(/^r-?\d+$/);
const draft = object({ id: draftId, message: whereThereIs('historyId', message, stub) });
const draftStub = object({ id: draftId, message: object(handle) });

const labelKeys = {
  messageListVisibility: oneOf('show', 'hide'),
  labelListVisibility: oneOf('labelShow', 'labelShowIfUnread', 'labelHide'),
  color: object({ textColor: filled, backgroundColor: filled }),
};
/** What made it is said in lists and readings, not where it is made. */
const label = object(
  { id: filled, name: filled },
  {
    type: oneOf('system', 'user'),
    ...labelKeys,
    ...{ messagesTotal: count, messagesUnread: count, threadsTotal: count, threadsUnread: count },
  },
);
const labelBody = object({}, { name: filled, id: filled, type: filled, ...labelKeys });
const labelChange = object({}, { addLabelIds: listOf(filled), removeLabelIds: listOf(filled) });
const mail = object({ raw: data }, { threadId: hexId, labelIds, id: filled });
const draftBody = object({ message: mail }, { id: draftId });

/** A list without anything in it leaves the key out. */
function pageOf(key: string, items: JsonSchema): JsonSchema {
  return object({ resultSizeEstimate: count }, { [key]: someOf(items), nextPageToken: filled });
}

const PAGED = { maxResults: NUMBER, pageToken: filled, q: text, includeSpamTrash: FLAG };
const BY_LABEL = { ...PAGED, labelIds: filled };
const FORMAT = {
  format: inAnyCase('minimal', 'full', 'raw', 'metadata'),
  metadataHeaders: filled,
};

type Table = readonly [
  method: string,
  path: string,
  query: Readonly<Record<string, JsonSchema>>,
  request: JsonSchema | undefined,
  response: JsonSchema | undefined,
];
const none = undefined;

const TABLE: readonly Table[] = [
  [
    ...(['GET', '/profile', {}, none] as const),
    object({ emailAddress: address, messagesTotal: count, threadsTotal: count, historyId: digits }),
  ],
  [
    ...(['GET', '/settings/sendAs', {}, none] as const),
    object({
      sendAs: someOf(
        object({ sendAsEmail: address, displayName: text, isPrimary: always(true), isDefault: flag }),
      ),
    }),
  ],
  ['GET', '/messages', BY_LABEL, none, pageOf('messages', object(handle))],
  ['POST', '/messages', { internalDateSource: filled }, mail, stub],
  ['GET', '/messages/{}', FORMAT, none, message],
  ['DELETE', '/messages/{}', {}, none, none],
  ['GET', '/messages/{}/attachments/{}', {}, none, object({ size: count, data })],
  ['POST', '/messages/send', {}, mail, stub],
  ['POST', '/messages/import', { internalDateSource: filled, deleted: FLAG }, mail, stub],
  ['POST', '/messages/{}/modify', {}, labelChange, stub],
  ['POST', '/messages/{}/trash', {}, none, stub],
  ['POST', '/messages/{}/untrash', {}, none, stub],
  [
    ...(['POST', '/messages/batchModify', {}] as const),
    object({ ids: listOf(filled) }, { addLabelIds: listOf(filled), removeLabelIds: listOf(filled) }),
    none,
  ],
  ['POST', '/messages/batchDelete', {}, object({ ids: listOf(filled) }), none],
  ['GET', '/threads', BY_LABEL, none, pageOf('threads', threadStub)],
  ['GET', '/threads/{}', FORMAT, none, thread],
  ['DELETE', '/threads/{}', {}, none, none],
  ['POST', '/threads/{}/modify', {}, labelChange, thread],
  ['POST', '/threads/{}/trash', {}, none, thread],
  ['POST', '/threads/{}/untrash', {}, none, thread],
  ['GET', '/labels', {}, none, object({ labels: someOf(label) })],
  ['POST', '/labels', {}, { ...labelBody, required: ['name'] }, label],
  ['GET', '/labels/{}', {}, none, label],
  ['PUT', '/labels/{}', {}, labelBody, label],
  ['PATCH', '/labels/{}', {}, labelBody, label],
  ['DELETE', '/labels/{}', {}, none, none],
  ['GET', '/drafts', PAGED, none, pageOf('drafts', draftStub)],
  ['POST', '/drafts', {}, draftBody, draft],
  ['GET', '/drafts/{}', FORMAT, none, draft],
  ['PUT', '/drafts/{}', {}, draftBody, draft],
  ['DELETE', '/drafts/{}', {}, none, none],
  ['POST', '/drafts/send', {}, object({ id: draftId }, { message: mail }), stub],
];

const METHODS: readonly Operation[] = TABLE.map(([method, path, query, request, response]) => ({
  method,
  path: `/gmail/v1/users/{}${path}`,
  query: parameters(query),
  ...(request ? { request } : {}),
  ...(response ? { status: 200, type: JSON_UTF8, response } : { status: 204 }),
}));

/** What takes a message also takes it as it is. https://developers.google.com/workspace/gmail/api/guides/uploads */
const UPLOADED = ['/messages', '/messages/send', '/messages/import', '/drafts', '/drafts/{}', '/drafts/send'];
const HANDS = {
  uploadType: oneOf('media', 'multipart', 'resumable'),
  upload_id: filled,
  upload_protocol: filled,
};

const UPLOADS: readonly Operation[] = TABLE.filter(
  ([method, path]) => method !== 'GET' && method !== 'DELETE' && UPLOADED.includes(path),
).flatMap(([, path, query, , response]) =>
  ['POST', 'PUT'].flatMap((method): Operation[] => {
    const answered = response ? { type: JSON_UTF8, response } : {};
    return ['/upload', '/resumable/upload'].flatMap((prefix) => {
      const at = `${prefix}/gmail/v1/users/{}${path}`;
      const upload = { method, path: at, query: parameters({ ...query, ...HANDS }) };
      return [
        { ...upload, status: 200, mayBeEmpty: true as const, ...answered },
        { ...upload, status: 308 },
      ];
    });
  }),
);

export const MAIL_OPERATIONS: readonly Operation[] = [...METHODS, ...UPLOADS];
