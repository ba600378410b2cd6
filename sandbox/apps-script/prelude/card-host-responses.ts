/** Responses of Gmail's compose window, Drive and the editors, and the preview of a link. */
import { text, texts } from './check.ts';
import { memberOf } from './enum-value.ts';
import { Built } from './built.ts';
import { Card } from './card.ts';
import { cardEnums } from './card-enums.ts';
import { GmailDraft } from './gmail/gmail-draft.ts';
import { addMethods, definePart, field, isPart, toJson } from './part.ts';
import type { Part, PartClass } from './part.ts';

export class ComposeActionResponse extends Built {}
export class UpdateDraftActionResponse extends Built {}
export class DriveItemsSelectedActionResponse extends Built {}
export class EditorFileScopeActionResponse extends Built {}

const recipients = (emails: unknown): unknown => (emails as string[]).map((email) => ({ email }));

const UpdateDraftToRecipientsAction = definePart('UpdateDraftToRecipientsAction', {
  setters: { addUpdateToRecipients: field('toRecipients', texts, recipients) },
});
const UpdateDraftCcRecipientsAction = definePart('UpdateDraftCcRecipientsAction', {
  setters: { addUpdateCcRecipients: field('ccRecipients', texts, recipients) },
});
const UpdateDraftBccRecipientsAction = definePart('UpdateDraftBccRecipientsAction', {
  setters: { addUpdateBccRecipients: field('bccRecipients', texts, recipients) },
});
const UpdateDraftSubjectAction = definePart('UpdateDraftSubjectAction', {
  setters: { addUpdateSubject: field('subject', text) },
  required: { subject: 'addUpdateSubject' },
});
const UpdateDraftBodyAction = definePart('UpdateDraftBodyAction', {
  setters: {
    addUpdateContent: {
      checks: [text, memberOf(cardEnums.ContentType)],
      apply: (fields, [content, contentType]) => {
        const before = (fields['insertContents'] as unknown[] | undefined) ?? [];
        fields['insertContents'] = [...before, { content, contentType }];
      },
    },
    setUpdateType: field('type', memberOf(cardEnums.UpdateDraftBodyType)),
  },
});

const UpdateDraftActionResponseBuilder = definePart('UpdateDraftActionResponseBuilder', {
  setters: {
    setUpdateDraftToRecipientsAction: field('updateToRecipients', isPart('UpdateDraftToRecipientsAction')),
    setUpdateDraftCcRecipientsAction: field('updateCcRecipients', isPart('UpdateDraftCcRecipientsAction')),
    setUpdateDraftBccRecipientsAction: field('updateBccRecipients', isPart('UpdateDraftBccRecipientsAction')),
    setUpdateDraftSubjectAction: field('updateSubject', isPart('UpdateDraftSubjectAction')),
    setUpdateDraftBodyAction: field('updateBody', isPart('UpdateDraftBodyAction')),
  },
});
addMethods(UpdateDraftActionResponseBuilder, {
  build() {
    const updateDraftActionMarkup = toJson(this);
    return new UpdateDraftActionResponse('updateDraftActionResponse', {
      renderActions: { hostAppAction: { gmailAction: { updateDraftActionMarkup } } },
    });
  },
});

const ComposeActionResponseBuilder = definePart('ComposeActionResponseBuilder', {
  setters: {
    setGmailDraft: field(
      'openCreatedDraftActionMarkup',
      (value) => value instanceof GmailDraft,
      (draft) => GmailDraft.referenceOf(draft as GmailDraft),
    ),
  },
  required: { openCreatedDraftActionMarkup: 'setGmailDraft' },
});
addMethods(ComposeActionResponseBuilder, {
  build() {
    return new ComposeActionResponse('composeActionResponse', {
      renderActions: { hostAppAction: { gmailAction: toJson(this) } },
    });
  },
});

const DriveItemsSelectedActionResponseBuilder = definePart('DriveItemsSelectedActionResponseBuilder', {
  setters: { requestFileScope: field('requestFileScope', text, (itemId) => ({ itemId })) },
});
addMethods(DriveItemsSelectedActionResponseBuilder, {
  build() {
    return new DriveItemsSelectedActionResponse('driveItemsSelectedActionResponse', {
      renderActions: { hostAppAction: { driveAction: toJson(this) } },
    });
  },
});

const EditorFileScopeActionResponseBuilder = definePart('EditorFileScopeActionResponseBuilder', {
  setters: {
    requestFileScopeForActiveDocument: {
      checks: [],
      apply: (fields) => {
        fields['requestFileScopeForActiveDocument'] = {};
      },
    },
  },
});
addMethods(EditorFileScopeActionResponseBuilder, {
  build() {
    return new EditorFileScopeActionResponse('editorFileScopeActionResponse', {
      renderActions: { hostAppAction: { editorAction: toJson(this) } },
    });
  },
});

/** The one response without a builder: what the function returns is the object itself. */
export const LinkPreview = definePart('LinkPreview', {
  setters: {
    setLinkPreviewTitle: field('linkPreviewTitle', text),
    setPreviewCard: field(
      'previewCard',
      (value) => value instanceof Card,
      (card) => Built.dataOf(card as Card),
    ),
    setTitle: field('title', text),
  },
});
addMethods(LinkPreview, {
  printJson() {
    return JSON.stringify(previewJson(this));
  },
});

export function previewJson(preview: Part): unknown {
  return { action: { linkPreview: toJson(preview) } };
}

export const hostResponseParts: Readonly<Record<string, PartClass>> = {
  ComposeActionResponseBuilder,
  DriveItemsSelectedActionResponseBuilder,
  EditorFileScopeActionResponseBuilder,
  LinkPreview,
  UpdateDraftActionResponseBuilder,
  UpdateDraftBccRecipientsAction,
  UpdateDraftBodyAction,
  UpdateDraftCcRecipientsAction,
  UpdateDraftSubjectAction,
  UpdateDraftToRecipientsAction,
};
